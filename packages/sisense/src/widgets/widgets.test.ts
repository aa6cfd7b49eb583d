import { expect, it } from 'vitest';
import { startDemo } from '../../test/demo.ts';

/** Real exports have this: one widget twice, or two of them under one id. */
it('lists two widgets that have one id as two', async () => {
  const demo = await startDemo();
  try {
    const oid = '5d8b0c1e2f3a4b5c6d7e8f90';
    const widget = (title: string) => ({ oid: '5d8b0c1e2f3a4b5c6d7e8f91', title, type: 'indicator' });
    const file = { oid, title: 'Attendance', datasource: { title: 'Sales' }, layout: { columns: [] }, filters: [] };
    await demo.sisense.dashboards.import([{ ...file, widgets: [widget('Absent'), widget('Absent (old)')] }]);
    const listed = await demo.sisense.widgets.list(oid);
    expect(listed.map(({ title }) => title)).toEqual(['Absent', 'Absent (old)']);
  } finally {
    await demo.close();
  }
});

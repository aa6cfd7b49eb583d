import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

/** Shapes that `.dash` files of public repositories have, with made-up content. */
let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ world: 'empty' });
});
afterAll(() => open[Symbol.asyncDispose]());

const oid = '5d8b0c1e2f3a4b5c6d7e8f90';
const widget = (title: string) => ({ oid: '5d8b0c1e2f3a4b5c6d7e8f91', title, type: 'indicator', dashboardid: oid });
const file = {
  oid,
  title: 'Attendance',
  datasource: { title: 'School', fullname: 'LocalHost/School' },
  layout: { columns: [{ cells: [{ subcells: [{ elements: [{ widgetid: '5d8b0c1e2f3a4b5c6d7e8f91' }] }] }] }] },
  filters: [],
  subscription: { active: true, context: { dashboardid: oid } },
  parentFolder: null,
  hierarchies: [],
  widgets: [widget('Absent'), widget('Absent (old)')],
};
const sent = async (action: string) => {
  const { json } = await open.call('POST', `/api/v1/dashboards/import/bulk?action=${action}`, { body: [file] });
  return row(rows(row(json).succeded)[0]);
};

it('two widgets under one id, which Sisense itself exports, stay two', async () => {
  await sent('overwrite');
  expect(await open.read(`/api/v1/dashboards/${oid}/export/dash`)).toEqual(file);
  const widgets = rows(await open.read(`/api/v1/dashboards/${oid}/widgets`));
  expect(widgets.map(({ title }) => title)).toEqual(['Absent', 'Absent (old)']);
  expect(new Set(widgets.map(({ _id }) => _id)).size).toBe(2);
});

it('the subscription of a duplicate is for the duplicate', async () => {
  const copy = await sent('duplicate');
  expect(copy.oid).not.toBe(oid);
  expect(await open.read(`/api/v1/dashboards/${copy.oid}/export/dash`)).toMatchObject({
    subscription: { active: true, context: { dashboardid: copy.oid } },
  });
  expect(await open.read(`/api/v1/dashboards/${oid}/export/dash`)).toMatchObject({ subscription: file.subscription });
});

it('one file goes in over v0.9, and comes out equal', async () => {
  const one = { ...file, oid: '5d8b0c1e2f3a4b5c6d7e8fa0', subscription: null, widgets: [] };
  const { status, json } = await open.call('POST', '/api/dashboards/import', { body: one });
  expect({ status, oid: row(json).oid }).toEqual({ status: 200, oid: one.oid });
  expect(await open.read(`/api/dashboards/${one.oid}/export`)).toEqual(one);
  await open.call('POST', '/api/dashboards/import', { body: { ...one, title: 'Again' } });
  expect(await open.read(`/api/dashboards/${one.oid}/export`)).toEqual({ ...one, title: 'Again' });
  expect((await open.call('POST', '/api/dashboards/import', { body: { oid: one.oid } })).status).toBe(422);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
});

describe('a column that only a saved formula uses', () => {
  it('is used, and the formula is named', async () => {
    const { sisense } = demo;
    const Legacy = { table: 'Orders', column: 'Legacy Code' };
    const find = async () => {
      const rows = await demo.rows('access.get_unused_columns', { datamodel_name: 'Sales' });
      return rows.find(({ table, column }) => table === Legacy.table && column === Legacy.column);
    };
    expect(await find()).toMatchObject({ used: false });
    const datasource = { title: 'Sales', fullname: 'localhost/Sales' };
    const context = { '[c]': { dim: '[Orders.Legacy Code]' } };
    await sisense.metadata.create({ title: 'Codes', type: 'measure', datasource, formula: 'count([c])', context });
    expect(await find()).toMatchObject({ used: true, used_by: ['saved formula or filter'] });
    const where = await demo.rows('datamodel.where_used', { datamodel_name: 'Sales', ...Legacy });
    expect(where).toMatchObject([{ used_by: 'saved formula or filter', saved: 'Codes' }]);
  });

  it('may be unused where Sisense does not tell saved formulas, which is said', async () => {
    demo.deployment.faults.add({ kind: 'status', path: '/api/metadata', status: 403 });
    const { notes } = await demo.run('access.get_unused_columns', { datamodel_name: 'Sales' });
    demo.deployment.faults.clear();
    expect(notes).toContain('Saved formulas and filters could not be read, so a column may be used there.');
  });
});

describe('unused columns of several models', () => {
  it('are those of each, with one request for a model, one for its rules, one for 20 dashboards and two for their list', async () => {
    const sales = await demo.rows('access.get_unused_columns', { datamodel_name: 'Sales' });
    const live = await demo.rows('access.get_unused_columns', { datamodel_name: 'Live Orders' });
    demo.deployment.requests.clear();
    const both = await demo.rows('access.get_unused_columns_bulk', { datamodels: ['Sales', 'Live Orders'] });
    const isUsed = (row: Record<string, unknown>) => Number(row['used']);
    expect(both).toEqual([...sales, ...live].toSorted((one, other) => isUsed(one) - isUsed(other)));
    expect([both[0]?.['used'], both.at(-1)?.['used']]).toEqual([false, true]);
    const list = 2;
    const exports = Math.ceil(demo.deployment.world.dashboards.size / 20);
    expect(demo.deployment.requests.count({ endpoint: 'dashboards.export' })).toBe(exports);
    expect(demo.deployment.requests.count()).toBe(list + exports + 2 + 2 + 2);
  });

  it('are not told when one of the models does not exist', async () => {
    const asked = demo.run('access.get_unused_columns_bulk', { datamodels: ['Sales', 'No such model'] });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
  });
});

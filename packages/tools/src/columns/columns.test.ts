import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
});

describe('unused columns of several models', () => {
  it('are those of each, with one request for a model, one for its rules and one for 20 dashboards', async () => {
    const sales = await demo.rows('access.get_unused_columns', { datamodel_name: 'Sales' });
    const live = await demo.rows('access.get_unused_columns', { datamodel_name: 'Live Orders' });
    demo.deployment.requests.clear();
    const both = await demo.rows('access.get_unused_columns_bulk', { datamodels: ['Sales', 'Live Orders'] });
    expect(both).toEqual([...sales, ...live]);
    expect(new Set(both.map(({ used }) => used))).toEqual(new Set([true, false]));
    const exports = Math.ceil(demo.deployment.world.dashboards.size / 20);
    expect(demo.deployment.requests.count({ endpoint: 'dashboards.export' })).toBe(exports);
    expect(demo.deployment.requests.count()).toBe(1 + exports + 2 + 2);
  });

  it('are not told when one of the models does not exist', async () => {
    const asked = demo.run('access.get_unused_columns_bulk', { datamodels: ['Sales', 'No such model'] });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(async () => {
  await demo.close();
});

const shop = {
  datamodel_name: 'Shop',
  datamodel_type: 'EXTRACT',
  connection_name: 'Commerce warehouse',
  database_name: 'commerce',
  schema_name: 'public',
  tables: [
    { table_name: 'orders', build_behavior_config: { mode: 'increment', column_name: 'order_date' } },
    { table_name: 'customers' },
  ],
};

describe('data models', () => {
  it('are described table by table and column by column', async () => {
    const tables = await demo.rows('datamodel.describe_datamodel', { datamodel_name: 'ECOMMERCE_DB' });
    expect(tables).toContainEqual(
      expect.objectContaining({ table_name: 'customers', connection_name: 'Commerce warehouse', provider: 'RedShift' }),
    );
    const columns = await demo.rows('datamodel.get_model_schema', { datamodel_name: 'ecommerce_db' });
    expect(columns).toContainEqual(
      expect.objectContaining({ table_name: 'orders', column_name: 'order_date', column_type: 'DateTime' }),
    );
  });

  it('never show a connection’s secret', async () => {
    const answers = [
      await demo.run('datamodel.get_datamodel', { datamodel_name: 'ecommerce_db' }),
      await demo.run('datamodel.get_connections'),
      await demo.run('datamodel.get_connection', { connection_name: 'Telemetry lake' }),
    ];
    expect(JSON.stringify(answers)).not.toContain('not-a-real-password');
  });

  it('are set up in one go, steps standing on each other, and taken back', async () => {
    const draft = await demo.plan('datamodel.setup_datamodel', shop);
    expect(draft.steps.map(({ kind }) => kind)).toEqual([
      'datamodel.create',
      'dataset.create',
      'table.create',
      'table.create',
    ]);
    const done = await demo.carryOut(draft);
    expect(new Set(done.flatMap(({ judged, lost }) => [judged, lost]))).toEqual(new Set(['applied']));
    const tables = await demo.rows('datamodel.describe_datamodel', { datamodel_name: 'Shop' });
    expect(tables.map(({ table_name }) => table_name)).toEqual(['orders', 'customers']);
    await demo.undo(done);
    expect(await demo.item('datamodel.resolve_datamodel_reference', { datamodel_ref: 'Shop' })).toMatchObject({
      success: false,
      status_code: 404,
    });
  });

  it.each([
    [{ ...shop, datamodel_name: 'sales' }, 'There is a data model "sales" already'],
    [{ ...shop, tables: [] }, 'does not fit'],
    [
      {
        ...shop,
        tables: [{ table_name: 'orders', build_behavior_config: { mode: 'increment', column_name: 'nope' } }],
      },
      'The table has no column "nope"',
    ],
  ])('are not half set up: a wrong wish is refused before anything is made', async (wrong, reason) => {
    await expect(demo.plan('datamodel.setup_datamodel', wrong)).rejects.toThrow(reason);
    expect(demo.deployment.requests.count({ endpoint: 'datamodels.create' })).toBe(0);
  });

  it('are deleted with a word on the dashboards that read them', async () => {
    const draft = await demo.plan('datamodel.delete_datamodel', { title: 'Live Orders', server: 'LocalHost' });
    expect(draft.steps[0]?.consequences?.[0]).toMatch(/dashboards that read it stop working: .*CEO Morning Screen/);
    expect((await demo.carryOut(draft))[0]?.judged).toBe('applied');
  });
});

describe('columns', () => {
  it('that only a join, a rule or a formula uses are used too', async () => {
    const rows = await demo.rows('access.get_unused_columns', { datamodel_name: 'ecommerce_db' });
    const of = (table: string, column: string) =>
      rows.find((row) => row['table'] === table && row['column'] === column);
    expect(of('orders', 'total_amount')).toMatchObject({ used: true, used_by: expect.arrayContaining(['dashboards']) });
    expect(of('orders', 'customer_id')).toMatchObject({ used: true, used_by: expect.arrayContaining(['join']) });
    expect(of('orders', 'utm_payload')).toMatchObject({ used: false, used_by: [], dashboard_count: 0 });
  });

  it('tell what breaks when they go', async () => {
    const rows = await demo.rows('datamodel.where_used', {
      datamodel_name: 'ecommerce_db',
      table: 'customers',
      column: 'country',
    });
    expect(rows).toContainEqual(expect.objectContaining({ used_by: 'filter', dashboard: 'Online Revenue' }));
    await expect(demo.run('datamodel.where_used', { datamodel_name: 'ecommerce_db', column: 'nope' })).rejects.toThrow(
      'has no such table or column',
    );
  });
});

describe('data', () => {
  it('comes in rows, as many as asked for, with a word when there are more', async () => {
    const result = await demo.run('datamodel.get_data', {
      datamodel_name: 'ecommerce_db',
      table_name: 'customers',
      limit: 3,
    });
    expect(result).toMatchObject({
      rows: { length: 3 },
      notes: [expect.stringContaining('first 3 rows and there are more')],
    });
  });

  it('is counted for every table, and a table that cannot be counted says why', async () => {
    const rows = await demo.rows('datamodel.get_row_count', { datamodel_name: 'ecommerce_db' });
    expect(rows).toContainEqual({ table_name: 'customers', row_count: 420, error: null });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
});

describe('a health check', () => {
  it('counts what makes a dashboard slow, by limits that the asker sets', async () => {
    const [finding] = await demo.rows('wellcheck.check_dashboard_structure', {
      dashboards: 'Board Pack Q3',
      max_tabbers: 0,
    });
    expect(finding).toMatchObject({
      dashboard_title: 'Board Pack Q3',
      tabber_count: 1,
      severity: 'warning',
      evidence: expect.stringMatching(/^1 tabber, 0 at most are advised: "/),
    });
    expect(finding?.['link']).toBe(`${demo.deployment.origin}/app/main/dashboards/${finding?.['dashboard_id']}`);
  });

  it('finds the dashboards that one jumps to, in options and scripts', async () => {
    const [target] = await demo.rows('dashboard.get_dashboard_by_name', { dashboard_name: 'Online Revenue' });
    const [finding] = await demo.rows('wellcheck.check_dashboard_structure', { dashboards: ['Company KPIs'] });
    expect(finding?.['jump_targets']).toEqual([target?.['oid']]);
  });

  it('counts widgets and the drawn fields of pivots', async () => {
    expect(
      await demo.rows('wellcheck.check_dashboard_widget_counts', { dashboards: ['Online Revenue'], max_widgets: 4 }),
    ).toEqual([expect.objectContaining({ widget_count: 5, severity: 'warning' })]);
    const [wide, ...others] = await demo.rows('wellcheck.check_pivot_widget_fields', {
      dashboards: ['Product Catalogue Health'],
      max_fields: 3,
    });
    expect(others).toEqual([]);
    expect(wide).toMatchObject({
      has_more_fields: true,
      evidence: expect.stringMatching(/^\d+ fields \(\w+ \d+.*\), 3 at most are advised$/),
      link: expect.stringMatching(/\/app\/main\/dashboards\/[0-9a-f]{24}\/widgets\/[0-9a-f]{24}$/),
    });
    expect(
      await demo.rows('wellcheck.check_pivot_widget_fields', {
        dashboards: ['Product Catalogue Health'],
        max_fields: 500,
      }),
    ).toEqual([]);
  });

  it('says of everything named that it was checked, or why not', async () => {
    const result = await demo.run('wellcheck.check_dashboard_widget_counts', {
      dashboards: ['Online Revenue', 'Nothing Here', 'Sales Overview'],
    });
    expect(result.notes).toEqual(
      expect.arrayContaining([
        'Findings: 1 ok.',
        expect.stringMatching(/^Not checked: "Nothing Here"\. There is no dashboard/),
        expect.stringMatching(/^Not checked: "Sales Overview"\. 2 dashboards match/),
      ]),
    );
  });

  it('judges relations by the data, and a side that cannot be read is not judged', async () => {
    const rows = await demo.rows('wellcheck.check_datamodel_m2m_relationships', { datamodels: ['ecommerce_db'] });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row['is_m2m']).toBe((row['left_duplicates'] as number) > 0 && (row['right_duplicates'] as number) > 0);
    demo.deployment.faults.add({ endpoint: 'queries.sql', kind: 'status', status: 403 } as never);
    const unread = await demo.rows('wellcheck.check_datamodel_m2m_relationships', { datamodels: ['ecommerce_db'] });
    demo.deployment.faults.clear();
    expect(new Set(unread.map(({ severity }) => severity))).toEqual(new Set(['not checked']));
    expect(new Set(unread.map(({ is_m2m }) => is_m2m))).toEqual(new Set([null]));
  });

  it('shows the facts: the query, the type with the number of rules, the keys that are there twice, and where to look', async () => {
    const first = async (check: string, args: Record<string, unknown>) =>
      (await demo.rows(`wellcheck.check_datamodel_${check}`, args))[0];
    expect(await first('custom_tables', { datamodels: ['ecommerce_db'] })).toMatchObject({
      has_union: 'yes',
      evidence: expect.stringContaining('with UNION ALL, computed at every build: SELECT brand, COUNT(*) AS products'),
      query: expect.stringContaining('FROM [products]'),
    });
    expect(await first('import_queries', { datamodels: ['Sales'] })).toMatchObject({
      evidence: expect.stringMatching(/^The source runs this import query at every build: SELECT \* FROM sales.orders/),
    });
    expect(await first('rls_datatypes', { datamodels: ['Sales'] })).toMatchObject({
      rule_count: 3,
      evidence: '3 rules on a column of type text; rules on numeric columns are faster',
    });
    expect(await first('island_tables', { datamodels: ['ecommerce_db'] })).toMatchObject({
      evidence: expect.stringMatching(/^None of the \d relations of the model joins it to another table/),
      link: expect.stringMatching(/\/app\/data\/cubes\/[0-9a-f-]{36}$/),
    });
    const relation = await first('m2m_relationships', { datamodels: ['ecommerce_db'] });
    expect(relation?.['evidence']).toMatch(/keys? \(as ".+", \d+ times\) more than once in /);
    const live = await demo.rows('wellcheck.check_datamodel_import_queries', { datamodels: ['Live Orders'] });
    expect(live[0]?.['link']).toBe(`${demo.deployment.origin}/app/data`);
  });

  it('takes several relations of the same two tables for one join on several columns', async () => {
    const { world } = demo.deployment;
    const oid = (await demo.sisense.datamodels.resolve('Finance')).oid;
    const finance = world.models.edit(oid);
    const at = (table: string, column: string) => {
      for (const dataset of finance?.datasets ?? [])
        for (const one of dataset.schema.tables.filter(({ name }) => name === table))
          return {
            dataset: dataset.oid,
            table: one.oid,
            column: String(one.columns.find(({ name }) => name === column)?.oid),
          };
      throw new Error(`There is no table ${table}.`);
    };
    finance?.relations.push({ oid: 'r', columns: [at('Entries', 'Posted'), at('Budget', 'Month')] });
    const rows = await demo.rows('wellcheck.check_datamodel_m2m_relationships', {
      datamodels: ['Finance'],
      min_duplicate_keys: 3,
    });
    finance?.relations.pop();
    expect(rows.find(({ left_table }) => left_table === 'Budget')).toMatchObject({
      left_column: 'Centre Id + Month',
      right_column: 'Centre Id + Posted',
      left_duplicates: 2,
      is_m2m: false,
    });
  });

  it('calls a relation many-to-many from as many keys on as the asker says', async () => {
    const problems = async (more: Record<string, unknown>) => {
      const rows = await demo.rows('wellcheck.check_datamodel_m2m_relationships', { datamodels: ['Finance'], ...more });
      return rows.filter(({ is_m2m }) => is_m2m === true).length;
    };
    expect([await problems({}), await problems({ min_duplicate_keys: 15 })]).toEqual([1, 0]);
  });

  it('reads every dashboard once and the rules of each model once, whatever it checks', async () => {
    const { requests, world } = demo.deployment;
    requests.clear();
    await demo.run('wellcheck.run_full_wellcheck', {});
    const paths = requests.entries.map(({ path }) => path);
    expect(paths.filter((path) => path.includes('/dashboards/export'))).toHaveLength(
      Math.ceil(world.dashboards.size / 20),
    );
    const rules = paths.filter((path) => path.includes('/datasecurity'));
    expect(rules).toHaveLength(world.modelIndex.size);
    expect(new Set(rules).size).toBe(rules.length);
  });

  it('puts all checks together, the worst first', async () => {
    const result = await demo.run('wellcheck.run_full_wellcheck', {
      dashboards: ['Online Revenue'],
      datamodels: ['ecommerce_db'],
    });
    if (!('rows' in result)) throw new Error('It answers rows.');
    const checks = new Set(result.rows.map(({ check }) => check));
    expect(checks).toEqual(
      new Set([
        'structure',
        'widget_counts',
        'import_queries',
        'm2m_relationships',
        'unused_columns',
        ...optional(result.rows),
      ]),
    );
    const order = ['problem', 'warning', 'not checked', 'note', 'ok'];
    const places = result.rows.map(({ severity }) => order.indexOf(String(severity)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(result.notes?.[0]).toMatch(/^Findings: /);
  });
});

/** Checks that give a row only where they find something. */
function optional(rows: Record<string, unknown>[]): unknown[] {
  const some = ['pivot_widget_fields', 'custom_tables', 'island_tables', 'rls_datatypes'];
  return rows.map(({ check }) => check).filter((check) => some.includes(String(check)));
}

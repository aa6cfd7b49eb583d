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
      evidence: '1 tabber, 0 at most are advised',
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
    const wide = await demo.rows('wellcheck.check_pivot_widget_fields', {
      dashboards: ['Product Catalogue Health'],
      max_fields: 3,
    });
    expect(wide).toEqual([expect.objectContaining({ has_more_fields: true })]);
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

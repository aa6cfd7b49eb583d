import { describe, expect, it } from 'vitest';
import { type Model, model, sql } from '../../test/models-there.ts';
import { type ReplayedRead, sorted, startReplay, type There } from '../../test/replay.ts';

const replay = await startReplay();

interface Widget {
  oid: string;
  type: string;
  script?: string;
  options?: { drillTarget?: { oid?: string } };
  accordionConfig?: { isEnabled: boolean; dashboardName: string };
  metadata?: { panels?: { name: string; items: unknown[] }[] };
}
interface Dashboard {
  oid: string;
  title: string;
  widgets: Widget[];
}

const names = ['Company KPIs', 'Board Pack Q3', 'Product Catalogue Health'];
const dashboards = async ({ get }: There): Promise<Dashboard[]> => {
  const all = await get<Dashboard[]>('/api/v1/dashboards/admin?dashboardType=owner');
  const wanted = all.filter(({ title }) => names.includes(title));
  return Promise.all(wanted.map(({ oid }) => get<Dashboard>(`/api/dashboards/${oid}?adminAccess=true`)));
};
const isPivot = ({ type }: Widget) => type.includes('pivot');
const tables = ({ datasets }: Model) => datasets.flatMap(({ schema }) => schema.tables);
const datamodels = ['ecommerce_db', 'Finance'];
const models = (there: There) => Promise.all(datamodels.map((title) => model(there, title)));

function jumps({ widgets }: Dashboard): Set<string> {
  const drills = widgets.flatMap(({ options }) => options?.drillTarget?.oid ?? []);
  const scripts = widgets.flatMap(({ script = '' }) =>
    [...script.matchAll(/dashboardId: "(\w{24})"/g)].map(([, id]) => String(id)),
  );
  return new Set([...drills, ...scripts]);
}

function shownFields({ metadata }: Widget): number {
  return (metadata?.panels ?? []).filter(({ name }) => name !== 'filters').flatMap(({ items }) => items).length;
}

/** Pairs of table and column that relations join, with the keys of each side that are there twice. */
async function relations(there: There, one: Model) {
  const places = new Map(
    tables(one).flatMap((table) =>
      table.columns.map((column) => [`${table.oid} ${column.oid}`, [table.name, column.name]] as const),
    ),
  );
  const joined = await there.get<{ columns: { table: string; column: string }[] }[]>(
    `/api/v2/datamodels/${one.oid}/schema/relations`,
  );
  const pairs = joined.flatMap(({ columns }) =>
    columns.flatMap((left, at) => columns.slice(at + 1).map((right) => [left, right])),
  );
  return Promise.all(
    pairs.map(async (pair) => {
      const [left = [], right = []] = pair.map(({ table, column }) => places.get(`${table} ${column}`) ?? []);
      const twice = async ([table, column]: readonly string[]) =>
        (
          await sql(
            there,
            one.title,
            `SELECT [${column}] FROM [${table}] WHERE [${column}] IS NOT NULL GROUP BY [${column}] HAVING COUNT(*) > 1`,
          )
        ).values.length;
      return [one.title, ...left, ...right, (await twice(left)) > 0 && (await twice(right)) > 0];
    }),
  );
}

const reads: ReplayedRead[] = [
  {
    id: 'wellcheck.check_dashboard_structure',
    args: { dashboards: names },
    told: ({ rows }) =>
      sorted(
        rows.map((row) => [
          row['dashboard_id'],
          row['dashboard_title'],
          row['pivot_count'],
          row['tabber_count'],
          row['accordion_count'],
          row['jtd_count'],
        ]),
      ),
    there: async (there) =>
      sorted(
        (await dashboards(there)).map((one) => [
          one.oid,
          one.title,
          one.widgets.filter(isPivot).length,
          one.widgets.filter(({ type }) => type.includes('WidgetsTabber')).length,
          one.widgets.filter(({ accordionConfig }) => accordionConfig?.isEnabled && accordionConfig.dashboardName)
            .length,
          jumps(one).size,
        ]),
      ),
  },
  {
    id: 'wellcheck.check_dashboard_widget_counts',
    args: { dashboards: names },
    told: ({ rows }) => sorted(rows.map((row) => [row['dashboard_title'], row['widget_count']])),
    there: async (there) => sorted((await dashboards(there)).map(({ title, widgets }) => [title, widgets.length])),
  },
  {
    id: 'wellcheck.check_pivot_widget_fields',
    args: { dashboards: names, max_fields: 20 },
    told: ({ rows }) => sorted(rows.map((row) => [row['widget_id'], row['has_more_fields'], row['field_count']])),
    there: async (there) => {
      const pivots = (await dashboards(there)).flatMap(({ widgets }) => widgets.filter(isPivot));
      return sorted(
        pivots.filter((pivot) => shownFields(pivot) > 20).map((pivot) => [pivot.oid, true, shownFields(pivot)]),
      );
    },
  },
  {
    id: 'wellcheck.check_datamodel_custom_tables',
    args: { datamodels },
    told: ({ rows }) => sorted(rows.map((row) => [row['data_model'], row['table'], row['has_union']])),
    there: async (there) =>
      sorted(
        (await models(there)).flatMap((one) =>
          (tables(one) as unknown as { name: string; type: string; expression?: { expression: string } }[])
            .filter(({ type }) => type === 'custom')
            .map(({ name, expression }) => [
              one.title,
              name,
              /\bunion\b/i.test(expression?.expression ?? '') ? 'yes' : 'no',
            ]),
        ),
      ),
  },
  {
    id: 'wellcheck.check_datamodel_island_tables',
    args: { datamodels },
    told: ({ rows }) => sorted(rows.map((row) => [row['datamodel'], row['table'], row['relation']])),
    there: async (there) =>
      sorted(
        (await models(there)).flatMap((one) => {
          const joined = (one as unknown as { relations: { columns: { table: string }[] }[] }).relations.flatMap(
            ({ columns }) => columns.map(({ table }) => table),
          );
          return tables(one)
            .filter(({ oid }) => !joined.includes(oid))
            .map(({ name }) => [one.title, name, 'no']);
        }),
      ),
  },
  {
    id: 'wellcheck.check_datamodel_rls_datatypes',
    args: { datamodels },
    told: ({ rows }) =>
      sorted(rows.map((row) => JSON.stringify([row['datamodel'], row['table'], row['column'], row['datatype']]))),
    there: async ({ get }) => {
      const rules = await Promise.all(
        datamodels.map(async (title) => {
          const list = await get<{ table: string; column: string; datatype: string }[]>(
            `/api/elasticubes/LocalHost/${title}/datasecurity`,
          );
          return list.map(({ table, column, datatype }) => JSON.stringify([title, table, column, datatype]));
        }),
      );
      return sorted([...new Set(rules.flat())]);
    },
  },
  {
    id: 'wellcheck.check_datamodel_import_queries',
    args: { datamodels: 'Sales' },
    told: ({ rows }) => sorted(rows.map((row) => [row['table'], row['has_import_query']])),
    there: async (there) =>
      sorted(
        tables(await model(there, 'Sales')).map(({ name, configOptions }) => [
          name,
          configOptions?.importQuery ? 'yes' : 'no',
        ]),
      ),
  },
  {
    id: 'wellcheck.check_datamodel_m2m_relationships',
    args: { datamodels },
    told: ({ rows }) =>
      sorted(
        rows.map((row) => [
          row['data_model'],
          row['left_table'],
          row['left_column'],
          row['right_table'],
          row['right_column'],
          row['is_m2m'],
        ]),
      ),
    there: async (there) =>
      sorted((await Promise.all((await models(there)).map((one) => relations(there, one)))).flat()),
  },
  {
    id: 'wellcheck.run_full_wellcheck',
    args: { dashboards: 'Company KPIs', datamodels: ['Finance'], max_pivot_fields: 20 },
    told: ({ rows }) => [
      rows.filter(({ check }) => check === 'widget_counts').map(({ widget_count }) => widget_count),
      rows.filter(({ is_m2m }) => is_m2m === true).length,
    ],
    there: async (there) => {
      const kpis = (await dashboards(there)).find(({ title }) => title === 'Company KPIs');
      return [
        [kpis?.widgets.length],
        (await relations(there, await model(there, 'Finance'))).filter((pair) => pair.at(-1) === true).length,
      ];
    },
  },
];

describe('a well-check', () => {
  it.each(reads)('$id $args finds the same', async ({ id, args, told, there }) => {
    expect(told(await replay.read(id, args))).toEqual(await there(replay.there));
  });
});

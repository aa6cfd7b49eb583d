import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { plainScript } from '../../test/plain-script.ts';

type Row = Record<string, unknown>;

let open: OpenDeployment;
let client: ReturnType<typeof plainScript>;
beforeAll(async () => {
  open = await openDeployment();
  client = plainScript(open.deployment);
});
afterAll(() => open[Symbol.asyncDispose]());

const list = async (path: string): Promise<Row[]> => rows((await client.get(path)).json);
const schemaOf = async (title: string) => row((await client.get(`/api/v2/datamodels/schema?title=${title}`)).json);
const tablesOf = (schema: Row) => rows(schema.datasets).flatMap((dataset) => rows(row(dataset.schema).tables));

async function wholeDashboard(title: string): Promise<Row> {
  const [found] = await list(`/api/v1/dashboards/admin?dashboardType=owner&name=${title}`);
  expect(await list(`/api/v1/dashboards/admin?dashboardType=owner&id=${found?.oid}`)).toMatchObject([{ title }]);
  return row((await client.get(`/api/dashboards/${found?.oid}?adminAccess=true`)).json);
}

describe('a dashboard', () => {
  it('comes whole, so that widgets, their fields and their targets can be counted', async () => {
    const dashboards = await list('/api/v1/dashboards/admin?dashboardType=owner');
    const whole = await Promise.all(
      [...new Set(dashboards.map(({ title }) => String(title)))]
        .filter((title) => !/[&#+%]/.test(title))
        .slice(0, 12)
        .map((title) => wholeDashboard(title)),
    );
    for (const dashboard of whole) {
      expect(dashboard).toMatchObject({ oid: expect.stringMatching(/^[0-9a-f]{24}$/), title: expect.any(String) });
      expect(rows(dashboard.widgets).length).toBeGreaterThan(0);
      for (const widget of rows(dashboard.widgets)) {
        expect(widget).toMatchObject({ oid: expect.any(String), type: expect.any(String) });
        for (const panel of rows(row(widget.metadata ?? { panels: [] }).panels ?? []))
          expect(Array.isArray(panel.items)).toBe(true);
      }
    }
  });
});

describe('a model', () => {
  it('shows custom tables with their SQL, islands, and import queries', async () => {
    const schema = await schemaOf('ecommerce_db');
    expect((await client.get(`/api/v2/datamodels/${schema.oid}/schema`)).json).toEqual(schema);
    const custom = tablesOf(schema).filter(({ type }) => type === 'custom');
    expect(custom).toMatchObject([{ name: 'top_brands', expression: { expression: expect.stringMatching(/union/i) } }]);
    const related = rows(schema.relations).flatMap(({ columns }) => rows(columns).map(({ table }) => table));
    const islands = tablesOf(schema).filter(({ oid }) => !related.includes(oid));
    expect(islands.map(({ name }) => name)).toEqual(['exchange_rates_2019']);
    const importing = tablesOf(await schemaOf('Sales')).filter(
      ({ configOptions }) => configOptions !== null && 'importQuery' in row(configOptions),
    );
    expect(importing.map(({ name }) => name)).toEqual(['Orders']);
  });

  it('gives its rules under the server that its schema names', async () => {
    const { server, title } = await schemaOf('Sales');
    const rules = await list(`/api/elasticubes/${server}/${title}/datasecurity`);
    expect(rules.map(({ table, column, datatype }) => ({ table, column, datatype }))[0]).toEqual({
      table: 'Regions',
      column: 'Region',
      datatype: 'text',
    });
    expect(await list('/api/v1/elasticubes/live/Live Orders/datasecurity')).toEqual(expect.any(Array));
  });

  it('lets the keys of a relation be counted on both sides', async () => {
    const { oid, title } = await schemaOf('Store Operations');
    const relations = await list(`/api/v2/datamodels/${oid}/schema/relations`);
    const duplicates = async (end: Row | undefined) => {
      const path = `/api/v2/datamodels/${oid}/schema/datasets/${end?.dataset}/tables/${end?.table}`;
      const table = row((await client.get(path)).json);
      const column = rows(table.columns).find((one) => one.oid === end?.column)?.name;
      const query = `SELECT [${column}], COUNT([${column}]) AS key_count FROM [${table.name}] GROUP BY [${column}] HAVING COUNT([${column}]) > 1`;
      const { text } = await client.get(`/api/datasources/${title}/sql?query=${query}&format=csv`);
      return text.split('\n').filter((line) => line.trim() !== '').length - 1;
    };
    const sides = await Promise.all(
      relations.map(async ({ columns }) => Promise.all(rows(columns).map((end) => duplicates(end)))),
    );
    expect(sides).toEqual([
      [38, 0],
      [38, 38],
    ]);
  });

  it('tells which of its columns its dashboards use', async () => {
    const { oid } = await schemaOf('ecommerce_db');
    const datasets = await list(`/api/v2/datamodels/${oid}/schema/datasets`);
    const tables = await Promise.all(
      datasets.map((dataset) => list(`/api/v2/datamodels/${oid}/schema/datasets/${dataset.oid}/tables`)),
    );
    const columns = tables.flat().flatMap((table) => rows(table.columns).map(({ name }) => `[${table.name}.${name}]`));
    const dashboards = await list('/api/v1/dashboards/admin?dashboardType=owner&datasourceTitle=ecommerce_db');
    expect(dashboards.length).toBeGreaterThan(3);
    const files = await Promise.all(
      dashboards.map((dashboard) => list(`/api/v1/dashboards/export?dashboardIds=${dashboard.oid}&adminAccess=true`)),
    );
    const text = JSON.stringify(files).replaceAll(' (Calendar)', '');
    const used = columns.filter((column) => text.includes(`"${column}"`));
    expect(used).toContain('[orders.total_amount]');
    expect(used).not.toContain('[orders.utm_payload]');
  });
});

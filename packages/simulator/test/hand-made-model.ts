import type { OpenDeployment } from './open-deployment.ts';
import { row, rows } from './open-deployment.ts';

type Cell = string | number | boolean | null;

/** `8` whole, `40` amount, `18` text, `4` date, `2` yes or no. */
export interface HandMadeTable {
  columns: Record<string, number>;
  rows: Cell[][];
  /** The SQL of a custom table, which then has no rows of its own. */
  custom?: string;
}

/** A model made over the API, built, with exactly these rows; gives its oid. */
export async function makeModel(
  open: OpenDeployment,
  of: { title: string; tables: Record<string, HandMadeTable>; relations?: string[]; type?: 'extract' | 'live' },
): Promise<string> {
  const { title, type = 'extract' } = of;
  const made = async (path: string, body: unknown) => {
    const { status, json, text } = await open.call('POST', path, { body });
    if (status !== 201) throw new Error(`${path} was answered with ${status}: ${text}`);
    return row(json);
  };
  const connection = await made('/api/v2/connections', {
    name: `${title} source`,
    provider: 'PostgreSQL',
    parameters: {},
  });
  const { oid } = await made('/api/v2/datamodels', { title, type });
  const path = `/api/v2/datamodels/${oid}/schema`;
  const plain = await made(`${path}/datasets`, { name: 'data', type, connection: { oid: connection.oid } });
  const custom = await made(`${path}/datasets`, { name: 'custom', type: 'custom' });
  const tableIds = new Map<string, string>();
  const ends = new Map<string, { dataset: unknown; table: unknown; column: unknown }>();
  for (const [name, table] of Object.entries(of.tables)) {
    const dataset = table.custom === undefined ? plain.oid : custom.oid;
    const columns = Object.entries(table.columns).map(([column, code]) => ({ id: column, name: column, type: code }));
    const more = table.custom === undefined ? {} : { type: 'custom', expression: { expression: table.custom } };
    const created = await made(`${path}/datasets/${dataset}/tables`, { id: name, name, columns, ...more });
    for (const column of rows(created.columns))
      ends.set(`${name}.${column.name}`, { dataset, table: created.oid, column: column.oid });
    tableIds.set(name, String(created.oid));
  }
  for (const words of of.relations ?? [])
    await made(`${path}/relations`, { columns: words.split(' = ').map((end) => ends.get(end)) });
  await made('/api/v2/builds', { datamodelId: oid, buildType: type === 'live' ? 'publish' : 'full' });
  open.deployment.clock.advance(60_000);
  await open.read(`/api/v2/builds?datamodelId=${oid}`);
  for (const [name, { columns, rows: content, custom: sql }] of Object.entries(of.tables)) {
    const key = `${oid} ${tableIds.get(name)}`;
    const stored = { headers: Object.keys(columns), rows: content, version: 1 };
    if (sql === undefined) open.deployment.world.storedRows.set(key, stored);
  }
  return String(oid);
}

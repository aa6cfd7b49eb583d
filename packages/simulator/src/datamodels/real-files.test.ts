import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { packed } from './archive.ts';

/** Shapes that files of public repositories have, with made-up content. */
let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ world: 'empty' });
});
afterAll(() => open[Symbol.asyncDispose]());

const ids = {
  model: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1001',
  dataset: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1002',
  table: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1003',
  amount: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1004',
  sold: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1005',
  doubled: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1006',
};
const changes = [
  { type: 'rename-column', arguments: { column: ids.amount, name: 'Revenue' } },
  { type: 'change-data-type', arguments: { column: ids.sold, type: 19 } },
  {
    type: 'add-column',
    arguments: {
      oid: ids.doubled,
      id: 'Doubled',
      displayName: 'Doubled',
      type: 40,
      expression: { expression: '2*[Revenue]' },
    },
  },
  { type: 'of-a-later-version', arguments: { words: ['any'] } },
];
const column = (oid: string, of: { name: string; type: number }) => ({ oid, id: of.name, ...of, hidden: false });
const table = (key: string) => ({
  oid: ids.table,
  id: 'orders.csv',
  name: 'Orders',
  type: 'base',
  columns: [column(ids.amount, { name: 'amt', type: 6 }), column(ids.sold, { name: 'Sold', type: 18 })],
  buildBehavior: { type: 'sync' },
  [key]: changes,
});
const connection = { provider: 'CSV', parameters: { files: ['/data/orders.csv'] } };
const fileWith = (key: string) => ({
  oid: ids.model,
  title: 'Orders',
  datasets: [{ oid: ids.dataset, name: 'orders', type: 'extract', connection, schema: { tables: [table(key)] } }],
  relations: [],
});
const smodel = () => ({ ...fileWith('tupleTransformations'), type: 'extract', relationsTables: [] });

const importFile = async (file: unknown, query = '') => {
  const answer = await open.call('POST', `/api/v2/datamodel-imports/schema${query}`, { body: file });
  expect(answer).toMatchObject({ status: 201 });
  return String(row(answer.json).oid);
};
const tableOf = (model: unknown) => rows(row(rows(row(model).datasets)[0]?.schema).tables)[0] ?? {};
const exported = (oid: string) => open.read(`/api/v2/datamodel-exports/schema?datamodelId=${oid}&type=schema-latest`);
const read = async (oid: string) => tableOf(await open.read(`/api/v2/datamodels/${oid}/schema`));
const seen = [
  { oid: ids.amount, id: 'amt', name: 'Revenue', type: 6 },
  { oid: ids.sold, name: 'Sold', type: 19 },
  { oid: ids.doubled, name: 'Doubled', type: 40, isCustom: true, expression: { expression: '2*[Revenue]' } },
];

describe('what was done to columns in the modeller', () => {
  it('is seen in the schema and by queries, and written into the file as it came', async () => {
    const oid = await importFile(smodel());
    expect((await read(oid)).columns).toMatchObject(seen);
    expect(await read(oid)).not.toHaveProperty('tupleTransformations');
    const file = tableOf(await exported(oid));
    expect(file).toMatchObject(table('tupleTransformations'));
    expect(file.columns).toHaveLength(2);
    const copy = await importFile(await exported(oid), '?newTitle=Again');
    expect((await read(copy)).columns).toMatchObject(seen);
    await open.call('DELETE', `/api/v2/datamodels/${oid}`);
  });

  it('gives way to what is changed over the API later', async () => {
    const oid = await importFile(smodel());
    const path = `/api/v2/datamodels/${oid}/schema/datasets/${ids.dataset}/tables/${ids.table}`;
    const [revenue, sold] = rows((await read(oid)).columns);
    expect(
      (await open.call('PATCH', path, { body: { columns: [{ ...revenue, name: 'Turnover' }, sold] } })).status,
    ).toBe(200);
    const file = tableOf(await exported(oid));
    expect(file.columns).toMatchObject([{ name: 'Turnover' }, { name: 'Sold', type: 18 }]);
    expect(file.tupleTransformations).toEqual([changes[1], changes[3]]);
    await open.call('DELETE', `/api/v2/datamodels/${oid}`);
  });
});

it('a file keeps an empty list of joins, and parameters that are empty have nothing to seal', async () => {
  const custom = {
    ...fileWith('x').datasets[0],
    oid: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1007',
    connection: { provider: 'custom', parameters: {} },
  };
  const oid = await importFile({ ...smodel(), datasets: [custom] });
  expect(await exported(oid)).toMatchObject({ relationsTables: [], datasets: [{ connection: { parameters: {} } }] });
  expect(
    await exported(await importFile({ ...smodel(), relationsTables: undefined }, '?newTitle=Plain')),
  ).not.toHaveProperty('relationsTables');
  await open.call('DELETE', `/api/v2/datamodels/${oid}`);
});

it('an archive that Sisense made is read: its schema lies beside the files of its database', async () => {
  const schema = {
    ...fileWith('tuple-transformations'),
    tenantId: '63bd1b850000000000000001',
    schemaId: '7d0e4c52-0d0c-4a6e-9a57-3b1f5a3f1009',
    lastBuildTime: '2023-01-16T09:14:07.818519992Z',
    buildDestination: 'elasticube',
    buildDestinationParameters: {},
  };
  const files = new Map([
    ['dbfarm/aOrders/.gdk_lock', 'not json'],
    ['ElastiCube.json', JSON.stringify(schema)],
    ['BuildMetaData.json', '{}'],
  ]);
  const body = new FormData();
  body.append('fileToUpload', new Blob([new Uint8Array(packed(files))]), 'Orders.sdata');
  const { origin, token } = open.deployment;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${origin}/api/v2/datamodel-imports/stream/full`, { method: 'POST', headers, body });
  expect(answer.status).toBe(204);
  const model = row(await open.read('/api/v2/datamodels/schema?title=Orders'));
  expect(model).toMatchObject({ oid: ids.model, type: 'extract', lastBuildTime: expect.any(String) });
  expect(model).not.toHaveProperty('tenantId');
  expect(tableOf(model).columns).toMatchObject(seen);
  const query = { datasource: 'Orders', metadata: [{ jaql: { dim: '[Orders.Revenue]', agg: 'sum' } }] };
  const asked = await open.call('POST', '/api/datasources/Orders/jaql', { body: query });
  expect(row(asked.json).values).toMatchObject([{ data: expect.any(Number) }]);
  expect(await exported(ids.model)).toMatchObject({ buildDestination: { destination: 'elasticube' } });
});

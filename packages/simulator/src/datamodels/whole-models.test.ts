import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
let oid: string;
let regions: { path: string; columns: Record<string, unknown>[] };
beforeEach(async () => {
  open = await openDeployment();
  const model = row(await open.read('/api/v2/datamodels/schema?title=Sales'));
  oid = String(model.oid);
  const [dataset] = rows(model.datasets);
  const table = rows(row(dataset?.schema).tables).find(({ name }) => name === 'Regions');
  const path = `/api/v2/datamodels/${oid}/schema/datasets/${dataset?.oid}/tables/${table?.oid}`;
  regions = { path, columns: rows(table?.columns) };
});
afterEach(() => open[Symbol.asyncDispose]());

const ask = async (...dims: object[]) =>
  row(
    (await open.call('POST', '/api/datasources/Sales/jaql', { body: { metadata: dims.map((jaql) => ({ jaql })) } }))
      .json,
  );
const region = { dim: '[Regions.Region]' };
const net = { dim: '[Orders.Net]', agg: 'sum' };

describe('a relation', () => {
  it('of a column that is gone says so, joins nothing, and is whole again with the column', async () => {
    const before = (await ask(region, net)).values;
    const left = regions.columns.filter(({ name }) => name !== 'Region Id');
    await open.call('PATCH', regions.path, { body: { columns: left } });
    const ends = async () =>
      rows(await open.read(`/api/v2/datamodels/${oid}/schema/relations`)).flatMap(({ columns }) =>
        rows(columns).map(({ isDropped }) => isDropped),
      );
    expect((await ends()).filter(Boolean)).toHaveLength(1);
    expect((await ask(region, net)).values).not.toEqual(before);
    await open.call('PATCH', regions.path, { body: { columns: regions.columns } });
    expect((await ends()).filter(Boolean)).toEqual([]);
    expect((await ask(region, net)).values).toEqual(before);
  });

  it('joins two columns of tables that lie in the datasets it names', async () => {
    const [first] = rows(await open.read(`/api/v2/datamodels/${oid}/schema/relations`));
    const [from, to] = rows(first?.columns);
    const add = (...columns: unknown[]) =>
      open.call('POST', `/api/v2/datamodels/${oid}/schema/relations`, { body: { columns } });
    expect((await add(from, { ...to, dataset: 'elsewhere' })).status).toBe(400);
    expect((await add(from, from)).status).toBe(400);
    expect((await add(from, to)).status).toBe(201);
  });
});

it('a connection is shown by its models as it is now, and its source stays reachable', async () => {
  const connection = rows(await open.read('/api/v2/connections')).find(({ name }) => name === 'Commerce warehouse');
  const body = { name: 'Warehouse', parameters: { ...row(connection?.parameters), Server: 'new.example' } };
  await open.call('PATCH', `/api/v2/connections/${connection?.oid}`, { body });
  const [dataset] = rows(row(await open.read('/api/v2/datamodels/schema?title=Sales')).datasets);
  expect(dataset?.connection).toMatchObject({ name: 'Warehouse', parameters: { Server: 'new.example' } });
  const asked = { provider: 'RedShift', connectionData: { connection: {}, table: 'Reps' } };
  const details = await open.call('POST', `/api/v1/connection/${connection?.oid}/table_schema_details`, {
    body: asked,
  });
  expect(details.json).toMatchObject({ tableName: 'Reps' });
});

it('a model takes its scopes with it', async () => {
  const path = '/api/v1/elasticubes/LocalHost/Sales/scopes';
  await open.call('POST', path, { body: [{ table: 'Regions', column: 'Region', permissionType: 'Always' }] });
  const query = `datamodelId=${oid}&type=schema-latest`;
  const file = await open.read(`/api/v2/datamodel-exports/schema?${query}`);
  await open.call('DELETE', `/api/v2/datamodels/${oid}`);
  await open.call('POST', '/api/v2/datamodel-imports/schema', { body: file });
  expect(await open.read(path)).toEqual([]);
});

it('a rule of data security is changed and deleted by whoever may change its model', async () => {
  const [rule] = rows(await open.read('/api/elasticubes/LocalHost/Finance/datasecurity'));
  const path = `/api/elasticubes/datasecurity/${rule?._id}`;
  const as = 'sofia.rossi';
  expect((await open.call('GET', '/api/elasticubes/LocalHost/Finance/datasecurity', { as })).status).toBe(403);
  expect((await open.call('PUT', path, { as, body: { members: [] } })).status).toBe(403);
  expect((await open.call('DELETE', `/api/v1/elasticubes/live/datasecurity/${rule?._id}`, { as })).status).toBe(403);
  expect((await open.call('PUT', path, { body: { members: [] } })).status).toBe(200);
});

it('the fields of a model are told to whoever may ask it', async () => {
  const search = (as: string) => open.call('POST', '/api/datasources/Store Operations/fields/search', { as, body: {} });
  expect([(await search('zoe.papadakis')).status, (await search('yuki.tanaka')).status]).toEqual([400, 200]);
});

describe('GraphQL', () => {
  it.each(['{', '}', '{ elasticubesMetadata { oid ', '{ constructor { user } }', '{ elasticubesMetadata }', ''])(
    'tells with 200 what is wrong with %j',
    async (query) => {
      const { status, json } = await open.call('POST', '/api/v2/ecm/', { body: { query } });
      expect({ status, json }).toMatchObject({ status: 200, json: { data: null, errors: [expect.anything()] } });
    },
  );

  it('takes a title with an escape that is none', async () => {
    const query = '{ elasticubeByTitle(title: "\\q") { oid } }';
    expect((await open.call('POST', '/api/v2/ecm/', { body: { query } })).json).toEqual({
      data: { elasticubeByTitle: null },
    });
  });
});

it('builds are cancelled for a model, not for all', async () => {
  expect((await open.call('DELETE', '/api/v2/builds')).status).toBe(400);
});

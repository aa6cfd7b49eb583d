import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { type ForeignClient, foreignClient } from '../../test/speak-as.ts';

/** What typed clients in C# and PHP send, and the types that they insist on in the answers. */
let open: OpenDeployment;
let client: ForeignClient;
const start = async (options: Parameters<typeof openDeployment>[0]) => {
  open = await openDeployment(options);
  client = foreignClient(open, { headers: { accept: 'application/json' } });
};
afterEach(() => open[Symbol.asyncDispose]());

const aDate = expect.stringMatching(/^\/Date\(\d+\)\/$/);

describe('of Windows (sisense-api-client-csharp)', () => {
  beforeEach(() => start({ version: 'W2021.9' }));

  it('servers with their cubes: numbers and dates where the client has numbers and dates', async () => {
    expect((await client.get('/api/elasticubes/servers')).json).toEqual([
      { address: 'LocalHost', permissionsSummary: expect.any(Number) },
    ]);
    const [server] = rows((await client.get('/api/elasticubes/')).json);
    const sales = rows(server?.cubes).find(({ title }) => title === 'Sales');
    expect(sales).toEqual({
      ...{ title: 'Sales', databaseName: 'aSales', createdUtc: aDate, lastBuiltUtc: aDate, status: 2 },
      ...{ sizeInMb: expect.any(Number), permissionsSummary: expect.any(Number) },
    });
    const cubes = rows(
      (await client.get('/api/elasticubes/servers/LocalHost?q=a&offset=1&count=2&direction=desc')).json,
    );
    expect(cubes).toHaveLength(2);
    expect(rows(cubes[0]?.shares)[0]).toMatchObject({ partyId: expect.any(String), belongsToEveryoneGroup: false });
  });

  it('a cube that was never built has no date of a build at all', async () => {
    const { world } = open.deployment;
    const model = [...world.models.values()].find(({ title }) => title === 'Sales');
    Object.assign(world.models.edit(model?.oid ?? '') ?? {}, { lastBuildTime: null });
    const [sales] = rows((await client.get('/api/elasticubes/servers/LocalHost?q=Sales')).json);
    expect(sales).not.toHaveProperty('lastBuiltUtc');
  });

  it('fields by pages, and metadata of cubes that are in no set', async () => {
    const all = rows((await client.get('/api/elasticubes/metadata/Sales/fields')).json);
    const some = rows((await client.get('/api/elasticubes/metadata/Sales/fields?q=&offset=2&count=3')).json);
    expect(some).toEqual(all.slice(2, 5));
    expect((await client.get('/api/elasticubes/metadata/Sales')).json).not.toHaveProperty('elasticubeset');
    expect((await client.get('/api/v1/elasticubes/sets')).json).toEqual([]);
    expect((await client.get('/api/v1/elasticubes/sets/Any')).status).toBe(404);
  });

  it('custom tables, relations of a table, and a revision that changes with a build', async () => {
    const cubes = '/api/v1/elasticubes/localhost';
    const joins = rows(row((await client.get(`${cubes}/Sales/Orders/relations`)).json).relations);
    expect(joins).toContainEqual({ sourceField: 'Region Id', targetField: 'Region Id', targetTable: 'Regions' });
    const models = [...open.deployment.world.models.values()];
    const made = models.find(({ datasets }) => datasets.some(({ type }) => type === 'custom'));
    const custom = rows(row((await client.get(`${cubes}/${made?.title}/custom_tables`)).json).tables);
    expect(custom[0]).toEqual({ queryString: expect.stringMatching(/select/i), tableName: expect.any(String) });
    const one = `${cubes}/${made?.title}/custom_tables/${custom[0]?.tableName}`;
    expect((await client.get(one)).json).toEqual({ table: custom[0] });
    expect((await client.get(`${cubes}/Sales/custom_tables/None`)).status).toBe(404);
    const revision = async () => (await client.get(`${cubes}/Sales/revision`)).text;
    const before = await revision();
    expect(before).toMatch(/^[0-9a-f-]{36}$/);
    await client.post('/api/elasticubes/localhost/Sales/startBuild?type=Full');
    open.deployment.clock.advance(60_000);
    expect(await revision()).not.toBe(before);
  });

  it('a query that names its model itself', async () => {
    const metadata = [{ jaql: { dim: '[Orders.Net]', agg: 'avg', title: 'Average' } }];
    const { json } = await client.post('/jaql/query', { datasource: { fullname: 'localhost/Sales' }, metadata });
    expect(json).toMatchObject({
      headers: ['Average'],
      values: [{ data: expect.any(Number), text: expect.any(String) }],
    });
  });

  it('the key of the server instead of a token, signed with who asks and their password', async () => {
    const { apiKey } = row((await client.get('/api/settings/api')).json);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const ask = async (claims: object, key = String(apiKey)) => {
      const text = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}`;
      const token = `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
      const { origin } = open.deployment;
      return (await fetch(`${origin}/api/users/loggedin`, { headers: { 'x-api-key': token } })).status;
    };
    const claims = { iat: 1_514_764_800, email: 'maya.chen@meridian-outdoor.example', password: 'Trailhead-2026' };
    expect(await ask(claims)).toBe(200);
    expect(await ask({ ...claims, password: 'wrong' })).toBe(401);
    expect(await ask(claims, 'another key')).toBe(401);
    expect((await client.delete('/api/settings/api')).json).toMatchObject({ apiKey });
    expect(await ask(claims)).toBe(401);
  });
});

describe('of Linux', () => {
  beforeEach(() => start({ version: 'L8.2.4' }));

  it('servers, one cube by its database, live models and what runs, as documented (UnOffSiSenseDotNet)', async () => {
    const [server] = rows((await client.get('/api/elasticubes/servers')).json);
    expect(server).toMatchObject({ permissionsSummary: 'ADMIN_ONLY', cubes: expect.any(Array) });
    const one = await client.get('/api/elasticubes/servers/LocalHost/simple?databaseName=aSales');
    expect(one.json).toMatchObject({ title: 'Sales', permissionsSummary: expect.any(Number) });
    expect((await client.get('/api/elasticubes/servers/LocalHost/simple?databaseName=none')).status).toBe(404);
    const [live] = rows((await client.get('/api/v1/elasticubes/live')).json);
    expect(live).toMatchObject({ datasets: [expect.any(String)], creator: expect.any(String), type: 'live' });
    const next = rows((await client.get('/api/v1/elasticubes/servers/next?q=Sales')).json);
    expect(next).toMatchObject([{ title: 'Sales', server: 'LocalHost', status: ['running'] }]);
    const sales = row((await client.get('/api/v2/datamodels/schema?title=Sales')).json);
    const running = async () => (await client.get(`/api/v2/datamodels/${sales.oid}/instances`)).json;
    expect(await running()).toMatchObject([{ datamodelId: sales.oid, mode: 'QUERY', status: 'RUNNING' }]);
    await client.post('/api/elasticubes/localhost/Sales/stop');
    expect(await running()).toEqual([]);
  });

  it('whom new cubes of a server are shared with (sisense-api-client-php)', async () => {
    const [group] = rows((await client.get('/api/v1/groups?name=Finance')).json);
    const shares = [{ party: group?._id, type: 'group', permission: 'r' }];
    expect((await client.put('/api/elasticubes/server/LocalHost/permissions', shares)).json).toBe(true);
    expect((await client.put('/api/v1/elasticubes/server/LocalHost/permissions', shares)).json).toEqual(shares);
    const [server] = rows((await client.get('/api/elasticubes/servers')).json);
    expect(server).toMatchObject({
      permissionsSummary: 'RESTRICTED',
      defaultCubePermissions: [{ partyId: group?._id, permission: 'r' }],
    });
    expect((await client.put('/api/elasticubes/server/Elsewhere/permissions', shares)).status).toBe(404);
  });

  it('a model that is written table by table, on the first servers with v2 (sisense-writer)', async () => {
    open.deployment.options.unknownTitleAnswer = 'failure';
    expect((await client.get('/api/v2/datamodels/schema?title=None')).status).toBe(500);
    const { oid } = row((await client.post('/api/v2/datamodels', { title: 'Written' })).json);
    const connection = {
      provider: 'CSV',
      schema: '/data/a.csv',
      parameters: { ApiVersion: 2, files: ['/data/a.csv'] },
    };
    const path = `/api/v2/datamodels/${oid}/schema/datasets`;
    const dataset = row((await client.post(path, { name: 'Written-a', type: 'extract', connection })).json);
    expect((await client.post(path, { name: 'Written-a', type: 'extract', connection })).json).toMatchObject({
      sub: 1002,
    });
    const columns = [{ id: 'price', name: 'price', type: 5, size: 0, precision: '10', scale: '2' }];
    const made = await client.post(`${path}/${dataset.oid}/tables`, { id: 'a', columns });
    expect(row(made.json).columns).toMatchObject([{ size: 0, precision: 10, scale: 2 }]);
    const patched = await client.patch(`${path}/${dataset.oid}`, { type: 'extract', connection });
    expect(patched.json).toMatchObject({ oid: dataset.oid, name: 'Written-a' });
  });
});

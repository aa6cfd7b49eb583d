import { describe, expect, it } from 'vitest';
import { openDeployment, row, rows } from '../test/open-deployment.ts';
import { PortTaken, startSimulator } from './index.ts';

describe('Windows', () => {
  it('has no v2 models, but its own lists, builds and dates', async () => {
    await using open = await openDeployment({ options: { os: 'windows' } });
    expect((await open.call('GET', '/api/v2/datamodels/schema')).status).toBe(404);
    expect((await open.call('GET', '/api/v1/blox/getCustomActions')).status).toBe(404);
    expect(rows(await open.read('/api/v1/getCustomActions/actions'))).toHaveLength(3);
    const cubes = rows(await open.read('/api/elasticubes/servers/LocalHost'));
    expect(cubes.find(({ title }) => title === 'Sales')).toMatchObject({
      lastBuiltUtc: expect.stringMatching(/^\/Date\(\d+\)\/$/),
      status: 2,
    });
    expect((await open.call('POST', '/api/elasticubes/LocalHost/Sales/startBuild?type=Full')).text).toBe('OK');
    expect(
      rows(await open.read('/api/elasticubes/servers/LocalHost')).find(({ title }) => title === 'Sales')?.status,
    ).toBe(2048);
    expect(row(await open.read('/api/globals'))).toMatchObject({ props: { os: 'windows' } });
  });
});

describe('several tenants', () => {
  it('each live under their own path and see their own people', async () => {
    await using open = await openDeployment({ options: { multiTenant: true } });
    expect(rows(await open.read('/api/v1/tenants')).map(({ name }) => name)).toEqual(['system', 'Peak Supply']);
    const own = rows(await open.read('/peaksupply/api/v1/users', { as: 'ops@peaksupply' }));
    expect(own.map(({ userName }) => userName)).toEqual(['ops@peaksupply', 'petr@peaksupply', 'ines@peaksupply']);
    expect((await open.call('GET', '/api/v1/users', { as: 'ops@peaksupply' })).status).toBe(401);
    expect((await open.call('GET', '/peaksupply/api/v1/users')).status).toBe(401);
  });

  it('are not there otherwise', async () => {
    await using open = await openDeployment();
    expect((await open.call('GET', '/api/v1/tenants')).text).toContain('Cannot GET /api/v1/tenants');
  });
});

it('a strict server refuses query parameters that it does not know', async () => {
  await using open = await openDeployment({ options: { strictQueries: true } });
  const { status, json } = await open.call('GET', '/api/v1/users?shoe=41');
  expect({ status, json }).toMatchObject({
    status: 422,
    json: { error: { subErrors: [{ message: 'Unknown query parameter: shoe' }] } },
  });
  const oid = '64aa00000000000000000001';
  expect((await open.call('POST', `/api/v1/dashboards/${oid}/publish?adminAccess=true`)).status).toBe(422);
  expect((await open.call('GET', `/api/v1/dashboards/${oid}/widgets?adminAccess=true`)).status).toBe(422);
});

it('writes may be answered with an empty body, lists be cut, and too many requests refused', async () => {
  await using open = await openDeployment({ options: { emptyWrites: true, listCap: 5 } });
  const [dashboard] = rows(
    await open.read('/api/v1/dashboards/admin?dashboardType=owner&name=Usage%20by%20Department'),
  );
  expect(
    await open.call('PATCH', `/api/v1/dashboards/${dashboard?.oid}`, { body: { title: 'Renamed' } }),
  ).toMatchObject({ status: 200, text: '' });
  expect(rows(await open.read('/api/v1/dashboards/admin?dashboardType=owner&name=Renamed'))).toHaveLength(1);
  expect(rows(await open.read('/api/v1/users'))).toHaveLength(5);
  await using limited = await openDeployment({ options: { rateLimit: 1 } });
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await limited.call('GET', '/api/v1/groups')).status),
  );
  expect(statuses).toContain(429);
});

it('a licence that is full takes no more users', async () => {
  await using open = await openDeployment({ options: { licensedUsers: 41 } });
  const viewer = rows(await open.read('/api/roles')).find(({ name }) => name === 'consumer')?._id;
  const body = { email: 'one.more@meridian-outdoor.example', roleId: viewer };
  expect(await open.call('POST', '/api/v1/users', { body })).toMatchObject({
    status: 400,
    json: { error: { code: 2007 } },
  });
});

it('a port that is taken is named', async () => {
  await using open = await openDeployment();
  const port = Number(new URL(open.deployment.origin).port);
  await expect(startSimulator({ world: 'empty', port })).rejects.toThrow(new PortTaken(port));
});

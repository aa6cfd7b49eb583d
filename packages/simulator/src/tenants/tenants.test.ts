import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ options: { multiTenant: true } });
});
afterAll(() => open[Symbol.asyncDispose]());

const as = 'ops@peaksupply';
const titles = (found: unknown) => rows(found).map((one) => one.title ?? one.name);

describe('a tenant', () => {
  it.each([
    ['groups', '/api/v1/groups', ['Everyone', 'Admins', 'Outlets']],
    ['dashboards', '/api/v1/dashboards/admin?dashboardType=owner', ['Outlets Today']],
    ['models', '/api/v2/datamodels/schema?fields=oid,title', ['Outlet Sales']],
    ['connections', '/api/v2/connections', ['Outlet tills']],
    ['folders', '/api/v1/folders', ['rootFolder', 'Outlets']],
  ])('has %s of its own', async (_, path, own) => {
    expect(titles(await open.read(`/peaksupply${path}`, { as }))).toEqual(own);
    const others = titles(await open.read(path));
    expect(others.length).toBeGreaterThan(own.length);
    for (const name of own.filter((one) => !['Everyone', 'Admins', 'rootFolder'].includes(one)))
      expect(others).not.toContain(name);
  });

  it('does not reach what is another’s, by id or by title', async () => {
    const { oid, tenant } = row(await open.read('/api/v2/datamodels/schema?title=Sales'));
    expect(tenant).toMatchObject({ name: 'system', systemManagement: true });
    expect((await open.call('GET', `/peaksupply/api/v2/datamodels/${oid}/schema`, { as })).status).toBe(404);
    expect((await open.call('GET', '/peaksupply/api/v2/datamodels/schema?title=Sales', { as })).status).toBe(404);
    const own = row(await open.read('/peaksupply/api/v2/datamodels/schema?title=Outlet%20Sales', { as }));
    expect(own.tenant).toMatchObject({ name: 'Peak Supply', systemManagement: false });
    expect((await open.call('GET', `/api/v2/datamodels/${own.oid}/schema`)).status).toBe(404);
  });

  it('may have a model of the same title, and asks its own rows', async () => {
    const made = await open.call('POST', '/peaksupply/api/v2/datamodels', {
      body: { title: 'Sales', type: 'extract' },
      as,
    });
    expect(made.status).toBe(201);
    const query = encodeURIComponent('SELECT COUNT(*) FROM [receipts]');
    expect(await open.read(`/peaksupply/api/datasources/Outlet%20Sales/sql?query=${query}`, { as })).toMatchObject({
      values: [[900]],
    });
    expect(await open.read(`/api/datasources/Outlet%20Sales/sql?query=${query}`)).toMatchObject({ error: true });
  });

  it('lets its people in under its own path only', async () => {
    const login = async (prefix: string) => {
      const body = { username: as, password: 'Trailhead-2026' };
      return (await open.call('POST', `${prefix}/api/v1/authentication/login`, { body })).status;
    };
    expect([await login('/peaksupply'), await login('')]).toEqual([200, 401]);
  });

  it('is made and deleted from the first one alone', async () => {
    const body = { name: 'Below', tenantDomainNames: ['below'] };
    expect((await open.call('POST', '/peaksupply/api/v1/tenants', { as, body })).status).toBe(403);
    const [own] = rows(await open.read('/peaksupply/api/v1/tenants', { as }));
    expect((await open.call('DELETE', `/peaksupply/api/v1/tenants/${own?._id}`, { as })).status).toBe(403);
  });

  it('is made empty, and gone with all it had', async () => {
    const body = { name: 'Nordlicht', tenantDomainNames: ['nordlicht'] };
    const made = await open.call('POST', '/api/v1/tenants', { body });
    expect({ status: made.status, json: made.json }).toMatchObject({ status: 201, json: body });
    const { _id } = row(made.json);
    expect((await open.call('GET', '/nordlicht/api/v1/users')).status).toBe(401);
    expect((await open.call('DELETE', `/api/v1/tenants/${_id}`)).status).toBe(204);
    expect((await open.call('GET', '/nordlicht/api/v1/users')).text).toContain('Cannot GET');
  });
});

it('the first tenant may list people and groups of all, each with its tenant', async () => {
  await using seeing = await openDeployment({ options: { multiTenant: true, systemSeesTenants: true } });
  const tenants = rows(await seeing.read('/api/v1/tenants'));
  const named = (id: unknown) => tenants.find(({ _id }) => _id === id)?.name;
  for (const path of ['/api/v1/users?expand=groups,role', '/api/v1/groups']) {
    const found = new Set(rows(await seeing.read(path)).map(({ tenantId }) => named(tenantId)));
    expect([...found]).toEqual(['system', 'Peak Supply']);
  }
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { type ForeignClient, foreignClient, jsonAlways } from '../../test/speak-as.ts';

/** What public clients of the years 2019 to 2023 send: no `/v1` here, a slash too many there, forms, and v0.9. */
let open: OpenDeployment;
let client: ForeignClient;
beforeEach(async () => {
  open = await openDeployment({ version: 'L8.2.4' });
  client = foreignClient(open, {});
});
afterEach(() => open[Symbol.asyncDispose]());

const roleId = async (name: string) =>
  rows((await client.get('/api/roles')).json).find((role) => role.name === name)?._id;
const file = (title: string) => ({
  title,
  desc: '',
  source: null,
  type: 'dashboard',
  style: { name: 'vivid' },
  layout: { type: 'columnar', columns: [] },
  datasource: {
    title: 'Sales',
    fullname: 'LocalHost/Sales',
    id: 'aLOCALHOST_aSALES',
    address: 'LocalHost',
    database: 'aSales',
  },
  filters: [],
  editing: true,
  settings: { autoUpdateOnFiltersChange: true },
  widgets: [],
});
const imported = async (title: string) => {
  const { json } = await client.post('/api/v1/dashboards/import/bulk?action=overwrite&republish=true', [file(title)]);
  return row(rows(row(json).succeded)[0]);
};

describe('slashes', () => {
  it('in a row are one, and one at the end does not matter', async () => {
    const double = foreignClient(open, { ...jsonAlways, slashes: '/' });
    const { oid } = row((await client.get('/api/v2/datamodels/schema?title=Sales')).json);
    expect(await double.get(`/api/v2/datamodel-exports/schema?datamodelId=${oid}&type=schema-latest`)).toMatchObject({
      status: 200,
      json: { title: 'Sales' },
    });
    expect(rows((await client.get('/api/v1/users/?limit=3')).json)).toHaveLength(3);
    expect(rows((await client.get('/api/groups/')).json)).toHaveLength(14);
  });

  it('one path needs its slash: without it access is denied', async () => {
    expect((await client.get('/api/elasticubes/')).status).toBe(200);
    expect((await client.get('/api/elasticubes')).status).toBe(403);
  });
});

describe('logging in', () => {
  it('with a form gives a token, and on older servers nothing about whose it is', async () => {
    const form = 'username=admin&password=Trailhead-2026';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { json } = await client.post('/api/v1/authentication/login', form, headers);
    expect(Object.keys(row(json)).toSorted()).toEqual(['access_token', 'message', 'profile', 'success']);
  });
});

describe('dashboards', () => {
  it('that went in come back whole, so that they can be posted again', async () => {
    const dashboard = await imported('Two Years Old');
    expect(dashboard).toMatchObject({ datasource: { title: 'Sales' }, layout: { columns: [] }, filters: [] });
    expect((await client.delete(`/api/v1/dashboards/${dashboard.oid}`)).status).toBe(204);
    const again = await client.post('/api/v1/dashboards', dashboard);
    expect(again).toMatchObject({ status: 201, json: { title: 'Two Years Old' } });
    expect(row(again.json).oid).not.toBe(dashboard.oid);
  });

  it('are not changed by being read, and were never opened unless somebody did', async () => {
    const { oid } = await imported('Unread');
    const path = `/api/v1/dashboards/${oid}`;
    const first = await client.get(path);
    open.deployment.clock.advance(60_000);
    expect((await client.get(path)).json).toEqual(first.json);
    expect(first.json).not.toHaveProperty('lastOpened');
  });

  it('of others are read and deleted in v0.9 with adminAccess', async () => {
    const other = rows((await client.get('/api/v1/dashboards/admin?dashboardType=owner&name=Headcount')).json)[0];
    const path = `/api/dashboards/${other?.oid}?adminAccess=true`;
    expect((await client.get(path)).json).toMatchObject({ title: 'Headcount', widgets: expect.any(Array) });
    expect((await client.delete(path)).status).toBe(200);
    expect((await client.get(path)).status).toBe(404);
  });

  it('without a kind are listed once for each copy, which is how views are counted', async () => {
    const { oid } = await imported('Watched');
    const [user] = rows((await client.get('/api/v1/users?userName=maya.chen')).json);
    const sharesTo = [{ shareId: user?._id, type: 'user', rule: 'view', subscribe: 'false' }];
    await client.post(`/api/shares/dashboard/${oid}`, { sharesTo });
    const copies = rows((await client.get(`/api/v1/dashboards/admin?id=${oid}`)).json);
    expect(copies.map(({ instanceType, userId }) => [instanceType, userId])).toEqual([
      ['owner', open.deployment.users.admin.id],
      ['user', user?._id],
    ]);
  });

  it('have widgets that are added from another and taken away', async () => {
    const { oid } = await imported('Widgets');
    const [source] = rows((await client.get('/api/v1/dashboards')).json);
    const [widget] = rows((await client.get(`/api/v1/dashboards/${source?.oid}/widgets`)).json);
    const added = await client.post(`/api/v1/dashboards/${oid}/widgets`, widget);
    expect(added).toMatchObject({ status: 201, json: { dashboardid: oid, type: widget?.type } });
    const path = `/api/v1/dashboards/${oid}/widgets/${row(added.json).oid}`;
    expect((await client.delete(path)).status).toBe(204);
    expect(await client.get(path)).toMatchObject({ status: 404, json: { error: { code: 14004 } } });
  });
});

describe('people', () => {
  it('are filtered by role and group under their short names, with chosen fields', async () => {
    const role = await roleId('contributor');
    const [group] = rows((await client.get('/api/v1/groups?name=Analysts')).json);
    const fields = '_id,lastLogin,groups,email,userName,firstName,lastName,roleId,preferences';
    const path = `/api/v1/users?role=${role}&group=${group?._id}&active=true&fields=${fields}`;
    expect(rows((await client.get(path)).json).map(({ userName }) => userName)).toContain('priya.nair');
  });

  it('lose every group by a list without any', async () => {
    const [user] = rows((await client.get('/api/v1/users?userName=priya.nair')).json);
    expect((await client.patch(`/api/v1/users/${user?._id}`, { groups: [] })).json).toMatchObject({ groups: [] });
  });

  it('get a password with the whole user in v0.9, where a name does as well as an id', async () => {
    const [user] = rows((await client.get('/api/v1/users?userName=priya.nair')).json);
    expect((await client.put(`/api/users/${user?._id}`, { ...user, password: 'Xyz-123456' })).status).toBe(200);
    expect((await client.get('/api/users/priya.nair')).json).toMatchObject({ _id: user?._id, roleName: 'contributor' });
    expect((await client.delete('/api/users/priya.nair')).status).toBe(200);
  });

  it('come from a directory only where one was set up', async () => {
    const role = await roleId('consumer');
    const ask = (ldapDomainId: unknown) =>
      client.post('/api/v1/users/ad/bulk', [{ userName: 'ad.user', ldapDomainId, roleId: role }]);
    expect(await ask('5f0000000000000000000001')).toMatchObject({ status: 404, json: { error: { code: 22001 } } });
    const domain = row((await client.post('/api/v1/ldap_domains', { url: 'ldaps://ad.example', password: 'p' })).json);
    expect(domain).not.toHaveProperty('password');
    expect(await ask(domain._id)).toMatchObject({
      status: 201,
      json: [{ userName: 'ad.user', activeDirectory: true }],
    });
    expect(rows((await client.get('/api/v1/users?origin=ad&userName=ad.user')).json)).toHaveLength(1);
  });
});

describe('models', () => {
  it('are listed with their creator as an id, and described by part of their title', async () => {
    const [cube] = rows((await client.get('/api/v1/elasticubes/getElasticubes')).json);
    expect((await client.get(`/api/v1/users/${cube?.creator}`)).status).toBe(200);
    expect((await client.get('/api/elasticubes/metadata?q=Sales')).json).toMatchObject([{ title: 'Sales' }]);
    expect((await client.get('/api/elasticubes/metadata/Sales')).json).toMatchObject({ database: 'aSales' });
    expect(rows((await client.get('/api/elasticubes/metadata/Sales/fields?q=region')).json)[0]).toMatchObject({
      table: 'Orders',
    });
  });

  it('are shared by `party`, which newer servers pass over', async () => {
    const path = '/api/elasticubes/localhost/Sales/permissions';
    const shared = async () => JSON.stringify(row((await client.get(path)).json).shares);
    const [group] = rows((await client.get('/api/v1/groups?name=Finance')).json);
    const list = [{ party: group?._id, type: 'group', rule: 'r' }];
    expect((await client.put(path, list)).status).toBe(200);
    expect(await shared()).toContain(String(group?._id));
    open.deployment.options.permissionParty = 'partyId';
    await client.put(path, list);
    expect(await shared()).toBe('[]');
  });

  it('have rules that are added, changed by id, read by column and user, and taken away', async () => {
    const column = { table: 'Orders', column: 'Net', datatype: 'numeric' };
    const base = '/api/elasticubes/localhost/Sales/datasecurity';
    const [user] = rows((await client.get('/api/v1/users?userName=priya.nair')).json);
    const shares = [{ party: user?._id, type: 'user' }];
    const [rule] = rows((await client.post(base, [{ ...column, members: ['1'], shares, allMembers: null }])).json);
    expect(rule).toMatchObject({ _id: expect.any(String), shares: [{ partyId: user?._id, type: 'user' }] });
    const body = {
      ...column,
      members: ['2', '3'],
      exclusionary: false,
      allMembers: null,
      shares: [{ type: 'default' }],
    };
    expect((await client.put(`/api/elasticubes/datasecurity/${rule?._id}`, body)).json).toMatchObject({
      members: ['2', '3'],
      shares: [{ type: 'default' }],
    });
    expect(rows((await client.get(`${base}/Orders/Net`)).json)).toHaveLength(1);
    expect(rows((await client.get(`/api/elasticubes/localhost/Sales/${user?._id}/datasecurity`)).json)).not.toEqual([]);
    expect((await client.delete(`${base}?table=Orders&column=Net`)).status).toBe(200);
    expect((await client.get(`${base}/Orders/Net`)).json).toEqual([]);
  });
});

describe('the rest', () => {
  it('actions under the documented paths, on both systems', async () => {
    const action = {
      type: 'Test Action',
      body: 'console.log()',
      snippet: { type: 'Test Action', title: 'Test Action' },
    };
    for (const os of ['linux', 'windows'] as const) {
      open.deployment.options.os = os;
      expect((await client.post('//api/v1/saveCustomAction/BloX', action)).status).toBe(200);
      expect((await client.post('/api/v1/getActionByType/Blox', { type: action.type })).json).toEqual(action);
      expect((await client.post('/api/v1/deleteCustomAction/Blox', { type: action.type })).status).toBe(200);
    }
  });

  it('how the pages look, palettes, and settings of v0.9', async () => {
    const branding = row((await client.get('/api/branding')).json);
    expect((await client.post('/api/branding', branding)).json).toEqual(branding);
    const [look] = rows((await client.get('/api/v1/settings/ui')).json);
    expect((await client.post('/api/v1/settings/ui/common', look)).status).toBe(200);
    expect((await client.get('/api/palettes/default')).json).toMatchObject({ name: 'Vivid', isDefault: true });
    expect((await client.post('/api/palettes', { name: 'Forest', colors: ['#0a5c36'] })).status).toBe(200);
    expect((await client.delete('/api/palettes/Forest')).status).toBe(200);
    expect((await client.get('/api/settings/proxy')).json).toMatchObject({ enabled: false });
    expect((await client.get('/api/settings/nothing')).status).toBe(404);
  });

  it('plugins found by their folder, and told by the whole of one', async () => {
    const [plugin] = rows(row((await client.get('/api/v1/plugins?search=jumpToDashboard')).json).plugins);
    const { json } = await client.patch('/api/v1/plugins', [{ ...plugin, isEnabled: false }]);
    expect(json).toMatchObject([{ folderName: 'jumpToDashboard', isEnabled: false, lastUpdate: expect.any(String) }]);
  });

  it('roles with a manifest that can be read and changed by its parts', async () => {
    expect((await client.get('/api/roles/contributor/manifest/dashboards')).json).toMatchObject({ create: true });
    expect((await client.post('/api/roles/custom_auditor/manifest/dashboards', { create: true })).json).toMatchObject({
      manifest: { dashboards: { create: true } },
    });
    expect((await client.put('/api/roles/contributor', { desc: 'x' })).status).toBe(400);
  });

  it('accounts: invitations go out without a word, and nobody knows a token of one', async () => {
    const email = 'maya.chen@meridian-outdoor.example';
    expect(await client.post('/api/v1/account/begin_activate', { email })).toMatchObject({ status: 204, text: '' });
    expect((await client.post('/api/v1/account/begin_reset_password', { email: 'x@y.example' })).status).toBe(404);
    expect((await client.get('/api/v1/account/activate/abc')).status).toBe(404);
    expect((await client.get('/api/v1/account/get_license_info')).json).toMatchObject({
      inUseViewers: expect.any(Number),
    });
  });
});

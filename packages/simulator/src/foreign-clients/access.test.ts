import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { type ForeignClient, foreignClient } from '../../test/speak-as.ts';

/** The requests of the Python implementation, one after the other as it makes them, and what it reads of each answer. */
let open: OpenDeployment;
let client: ForeignClient;
beforeEach(async () => {
  open = await openDeployment();
  client = foreignClient(open);
});
afterEach(() => open[Symbol.asyncDispose]());

const expandedUsers = '/api/v1/users?expand=groups%2Crole';
const id = expect.stringMatching(/^[0-9a-f]{24}$/);
const mail = (name: string) => `${name}@meridian-outdoor.example`;
const everybody = async () => rows((await client.get(expandedUsers)).json);
const userOf = async (email: string) => row((await everybody()).find((user) => user.email === email));
const roleId = async (name: string) =>
  rows((await client.get('/api/roles')).json).find((role) => role.name === name)?._id;
const groupOf = async (name: string) => row(rows((await client.get(`/api/v1/groups?name=${name}`)).json)[0]);

describe('reading people', () => {
  it('get_user and get_user_with_role_and_group_names: everybody with names, then one by address', async () => {
    const { status, json } = await client.get(expandedUsers);
    expect(status).toBe(200);
    expect(rows(json).find((user) => user.email === mail('maya.chen'))).toMatchObject({
      _id: id,
      userName: 'maya.chen',
      firstName: 'Maya',
      lastName: 'Chen',
      active: true,
      roleId: id,
      role: { _id: id, name: 'admin' },
      groups: expect.arrayContaining([{ _id: id, name: 'Everyone' }]),
    });
  });

  it('get_users_all: everyone has what it needs of a user, or is left out by it', async () => {
    const complete = (await everybody()).filter((user) => user.role !== undefined && user.userName !== undefined);
    expect(complete).toHaveLength(41);
    expect(complete.filter((user) => user.lastName === undefined)).toHaveLength(2);
  });

  it('get_users_with_role_names_and_group_names: ids in users, names in roles and groups', async () => {
    const users = rows((await client.get('/api/v1/users')).json);
    const roles = new Set(rows((await client.get('/api/roles')).json).map(({ _id }) => _id));
    const groups = new Set(rows((await client.get('/api/v1/groups')).json).map(({ _id }) => _id));
    expect(users.every((user) => roles.has(user.roleId) && !('role' in user))).toBe(true);
    expect(users.flatMap((user) => user.groups as string[]).every((group) => groups.has(group))).toBe(true);
  });

  it('get_my_user and get_roles', async () => {
    expect(await client.get('/api/users/loggedin')).toMatchObject({
      status: 200,
      json: { userName: 'admin', roleName: 'super', baseRoleName: 'super', groups: expect.any(Array) },
    });
    const names = rows((await client.get('/api/roles')).json).map(({ name, displayName }) => `${name} ${displayName}`);
    expect(names).toEqual(expect.arrayContaining(['consumer Viewer', 'contributor Designer', 'super Sys. Admin']));
  });

  it('get_group and users_per_group: a group by name, then its members by its id', async () => {
    const group = await groupOf('Analysts');
    expect(group).toMatchObject({ _id: id, name: 'Analysts', defaultRole: expect.anything() });
    const members = rows((await client.get(`/api/v1/users?groupId=${group._id}`)).json);
    expect(members).toHaveLength(8);
    expect(rows((await client.get('/api/v1/groups?name=Nobody')).json)).toEqual([]);
  });

  it('users_per_group_all: every group that a user is in is in the list of groups', async () => {
    const names = new Set(rows((await client.get('/api/v1/groups')).json).map(({ name }) => name));
    for (const user of await everybody()) {
      for (const group of rows(user.groups)) expect(names).toContain(group.name);
    }
  });

  it('a name that is not encoded names another group, and nothing is found', async () => {
    await client.post('/api/v1/groups', { name: 'A & B' });
    expect(rows((await client.get('/api/v1/groups?name=A & B')).json)).toEqual([]);
    expect(rows((await client.get('/api/v1/groups?name=A%20%26%20B')).json)).toHaveLength(1);
  });
});

describe('changing people', () => {
  it('create_user: role and groups by name, then the user with ids', async () => {
    const roles = await roleId('contributor');
    const group = await groupOf('Finance');
    const body = {
      email: mail('new.person'),
      firstName: 'New',
      roleId: roles,
      groups: [group._id],
      password: 'Secr3t!x',
    };
    const { status, json } = await client.post('/api/v1/users', body);
    expect(status).toBe(201);
    expect(json).toMatchObject({ _id: id, email: body.email, roleId: roles });
    expect(row(await userOf(body.email)).groups).toEqual(expect.arrayContaining([{ _id: group._id, name: 'Finance' }]));
    expect(await client.post('/api/v1/users', body)).toMatchObject({
      status: 400,
      json: { error: { message: 'The user already exists' } },
    });
  });

  it('update_user: only what it names, and groups are then exactly those', async () => {
    const user = await userOf(mail('emily.carter'));
    const { status, json } = await client.patch(`/api/v1/users/${user._id}`, { lastName: 'Stone', groups: [] });
    expect(status).toBe(200);
    expect(json).toMatchObject({ firstName: user.firstName, lastName: 'Stone', groups: [] });
  });

  it('change_user_password: by the id, in v0.9', async () => {
    const user = await userOf(mail('emily.carter'));
    expect(await client.patch(`/api/users/${user._id}`, { password: 'N3w!pass' })).toMatchObject({
      status: 200,
      json: { _id: user._id },
    });
    const form = new URLSearchParams({ username: mail('emily.carter'), password: 'N3w!pass' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await client.post('/api/v1/authentication/login', form, headers)).toMatchObject({
      status: 200,
      json: { access_token: expect.any(String) },
    });
  });

  it('delete_user: everybody, then the one, and no body comes back', async () => {
    const user = await userOf(mail('emily.carter'));
    expect(await client.delete(`/api/v1/users/${user._id}`)).toMatchObject({ status: 204, text: '' });
    expect((await everybody()).map(({ email }) => email)).not.toContain(mail('emily.carter'));
    expect((await client.delete(`/api/v1/users/${user._id}`)).json).toMatchObject({
      error: { message: expect.any(String) },
    });
  });
});

describe('columns and schedules', () => {
  const modelTitled = async (title: string) => row((await client.get(`/api/v2/datamodels/schema?title=${title}`)).json);

  it('get_datamodel_columns: one object by its title, its datasets, the tables of each', async () => {
    const { oid } = await modelTitled('ecommerce_db');
    const datasets = rows((await client.get(`/api/v2/datamodels/${oid}/schema/datasets`)).json);
    const columns = await Promise.all(
      datasets.map(async (dataset) => {
        const path = `/api/v2/datamodels/${oid}/schema/datasets/${dataset.oid}/tables`;
        return rows((await client.get(path)).json).flatMap((table) => rows(table.columns).map(({ name }) => name));
      }),
    );
    expect(columns.flat().length).toBeGreaterThan(20);
    expect((await client.get('/api/v2/datamodels/schema?title=nothing')).status).toBe(404);
  });

  it('get_unused_columns: dashboards on the model by their owners, then an export of each', async () => {
    const path = '/api/v1/dashboards/admin?dashboardType=owner&datasourceTitle=ecommerce_db';
    const dashboards = rows((await client.get(path)).json);
    expect(dashboards.length).toBeGreaterThan(3);
    const [first] = dashboards;
    const [file] = rows(
      (await client.get(`/api/v1/dashboards/export?dashboardIds=${first?.oid}&adminAccess=true`)).json,
    );
    expect(file?.filters).toEqual(expect.any(Array));
    for (const widget of rows(file?.widgets)) expect(widget.metadata).toMatchObject({ panels: expect.any(Array) });
  });

  it('get_unused_columns_bulk: a reference is tried as an id, then as a title', async () => {
    const { oid } = await modelTitled('ecommerce_db');
    expect((await client.get(`/api/v2/datamodels/${oid}/schema`)).json).toMatchObject({ oid, title: 'ecommerce_db' });
    expect((await client.get('/api/v2/datamodels/ecommerce_db/schema')).status).toBeGreaterThanOrEqual(400);
    expect((await client.get('/api/v2/datamodels/schema?title=ecommerce_db')).json).toMatchObject({ oid });
  });

  it('create_schedule_build: an interval, or days of the week', async () => {
    const { oid } = await modelTitled('ecommerce_db');
    const path = `/api/v2/datamodels/${oid}/schedule`;
    const interval = { scheduleType: 'Interval', buildType: 'ACCUMULATE', intervalSeconds: 7_200 };
    expect([200, 201]).toContain((await client.post(path, interval)).status);
    const days = { cronString: '30 21 * * 1,5', buildType: 'FULL', daysOfWeek: ['MON', 'FRI'], hour: 21, minute: 30 };
    expect([200, 201]).toContain((await client.post(path, days)).status);
    expect((await client.get(path)).json).toMatchObject({ buildType: 'FULL', hour: 21, minute: 30 });
  });
});

describe('owners and shares of everything', () => {
  it('change_folder_and_dashboard_ownership: of what is shared in a hidden folder the tree, then owners one by one', async () => {
    const treeOf = async (wanted: string) =>
      rows(row((await client.get('/api/v1/navver')).json).folders).find(({ name }) => name === wanted);
    expect(await treeOf('People')).toBeUndefined();
    const queryParams = { ownershipType: 'allRoot', search: 'Headcount', ownerInfo: true, asObject: true };
    const search = { queryParams, queryOptions: { sort: { title: 1 }, limit: 50, skip: 0 } };
    const [hidden] = rows(row((await client.post('/api/v1/dashboards/searches', search)).json).items);
    const flat = rows((await client.get('/api/v1/folders')).json).map(({ oid }) => oid);
    expect(flat).not.toContain(hidden?.parentFolder);
    const me = { shareId: open.deployment.users.admin.id, type: 'user', rule: 'edit', subscribe: false };
    const sharesTo = [...rows(hidden?.shares), me];
    await client.post(`/api/shares/dashboard/${hidden?.oid}?adminAccess=true`, { sharesTo });
    const people = await treeOf('People');
    const newOwner = await userOf(mail('priya.nair'));
    expect(await client.patch(`/api/v1/folders/${people?.oid}`, { owner: newOwner._id })).toMatchObject({
      status: 200,
      json: { owner: newOwner._id },
    });
    const [dashboard] = rows(people?.dashboards);
    const body = { ownerId: newOwner._id, originalOwnerRule: 'edit' };
    const path = `/api/v1/dashboards/${dashboard?.oid}/change_owner?adminAccess=true`;
    expect(await client.post(path, body)).toMatchObject({ status: 200, json: { owner: newOwner._id } });
  });

  it('get_all_dashboard_shares: pages of fifty until one is empty, then users and groups', async () => {
    const page = async (skip: number) => {
      const queryParams = { ownershipType: 'allRoot', search: '', ownerInfo: true, asObject: true };
      const body = { queryParams, queryOptions: { sort: { title: 1 }, limit: 50, skip } };
      return rows(row((await client.post('/api/v1/dashboards/searches', body)).json).items);
    };
    const all = [...(await page(0)), ...(await page(50))];
    expect(await page(100)).toEqual([]);
    const parties = [
      ...rows((await client.get('/api/v1/users')).json),
      ...rows((await client.get('/api/v1/groups')).json),
    ];
    const known = new Set(parties.map(({ _id }) => _id));
    for (const { title, shares } of all) {
      expect(title).toEqual(expect.any(String));
      for (const share of rows(shares))
        expect([share.type === 'user' || share.type === 'group', known.has(share.shareId)]).toEqual([true, true]);
    }
  });
});

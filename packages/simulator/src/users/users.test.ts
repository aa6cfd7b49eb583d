import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeEach(async () => {
  open = await openDeployment();
});
afterEach(() => open[Symbol.asyncDispose]());

const roleId = async (name: string) => rows(await open.read('/api/roles')).find((role) => role.name === name)?._id;
const idOf = async (userName: string) => rows(await open.read(`/api/v1/users?userName=${userName}`))[0]?._id;
const create = (body: unknown) => open.call('POST', '/api/v1/users', { body });

describe('reading users', () => {
  it('gives ids, and names beside them when asked', async () => {
    const [plain] = rows(await open.read('/api/v1/users?userName=maya.chen'));
    expect(plain).toMatchObject({ email: 'maya.chen@meridian-outdoor.example', active: true });
    expect(plain).not.toHaveProperty('role');
    const [named] = rows(await open.read('/api/v1/users?userName=maya.chen&expand=groups,role'));
    expect(named).toMatchObject({
      role: { name: 'admin' },
      groups: [{ name: 'Everyone' }, { name: 'Admins' }, { name: 'Analysts' }, { name: 'Executives' }],
    });
  });

  it('pages, sorts and picks fields, without a total', async () => {
    const page = rows(await open.read('/api/v1/users?sort=-email&skip=1&limit=2&fields=email'));
    expect(page.map((user) => Object.keys(user))).toEqual([
      ['_id', 'email'],
      ['_id', 'email'],
    ]);
    expect(rows(await open.read('/api/v1/users?skip=9000'))).toEqual([]);
  });

  it('finds the members of a group', async () => {
    const [group] = rows(await open.read('/api/v1/groups?name=Analysts'));
    const members = rows(await open.read(`/api/v1/users?groupId=${group?._id}`));
    expect(members.map(({ userName }) => userName)).toEqual([
      'maya.chen',
      'amara.diallo',
      'sofia.rossi',
      'henrik.dahl',
      'priya.nair',
      'noor.haddad',
      'liam.ortiz',
      'elena.marchetti',
    ]);
  });

  it('refuses an unknown expand with 404 and code 202', async () => {
    expect(await open.call('GET', '/api/v1/users?expand=shoes')).toMatchObject({
      status: 404,
      json: { error: { code: 202 } },
    });
  });

  it('has people who never logged in, who are switched off, and who lack a last name', async () => {
    const users = rows(await open.read('/api/v1/users'));
    expect(users.filter((user) => !('lastLogin' in user))).toHaveLength(4);
    expect(users.filter(({ active }) => active === false)).toHaveLength(3);
    expect(users.filter((user) => !('lastName' in user))).toHaveLength(2);
  });
});

describe('creating a user', () => {
  it('makes one who can log in', async () => {
    const body = {
      email: 'new.hire@meridian-outdoor.example',
      userName: 'new.hire',
      firstName: 'New',
      roleId: await roleId('consumer'),
      password: 'Secret-1!',
    };
    const { status, json } = await create(body);
    expect(status).toBe(201);
    expect(json).toMatchObject({ userName: 'new.hire', active: true, _id: expect.stringMatching(/^[0-9a-f]{24}$/) });
    expect(JSON.stringify(json)).not.toContain('Secret-1!');
    const login = await open.call('POST', '/api/v1/authentication/login', {
      body: { username: 'new.hire', password: 'Secret-1!' },
    });
    expect(login.status).toBe(200);
  });

  it('is refused with the code of each reason', async () => {
    const viewer = await roleId('consumer');
    expect(await create({ userName: 'a', roleId: viewer })).toMatchObject({
      status: 422,
      json: { error: { code: 2003 } },
    });
    expect(await create({ email: '', roleId: viewer })).toMatchObject({ status: 400, json: { error: { code: 2009 } } });
    expect(await create({ email: 'MAYA.CHEN@meridian-outdoor.example', roleId: viewer })).toMatchObject({
      status: 400,
      json: { error: { code: 2004 } },
    });
    expect(await create({ email: 'a@b.example', roleId: 'x' })).toMatchObject({
      status: 422,
      json: { error: { code: 601 } },
    });
    expect(await create({ email: 'a@b.example', roleId: await roleId('super') })).toMatchObject({
      status: 400,
      json: { error: { code: 2006 } },
    });
    expect(await open.call('POST', '/api/v1/users/bulk', { body: {} })).toMatchObject({
      status: 400,
      json: { error: { code: 2002 } },
    });
  });

  it('in bulk is all or nothing', async () => {
    const role = await roleId('consumer');
    const bodies = [
      { email: 'one@b.example', roleId: role },
      { email: 'maya.chen@meridian-outdoor.example', roleId: role },
    ];
    expect(await open.call('POST', '/api/v1/users/bulk', { body: bodies })).toMatchObject({
      status: 400,
      json: { error: { code: 2004 } },
    });
    expect(rows(await open.read('/api/v1/users?email=one@b.example'))).toEqual([]);
    const twins = [bodies[0], bodies[0]];
    expect(await open.call('POST', '/api/v1/users/bulk', { body: twins })).toMatchObject({
      status: 400,
      json: { error: { code: 2005 } },
    });
  });
});

describe('changing a user', () => {
  it('changes what is named and nothing else', async () => {
    const id = await idOf('emily.carter');
    const before = row(await open.read(`/api/v1/users/${id}`));
    const { json } = await open.call('PATCH', `/api/v1/users/${id}`, { body: { lastName: 'Stone' } });
    expect(json).toEqual({ ...before, lastName: 'Stone', lastUpdated: '2026-11-24T09:00:00.000Z' });
  });

  it('shuts out whoever is switched off', async () => {
    const token = open.deployment.users.tokenOf('emily.carter');
    await open.call('PATCH', `/api/v1/users/${await idOf('emily.carter')}`, { body: { active: false } });
    expect(
      (await open.call('GET', '/api/users/loggedin', { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(401);
  });
});

describe('deleting a user', () => {
  it('takes their dashboards, and them out of every share', async () => {
    const id = await idOf('kenji.watanabe');
    const owned = rows(await open.read('/api/v1/dashboards/admin?dashboardType=owner')).filter(
      ({ owner }) => owner === id,
    );
    expect(owned).toHaveLength(3);
    expect((await open.call('DELETE', `/api/v1/users/${id}`)).status).toBe(204);
    expect(await open.call('GET', `/api/v1/users/${id}`)).toMatchObject({
      status: 404,
      json: { error: { code: 2001 } },
    });
    const left = rows(await open.read('/api/v1/dashboards/admin?dashboardType=owner'));
    expect(left.filter(({ owner }) => owner === id)).toEqual([]);
    expect(await open.call('GET', `/api/dashboards/${owned[0]?.oid}?adminAccess=true`)).toMatchObject({
      status: 404,
      json: { error: { code: 10001 } },
    });
    expect(JSON.stringify(left.map(({ shares }) => shares))).not.toContain(id);
  });

  it('is refused for the system administrator', async () => {
    expect(await open.call('DELETE', `/api/v1/users/${await idOf('admin')}`)).toMatchObject({
      status: 400,
      json: { error: { code: 2011 } },
    });
  });
});

describe('groups', () => {
  it('clash by name, with the names in the answer', async () => {
    const { status, json } = await open.call('POST', '/api/v1/groups/bulk', {
      body: [{ name: 'New One' }, { name: 'Finance' }],
    });
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { error: { moreInfo: { existingGroups: ['Finance'] } } },
    });
    expect(rows(await open.read('/api/v1/groups?name=New%20One'))).toEqual([]);
  });

  it('leave every share when they are deleted, and the built-in ones cannot be', async () => {
    const groups = rows(await open.read('/api/v1/groups'));
    const idNamed = (name: string) => groups.find((group) => group.name === name)?._id;
    expect((await open.call('DELETE', `/api/v1/groups/${idNamed('Executives')}`)).status).toBe(204);
    const everything = JSON.stringify([
      await open.read('/api/v1/dashboards/admin'),
      await open.read('/api/v2/datamodels/schema'),
      await open.read('/api/v1/users'),
    ]);
    expect(everything).not.toContain(String(idNamed('Executives')));
    expect((await open.call('DELETE', `/api/v1/groups/${idNamed('Everyone')}`)).status).toBe(403);
  });

  it('take and lose members', async () => {
    const [group] = rows(await open.read('/api/v1/groups?name=Finance'));
    const body = [await idOf('emily.carter')];
    await open.call('POST', `/api/groups/${group?._id}/users`, { body });
    const members = async () =>
      rows(await open.read(`/api/groups/${group?._id}/users`)).map(({ userName }) => userName);
    expect(await members()).toContain('emily.carter');
    await open.call('DELETE', `/api/groups/${group?._id}/users`, { body });
    expect(await members()).not.toContain('emily.carter');
  });
});

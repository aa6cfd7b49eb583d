import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { json, type Reply, startTestServer } from '../../test/server.ts';
import { Sisense } from '../sisense.ts';

let demo: Demo;
const requests = () => demo.deployment.requests.count();

beforeAll(async () => {
  demo = await startDemo();
});
beforeEach(() => {
  demo.deployment.requests.clear();
  demo.deployment.faults.clear();
});
afterAll(() => demo.close());

describe('reading users', () => {
  it('lists every user with the names of role and groups, in one request', async () => {
    const users = await demo.sisense.users.list();
    expect(users.length).toBe(demo.deployment.world.users.size);
    for (const user of users) expect(user.role?.name).toEqual(expect.any(String));
    for (const group of users.flatMap((user) => user.groups)) expect(group.name).not.toBe(group._id);
    expect(requests()).toBe(1);
  });

  it('finds a user by e-mail address in any case, in one request', async () => {
    const [someone] = await demo.sisense.users.list();
    demo.deployment.requests.clear();
    const found = await demo.sisense.users.findByEmail(String(someone?.email).toUpperCase());
    expect(found?._id).toBe(someone?._id);
    expect(requests()).toBe(1);
  });

  it('finds a user by user name and by id', async () => {
    const someone = first(await demo.sisense.users.list(), (user) => user.userName !== user.email);
    expect((await demo.sisense.users.resolve(String(someone.userName)))._id).toBe(someone._id);
    expect((await demo.sisense.users.resolve(someone._id)).email).toBe(someone.email);
  });

  it('finds a user by user name without reading all users', async () => {
    const someone = first(await demo.sisense.users.list(), ({ userName }) => !String(userName).includes('@'));
    demo.deployment.requests.clear();
    expect((await demo.sisense.users.findByEmail(String(someone.userName)))?._id).toBe(someone._id);
    expect(requests()).toBe(1);
  });

  it('tells what everybody is called in one small answer', async () => {
    const [users, names] = [await demo.sisense.users.list(), await demo.sisense.users.listNames()];
    const { userName, email, firstName, lastName, active } = first(users);
    expect(names.map(({ _id }) => _id)).toEqual(users.map(({ _id }) => _id));
    expect(names[0]).toEqual({ _id: users[0]?._id, userName, email, firstName, lastName, active });
    expect(requests()).toBe(2);
  });

  const whole = [{ _id: 'u1', email: 'ada@x.example', groups: ['g1'] }];
  it.each<[string, Reply, number]>([
    ['does not know of fields', json(whole), 1],
    ['refuses fields', json({ error: { code: 0, message: 'Unknown parameter fields', status: 422 } }, 422), 2],
    ['sends no names for them', json([{ _id: 'u1' }]), 2],
  ])('tells them where a server %s', async (_what, lean, wanted) => {
    const server = await startTestServer((response, asked, number) =>
      (asked.url.includes('fields=') ? lean : json(whole))(response, asked, number),
    );
    const sisense = new Sisense({ origin: server.origin, token: 'token' });
    expect(await sisense.users.listNames()).toEqual(whole);
    expect(server.asked).toHaveLength(wanted);
    await sisense.close();
    await server.close();
  });

  it('does not take a part of an address for the address', async () => {
    expect(await demo.sisense.users.findByEmail('a')).toBeUndefined();
    await expect(demo.sisense.users.resolve('nobody@nowhere.example')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/no user "nobody@nowhere.example"/),
    });
  });

  it('knows whose token it has', async () => {
    expect((await demo.sisense.users.me()).email).toBe(demo.deployment.users.admin.email);
  });

  it('passes on that a viewer may not list users', async () => {
    const viewer = first(
      await demo.sisense.users.list(),
      (user) => user.role?.name === 'consumer' && user.active === true,
    );
    await expect(demo.as(String(viewer.email)).users.list()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('fails in the open where pages do not follow one another', async () => {
    demo.deployment.faults.add({ kind: 'ignore-paging', endpoint: 'users.list' });
    expect(await demo.sisense.users.list()).toHaveLength(demo.deployment.world.users.size);
  });
});

describe('changing users', () => {
  it('makes, changes and deletes one, and gives what is there afterwards', async () => {
    const { users, roles, groups } = demo.sisense;
    const [role, group] = [await roles.resolve('viewer'), first(await groups.list(), (one) => !one.everyone)];
    const body = { email: 'new@acme.example', userName: 'new@acme.example', roleId: role._id, groups: [group._id] };
    const made = await users.create(body);
    expect(made).toMatchObject({ email: 'new@acme.example', role: { name: 'consumer' } });
    expect(made.groups.map(({ name }) => name)).toContain(group.name);
    expect(await users.update(made._id, { lastName: 'Person' })).toMatchObject({
      lastName: 'Person',
      email: body.email,
    });
    await expect(users.create(body)).rejects.toMatchObject({ code: 'conflict', details: { mayHaveHappened: false } });
    await users.delete(made._id);
    expect(await users.findByEmail(body.email)).toBeUndefined();
  });

  it('says that a change was accepted when it cannot be read back', async () => {
    const someone = first(await demo.sisense.users.list(), (user) => user.role?.name === 'consumer');
    demo.deployment.faults.add({ kind: 'status', status: 403, endpoint: 'users.get' });
    await expect(demo.sisense.users.update(someone._id, { firstName: 'Changed' })).rejects.toMatchObject({
      message: expect.stringMatching(/accepted the change/),
      details: { mayHaveHappened: true },
    });
  });

  it('does not send a change again whose answer was lost', async () => {
    const someone = first(await demo.sisense.users.list(), (user) => user.role?.name === 'consumer');
    demo.deployment.faults.add({ kind: 'die-after-effect', endpoint: 'users.delete' });
    await expect(demo.sisense.users.delete(someone._id)).rejects.toMatchObject({ details: { mayHaveHappened: true } });
    expect(demo.deployment.requests.count({ method: 'DELETE' })).toBe(1);
    expect(demo.deployment.world.users.has(someone._id)).toBe(false);
  });
});

describe('a server that expands nothing', () => {
  it('is asked for roles and groups once, not for each user', async () => {
    const server = await startTestServer((response, asked, number) => {
      const answers: Record<string, unknown> = {
        '/api/roles': [{ _id: 'r1', name: 'consumer' }],
        '/api/v1/groups': [{ _id: 'g1', name: 'Sales' }],
        '/api/v1/users': [1, 2, 3].map((at) => ({
          _id: `u${at}`,
          email: `u${at}@x`,
          roleId: 'r1',
          groups: ['g1', 'g9'],
        })),
      };
      json(answers[asked.url.split('?')[0] ?? ''])(response, asked, number);
    });
    const sisense = new Sisense({ origin: server.origin, token: 'token' });
    const users = await sisense.users.list();
    expect(users[2]).toMatchObject({ role: { name: 'consumer' }, groups: [{ name: 'Sales' }, { name: 'g9' }] });
    expect(server.asked).toHaveLength(3);
    await sisense.close();
    await server.close();
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { findRole } from '../roles/roles.ts';
import { findGroup, isBuiltInGroup } from './groups.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

it('lists groups and finds one by name in any case, or by id', async () => {
  const groups = await demo.sisense.groups.list();
  const group = first(groups, (one) => !isBuiltInGroup(one));
  expect(groups).toHaveLength(demo.deployment.world.groups.size);
  expect(await demo.sisense.groups.resolve(group.name.toUpperCase())).toMatchObject({ _id: group._id });
  expect(await demo.sisense.groups.resolve(group._id)).toMatchObject({ name: group.name });
});

it('does not take a part of a name for the name', async () => {
  await expect(demo.sisense.groups.resolve('Ever')).rejects.toMatchObject({ code: 'not-found' });
});

it('names every group of an ambiguous name', () => {
  const groups = [
    { _id: 'a', name: 'Sales' },
    { _id: 'b', name: 'Sales' },
    { _id: 'c', name: 'SALES' },
  ];
  expect(() => findGroup(groups, 'Sales')).toThrow(
    expect.objectContaining({
      code: 'ambiguous',
      details: expect.objectContaining({
        matches: [
          { id: 'a', name: 'Sales' },
          { id: 'b', name: 'Sales' },
        ],
      }),
    }),
  );
  expect(findGroup(groups, 'SALES')._id).toBe('c');
});

it('knows the groups that Sisense makes itself', async () => {
  const builtIn = (await demo.sisense.groups.list()).filter(isBuiltInGroup).map(({ name }) => name);
  expect(builtIn).toEqual(expect.arrayContaining(['Everyone', 'Admins']));
});

it('makes, renames, fills, empties and deletes a group', async () => {
  const { groups, users } = demo.sisense;
  const made = await groups.create({ name: 'Testers' });
  await expect(groups.create({ name: 'Testers' })).rejects.toMatchObject({ details: { mayHaveHappened: false } });
  expect(await groups.rename(made._id, 'Examiners')).toMatchObject({ _id: made._id, name: 'Examiners' });
  const someone = first(await users.list());
  await groups.addUsers(made._id, [someone._id]);
  expect((await users.listInGroup(made._id)).map(({ _id }) => _id)).toEqual([someone._id]);
  await groups.removeUsers(made._id, [someone._id]);
  expect(await users.listInGroup(made._id)).toEqual([]);
  await groups.delete(made._id);
  await expect(groups.get(made._id)).rejects.toMatchObject({ code: 'not-found' });
});

it.each([
  ['viewer', 'consumer'],
  ['Viewer', 'consumer'],
  ['consumer', 'consumer'],
  ['designer', 'contributor'],
  ['dashboardDesigner', 'contributor'],
  ['sysAdmin', 'super'],
  ['Sys. Admin', 'super'],
  ['DATAADMIN', 'dataAdmin'],
])('the role "%s" is %s', async (asked, name) => {
  const roles = await demo.sisense.roles.list();
  expect(findRole(roles, asked).name).toBe(name);
  expect(findRole(roles, first(roles, (role) => role.name === name)._id).name).toBe(name);
});

it('says that there is no such role', async () => {
  await expect(demo.sisense.roles.resolve('emperor')).rejects.toMatchObject({ code: 'not-found' });
});

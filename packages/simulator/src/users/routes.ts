import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { isObjectId } from '../ids.ts';
import { firstOf } from '../iterate.ts';
import { listOf, objectOf, textOf } from '../json.ts';
import { chosenFields, listed, sortedBy, wholeNumber } from '../list-query.ts';
import { refuse } from '../refuse.ts';
import { allWorlds } from '../tenants/tenant-worlds.ts';
import type { User } from '../world.ts';
import { deleteUser, deleteUsers } from './delete-user.ts';
import { presentUser, presentUserV0, userExpand } from './present-user.ts';
import { createUsers, updateUser, userBodies } from './write-user.ts';

const listQuery = [
  ...['userName', 'email', 'firstName', 'lastName', 'role', 'roleId', 'group', 'groupId', 'active', 'origin', 'ids'],
  ...['fields', 'sort', 'skip', 'limit', 'expand'],
];

function userOf(call: Call, name = 'id'): User {
  const id = param(call, name);
  const user = call.world.users.get(id);
  if (user !== undefined) return user;
  if (!isObjectId(id) && call.method !== 'GET') throw refuse({ status: 422, code: 601, message: 'Invalid object ID' });
  throw refuse({
    status: 404,
    code: 2001,
    message: 'One or more users not found',
    more: { resourceType: 'user', resourceName: id },
  });
}

/** v0.9 takes an id or a user name. */
function userNamed(call: Call): User {
  const name = param(call, 'user').toLowerCase();
  const isIt = ({ userName, email }: User) => userName.toLowerCase() === name || email.toLowerCase() === name;
  return call.world.users.get(name) ?? firstOf(call.world.users.values(), isIt) ?? userOf(call, 'user');
}

function isAsked({ query }: Call, user: User): boolean {
  const same = (key: string, value: unknown) => {
    const wanted = query.get(key);
    return wanted === null || wanted.toLowerCase() === String(value ?? '').toLowerCase();
  };
  const group = query.get('groupId') ?? query.get('group');
  const ids = query.get('ids');
  return (
    same('userName', user.userName) &&
    same('email', user.email) &&
    same('firstName', user.firstName) &&
    same('lastName', user.lastName) &&
    same('roleId', user.roleId) &&
    same('role', user.roleId) &&
    same('active', user.active) &&
    same('origin', user.activeDirectory === true ? 'ad' : 'sisense') &&
    (group === null || user.groups.includes(group)) &&
    (ids === null || ids.split(',').includes(user._id))
  );
}

const visible = ({ world, options }: Call): User[] =>
  (options.systemSeesTenants ? allWorlds(world) : [world]).flatMap(({ users }) => [...users.values()]);

const list: RouteAnswerer = (call) => {
  const expand = userExpand(call);
  const asked = visible(call).filter((user) => isAsked(call, user));
  return ok(
    listed(call, asked).map((user) =>
      presentUser({ world: call.world, user: user as User, expand: user.groups ? expand : noGroups(expand) }),
    ),
  );
};

/** With `fields` the groups may not be there to expand. */
const noGroups = (expand: Set<string>): Set<string> => new Set([...expand].filter((word) => word !== 'groups'));

const get: RouteAnswerer = (call) => {
  const presented = presentUser({ world: call.world, user: userOf(call), expand: userExpand(call) });
  return ok(chosenFields(presented, call.query.get('fields')));
};

const update: RouteAnswerer = (call) =>
  ok(presentUser({ world: call.world, user: updateUser(call, { user: userOf(call), body: bodyObject(call) }) }));

const removeBulk: RouteAnswerer = (call) => {
  const ids = (call.query.get('ids') ?? '').split(',');
  removeAll(call, ids);
  return noContent();
};

function removeAll({ world }: Call, ids: unknown[]): void {
  if (!ids.every((id) => isObjectId(String(id))))
    throw refuse({ status: 422, code: 601, message: 'Invalid object ID' });
  const users = ids.flatMap((id) => world.users.get(String(id)) ?? []);
  if (users.length < ids.length) throw refuse({ status: 404, code: 2001, message: 'One or more users not found' });
  deleteUsers(world, users);
}

const listV0: RouteAnswerer = (call) => {
  const search = (call.query.get('search') ?? '').toLowerCase();
  const matches = (user: User) =>
    `${user.userName} ${user.email} ${user.firstName} ${user.lastName}`.toLowerCase().includes(search);
  const sort = call.query.get('orderby');
  const found = sortedBy(
    visible(call).filter(matches),
    sort === null ? null : `${call.query.get('desc') === 'true' ? '-' : ''}${sort}`,
  );
  const skip = wholeNumber(call.query.get('skip')) ?? 0;
  const limit = wholeNumber(call.query.get('limit')) ?? found.length;
  return ok(found.slice(skip, skip + limit).map((user) => presentUserV0(call.world, user as User)));
};

const simulate: RouteAnswerer = ({ world, body }) => {
  const emails = listOf(body).flatMap((email) => textOf(email) ?? []);
  const known = new Set([...world.users.values()].map(({ email }) => email.toLowerCase()));
  return ok({
    license: { admins: 10, consumers: 1000, contributors: 100 },
    users: emails.map((email) => ({ email, isExist: known.has(email.toLowerCase()) })),
  });
};

const first = <T>(items: T[]): T | undefined => items[0];

export const usersRoutes = {
  'GET /api/v1/users': { answer: list, needs: 'designer', query: listQuery },
  'POST /api/v1/users': {
    needs: 'admin',
    answer: (call) =>
      created(createUsers(call, [bodyObject(call)]).map((user) => presentUser({ world: call.world, user }))[0]),
  },
  'POST /api/v1/users/bulk': {
    needs: 'admin',
    answer: (call) =>
      created(createUsers(call, userBodies(call.body)).map((user) => presentUser({ world: call.world, user }))),
  },
  'DELETE /api/v1/users/bulk': { answer: removeBulk, needs: 'admin', query: ['ids'] },
  'GET /api/v1/users/{id}': { answer: get, needs: 'designer', query: ['fields', 'expand'] },
  'PATCH /api/v1/users/{id}': { answer: update, needs: 'admin' },
  'DELETE /api/v1/users/{id}': {
    needs: 'admin',
    answer: (call) => {
      deleteUser(call.world, userOf(call));
      return noContent();
    },
  },
  'GET /api/users': { answer: listV0, needs: 'admin' },
  'GET /api/users/allDirectories': { answer: listV0, needs: 'admin' },
  'GET /api/users/count': {
    answer: (call) => ok({ collection: 'users', count: visible(call).length }),
    needs: 'admin',
  },
  'PATCH /api/v1/users/uiSettings': {
    answer: (call) => {
      call.user.uiSettings = { ...objectOf(call.user.uiSettings), ...bodyObject(call) };
      return ok(call.user.uiSettings);
    },
  },
  'POST /api/users': {
    needs: 'admin',
    answer: (call) =>
      ok(first(createUsers(call, userBodies(call.body)).map((user) => presentUserV0(call.world, user)))),
  },
  'POST /api/users/delete': {
    needs: 'admin',
    answer: (call) => {
      removeAll(call, listOf(call.body));
      return ok({});
    },
  },
  'POST /api/users/simulate': { answer: simulate, needs: 'admin' },
  'POST /api/users/validate': { answer: simulate, needs: 'admin' },
  'POST /api/users/forgetpassword': { answer: () => ok({}), needs: 'nothing' },
  'GET /api/users/{user}': { needs: 'admin', answer: (call) => ok(presentUserV0(call.world, userNamed(call))) },
  'PUT /api/users/{user}': {
    needs: 'admin',
    answer: (call) =>
      ok(presentUserV0(call.world, updateUser(call, { user: userNamed(call), body: objectOf(call.body) }))),
  },
  'PATCH /api/users/{user}': {
    needs: 'admin',
    answer: (call) =>
      ok(presentUserV0(call.world, updateUser(call, { user: userNamed(call), body: objectOf(call.body) }))),
  },
  'DELETE /api/users/{user}': {
    needs: 'admin',
    answer: (call) => {
      deleteUser(call.world, userNamed(call));
      return ok({});
    },
  },
} satisfies Routes;

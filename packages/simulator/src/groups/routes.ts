import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { checkFields, type FieldKinds } from '../check-fields.ts';
import { forgetLostCopies } from '../dashboards/copies.ts';
import { anyOf, firstOf } from '../iterate.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf, without } from '../json.ts';
import { chosenFields, listed, sortedBy, wholeNumber } from '../list-query.ts';
import { refuse } from '../refuse.ts';
import { allWorlds } from '../tenants/tenant-worlds.ts';
import { deleteUsers } from '../users/delete-user.ts';
import { forgetParty } from '../users/forget-party.ts';
import { expandOf, presentUserV0 } from '../users/present-user.ts';
import { type Group, tenantOf, type User, type World } from '../world.ts';

const expandable = ['users', 'role'];
const listQuery = ['name', 'mail', 'roleId', 'origin', 'ids', 'fields', 'sort', 'skip', 'limit', 'expand'];

const groupFields: FieldKinds = {
  ...{ name: 'text', language: 'text?', mail: 'text?', roleId: 'text?', defaultRole: 'text?', ad: 'flag' },
};

/** v0.9 takes an id or a name. */
function groupOf(call: Call, name = 'id'): Group {
  const id = param(call, name);
  const { groups } = call.world;
  const named = name === 'group' ? firstOf(groups.values(), (one) => one.name === id) : undefined;
  const group = groups.get(id) ?? named;
  if (group === undefined) {
    throw refuse({
      status: 404,
      code: 404,
      message: 'Group not found.',
      more: { resourceType: 'group', resourceName: id },
    });
  }
  return group;
}

const membersOf = (world: World, id: string): User[] =>
  [...world.users.values()].filter(({ groups }) => groups.includes(id));

function presentGroup(call: Call, group: Group): JsonObject {
  const expand = expandOf(call, expandable);
  const role = expand.has('role') ? call.world.roles.find(({ _id }) => _id === group.roleId) : undefined;
  return {
    ...group,
    ...(expand.has('users') ? { users: membersOf(call.world, group._id) } : {}),
    ...(role === undefined ? {} : { role: { _id: role._id, name: role.name } }),
  };
}

const list: RouteAnswerer = (call) => {
  const { query, world } = call;
  const name = query.get('name')?.toLowerCase();
  const ids = query.get('ids')?.split(',');
  const origin = query.get('origin');
  const all = (call.options.systemSeesTenants ? allWorlds(world) : [world]).flatMap((one) => [...one.groups.values()]);
  const asked = all.filter(
    (group) =>
      (name === undefined || group.name.toLowerCase() === name) &&
      (ids === undefined || ids.includes(group._id)) &&
      (query.get('mail') === null || group.mail === query.get('mail')) &&
      (query.get('roleId') === null || group.roleId === query.get('roleId')) &&
      (origin === null || (origin === 'ad') === (group.ad === true)),
  );
  return ok(
    listed(
      call,
      asked.map((group) => presentGroup(call, group)),
    ),
  );
};

function createGroups(call: Call, bodies: JsonObject[]): Group[] {
  for (const body of bodies) checkFields(body, groupFields);
  const names = bodies.map((body) => textOf(body.name)?.trim() ?? '');
  if (names.includes('')) throw refuse({ status: 422, code: 2003, message: 'Mandatory fields are missing: name' });
  const taken = new Set([...call.world.groups.values()].map((group) => group.name.toLowerCase()));
  const existing = names.filter((name, at) => taken.has(name.toLowerCase()) || names.indexOf(name) !== at);
  if (existing.length > 0) throw groupsExist(existing);
  return bodies.map((body) => addGroup(call.world, body));
}

function groupsExist(existing: string[]) {
  const message = `Group already exists: ${existing.join(', ')}`;
  return refuse({ status: 400, code: 400, message, more: { moreInfo: { existingGroups: existing } } });
}

/** A list of them: at least one. */
function groupBodies(body: unknown): JsonObject[] {
  if (!Array.isArray(body) || body.length === 0 || !body.every(isObject))
    throw refuse({ status: 422, code: 2003, message: 'Groups must be passed as an array' });
  return body;
}

function addGroup(world: World, body: JsonObject): Group {
  const stamp = world.clock.stamp();
  const group: Group = {
    _id: world.ids.objectId(),
    language: 'en-US',
    mail: null,
    ad: false,
    roleId: null,
    defaultRole: '',
    objectSid: null,
    dn: null,
    uSNChanged: null,
    ...without(body, '_id', 'created', 'lastUpdated', 'tenantId', ...builtInMarks),
    name: textOf(body.name) ?? '',
    created: stamp,
    lastUpdated: stamp,
    tenantId: tenantOf(world)._id,
  };
  world.groups.set(group._id, group);
  return group;
}

const builtInMarks = ['everyone', 'admins', 'tenantEveryone'];

const isBuiltIn = (group: Group): boolean =>
  group.everyone === true || group.admins === true || group.tenantEveryone === true;

/** All of them, or none. */
function removeGroups(world: World, groups: Group[]): void {
  if (groups.some(isBuiltIn)) throw refuse({ status: 403, code: 403, message: 'A built-in group cannot be deleted.' });
  for (const group of groups) removeGroup(world, group);
}

function removeGroup(world: World, group: Group): void {
  for (const user of world.users.values()) user.groups = user.groups.filter((id) => id !== group._id);
  forgetParty(world, group._id);
  world.groups.delete(group._id);
}

function usersNamed({ world, body }: Call): User[] {
  return listOf(body).map((id) => {
    const user = world.users.get(String(id));
    if (user === undefined) throw refuse({ status: 400, code: 400, message: 'User not found.' });
    return user;
  });
}

const addMembers: RouteAnswerer = (call) => {
  const { _id } = groupOf(call, 'group');
  const users = usersNamed(call);
  for (const user of users) if (!user.groups.includes(_id)) user.groups = [...user.groups, _id];
  return ok(users.map((user) => user._id));
};

const removeMembers: RouteAnswerer = (call) => {
  const { _id } = groupOf(call, 'group');
  const users = usersNamed(call);
  for (const user of users) user.groups = user.groups.filter((id) => id !== _id);
  forgetLostCopies(call.world);
  return ok(users.map((user) => user._id));
};

const listV0: RouteAnswerer = (call) => {
  const search = (call.query.get('search') ?? '').toLowerCase();
  const found = [...call.world.groups.values()].filter(({ name }) => name.toLowerCase().includes(search));
  const skip = wholeNumber(call.query.get('skip')) ?? 0;
  const page = sortedBy(found, call.query.get('orderby')).slice(
    skip,
    skip + (wholeNumber(call.query.get('limit')) ?? found.length),
  );
  const counted = (group: JsonObject) => ({ ...group, usersCount: membersOf(call.world, String(group._id)).length });
  return ok(call.query.get('usersCount') === 'true' ? page.map(counted) : page);
};

const rename: RouteAnswerer = (call) => {
  const group = groupOf(call, 'group');
  if (isBuiltIn(group)) throw refuse({ status: 403, code: 403, message: 'A built-in group cannot be changed.' });
  const body = bodyObject(call);
  checkFields(body, groupFields);
  const name = textOf(body.name)?.trim();
  if (name === '') throw refuse({ status: 422, code: 2003, message: 'Mandatory fields are missing: name' });
  const isTaken = (one: Group) => one !== group && one.name.toLowerCase() === name?.toLowerCase();
  if (anyOf(call.world.groups.values(), isTaken)) throw groupsExist([name ?? '']);
  Object.assign(group, without(body, '_id', 'created', 'tenantId', ...builtInMarks), {
    lastUpdated: call.world.clock.stamp(),
  });
  return ok(group);
};

const removeMany: RouteAnswerer = (call) => {
  const { groups, deleteAdUsers } = objectOf(call.body);
  const found = listOf(groups).flatMap((id) => call.world.groups.get(String(id)) ?? []);
  const isFromThere = ({ activeDirectory, groups: own }: User) =>
    deleteAdUsers === true && activeDirectory === true && found.some(({ _id }) => own.includes(_id));
  const members = [...call.world.users.values()].filter(isFromThere);
  removeGroups(call.world, found);
  deleteUsers(call.world, members);
  return ok({});
};

const remove = (call: Call, name: string): void => removeGroups(call.world, [groupOf(call, name)]);

export const groupsRoutes = {
  'GET /api/v1/groups': { answer: list, needs: 'designer', query: listQuery },
  'POST /api/v1/groups': { needs: 'admin', answer: (call) => created(createGroups(call, [bodyObject(call)])[0]) },
  'POST /api/v1/groups/bulk': { needs: 'admin', answer: (call) => created(createGroups(call, groupBodies(call.body))) },
  'GET /api/v1/groups/{id}': {
    needs: 'designer',
    query: ['fields', 'expand'],
    answer: (call) => ok(chosenFields(presentGroup(call, groupOf(call)), call.query.get('fields'))),
  },
  'DELETE /api/v1/groups/{id}': {
    needs: 'admin',
    answer: (call) => {
      remove(call, 'id');
      return noContent();
    },
  },
  'GET /api/groups': { answer: listV0, needs: 'designer' },
  'GET /api/groups/allDirectories': { answer: listV0, needs: 'designer' },
  'POST /api/groups': { needs: 'admin', answer: (call) => ok(createGroups(call, groupBodies(call.body))[0]) },
  'DELETE /api/groups': { answer: removeMany, needs: 'admin' },
  'POST /api/groups/byIds': {
    needs: 'designer',
    answer: ({ world, body }) => ok(listOf(body).flatMap((id) => world.groups.get(String(id)) ?? [])),
  },
  'POST /api/groups/validateName': {
    needs: 'admin',
    answer: ({ world, body }) => ok(!anyOf(world.groups.values(), ({ name }) => name === objectOf(body).name)),
  },
  'GET /api/groups/{group}': { needs: 'designer', answer: (call) => ok(groupOf(call, 'group')) },
  'PUT /api/groups/{group}': { answer: rename, needs: 'admin' },
  'DELETE /api/groups/{group}': {
    needs: 'admin',
    answer: (call) => {
      remove(call, 'group');
      return ok({});
    },
  },
  'GET /api/groups/{group}/users': {
    needs: 'designer',
    answer: (call) =>
      ok(membersOf(call.world, groupOf(call, 'group')._id).map((user) => presentUserV0(call.world, user))),
  },
  'POST /api/groups/{group}/users': { answer: addMembers, needs: 'admin' },
  'DELETE /api/groups/{group}/users': { answer: removeMembers, needs: 'admin' },
} satisfies Routes;

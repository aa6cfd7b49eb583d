import type { Call } from '../call.ts';
import { checkFields, type FieldKinds } from '../check-fields.ts';
import { forgetLostCopies } from '../dashboards/copies.ts';
import { isObjectId } from '../ids.ts';
import { anyOf, firstOf } from '../iterate.ts';
import { isObject, type JsonObject, listOf, textOf, without } from '../json.ts';
import { refuse } from '../refuse.ts';
import { roleNamed } from '../roles/role-of.ts';
import { tenantOf, type User, type World } from '../world.ts';

/** Seen on servers, against the documentation, which also wants a name and a role. */
const mandatory = ['email'];
const serverFields = ['_id', 'created', 'lastUpdated', 'tenantId', 'password', 'role', 'adgroups', 'lastLogin'];

const userFields: FieldKinds = {
  ...{ userName: 'text', email: 'text', firstName: 'text?', lastName: 'text?', roleId: 'text', password: 'text' },
  ...{ active: 'flag', groups: 'list', preferences: 'object', uiSettings: 'object?' },
};

const fail = (status: number, code: number, message: string) => refuse({ status, code, message });

/** Checks first, so that a refused list leaves nothing behind. */
export function createUsers(call: Call, bodies: JsonObject[]): User[] {
  for (const body of bodies) checkNewUser(call.world, body);
  checkTogether(call, bodies);
  return bodies.map((body) => addUser(call, body));
}

function checkNewUser(world: World, body: JsonObject): void {
  const missing = mandatory.filter((key) => body[key] === undefined || body[key] === null);
  if (missing.length > 0) throw fail(422, 2003, `Mandatory fields are missing: ${missing.join(', ')}`);
  if (mandatory.some((key) => body[key] === '')) throw fail(400, 2009, 'Mandatory fields cannot be empty');
  checkFields(body, userFields);
  if (body.roleId !== undefined) checkRole(world, body.roleId);
  checkGroups(world, body.groups);
  if (isTaken(world, { userName: nameOf(body), email: textOf(body.email) ?? '' }))
    throw fail(400, 2004, 'The user already exists');
}

function checkTogether({ world, options }: Call, bodies: JsonObject[]): void {
  const isTwice = (of: (body: JsonObject) => string) => new Set(bodies.map(of)).size < bodies.length;
  if (isTwice((body) => nameOf(body).toLowerCase()) || isTwice(({ email }) => String(email).toLowerCase()))
    throw fail(400, 2005, 'The given users contain duplicates');
  const { licensedUsers } = options;
  if (licensedUsers > 0 && world.users.size + bodies.length > licensedUsers) throw fail(400, 2007, 'License exceeded');
}

function checkRole(world: World, roleId: unknown): void {
  if (typeof roleId !== 'string' || !isObjectId(roleId)) throw fail(422, 601, 'Invalid object ID');
  const role = world.roles.find(({ _id }) => _id === roleId);
  if (role === undefined) throw fail(404, 404, 'Role not found');
  if (role.name === 'super') throw fail(400, 2006, 'Multiple super-users are not allowed');
}

function checkGroups(world: World, groups: unknown): void {
  for (const id of listOf(groups)) {
    if (typeof id !== 'string' || !isObjectId(id)) throw fail(422, 601, 'Invalid object ID');
    if (!world.groups.has(id)) throw fail(404, 404, 'Group not found');
  }
}

const nameOf = (body: JsonObject): string => textOf(body.userName) ?? textOf(body.email) ?? '';

function isTaken(world: World, { userName, email }: { userName: string; email: string }): boolean {
  const [name, mail] = [userName.toLowerCase(), email.toLowerCase()];
  return anyOf(
    world.users.values(),
    (user) => user.userName.toLowerCase() === name || user.email.toLowerCase() === mail,
  );
}

function addUser({ world, user: caller }: Call, body: JsonObject): User {
  const stamp = world.clock.stamp();
  const user: User = {
    _id: world.ids.objectId(),
    active: true,
    userName: nameOf(body),
    email: textOf(body.email) ?? '',
    adgroups: [],
    activeDirectory: false,
    preferences: { localeId: 'en-US', language: 'en-US' },
    uiSettings: {},
    ...without(body, ...serverFields, 'userName', 'email', 'groups'),
    roleId: textOf(body.roleId) ?? roleNamed(world, 'consumer')._id,
    groups: withEveryone(world, listOf(body.groups)),
    created: stamp,
    lastUpdated: stamp,
    tenantId: caller.tenantId === '' ? tenantOf(world)._id : caller.tenantId,
    ldapDomainId: null,
    principalName: null,
    objectSid: null,
    dn: null,
    uSNChanged: null,
    pendingExpiration: typeof body.password === 'string' ? null : stamp,
    createdSso: false,
  };
  world.users.set(user._id, user);
  world.credentials.set(user._id, { password: textOf(body.password) ?? '', generation: 0, failedLogins: 0 });
  return user;
}

function withEveryone(world: World, groups: unknown[]): string[] {
  const everyone = firstOf(world.groups.values(), (group) => group.everyone === true);
  const ids = groups.filter((id) => typeof id === 'string');
  return everyone === undefined ? ids : [...new Set([everyone._id, ...ids])];
}

/** Only what the body names changes; groups are then those, also when `Everyone` is not among them. */
export function updateUser({ world }: Call, { user, body }: { user: User; body: JsonObject }): User {
  checkFields(body, userFields);
  if (body.roleId !== undefined && body.roleId !== user.roleId) checkRole(world, body.roleId);
  checkGroups(world, body.groups);
  const others = [...world.users.values()].filter((one) => one !== user);
  const taken = (key: 'email' | 'userName') =>
    others.some((one) => one[key].toLowerCase() === textOf(body[key])?.toLowerCase());
  if (taken('email') || taken('userName')) throw fail(400, 2004, 'The user already exists');
  if (body.email === '' || body.userName === '') throw fail(400, 2009, 'Mandatory fields cannot be empty');
  Object.assign(user, without(body, ...serverFields, 'groups'), { lastUpdated: world.clock.stamp() });
  if (Array.isArray(body.groups)) {
    user.groups = [...new Set(body.groups.map(String))];
    forgetLostCopies(world);
  }
  const credential = world.credentials.get(user._id);
  if (credential !== undefined && typeof body.password === 'string') credential.password = body.password;
  return user;
}

export function userBodies(body: unknown): JsonObject[] {
  if (!Array.isArray(body)) throw fail(400, 2002, 'Users must be passed as an array');
  if (body.length === 0 || !body.every(isObject)) throw fail(422, 2003, 'Mandatory fields are missing');
  return body;
}

import { ok } from '../answer.ts';
import { bodyObject, type Call, isYes, param, type RouteAnswerer, type Routes } from '../call.ts';
import { anyOf } from '../iterate.ts';
import { isObject, type JsonObject, objectOf, without } from '../json.ts';
import { refuse } from '../refuse.ts';
import type { Role } from '../world.ts';

function presentRole(call: Call, role: Role): JsonObject {
  const withManifest = isYes(call.query.get('includeManifest') ?? 'false');
  return withManifest ? role : without(role, 'manifest');
}

function roleOfPath(call: Call): Role {
  const wanted = param(call, 'idOrName');
  const role = call.world.roles.find(({ _id, name }) => _id === wanted || name === wanted);
  if (role === undefined)
    throw refuse({ status: 404, code: 404, message: 'Role not found.', more: { resourceType: 'role' } });
  return role;
}

const create: RouteAnswerer = (call) => {
  const body = bodyObject(call);
  const parent = call.world.roles.find(({ name, _id }) => name === body.baseRoleName || _id === body.parent);
  const label = String(body.displayName ?? body.name ?? 'Role');
  const name = String(body.name ?? `custom_${label.toLowerCase().replaceAll(/\W+/g, '_')}`);
  const role: Role = {
    ...body,
    _id: call.world.ids.objectId(),
    name: name.startsWith('custom_') ? name : `custom_${name}`,
    displayName: label,
    baseRoleName: parent?.name ?? 'consumer',
  };
  call.world.roles.push(role);
  return ok(role);
};

const remove: RouteAnswerer = (call) => {
  const role = roleOfPath(call);
  if (role.baseRoleName === null)
    throw refuse({ status: 400, code: 400, message: 'A built-in role cannot be deleted.' });
  const inUse = anyOf(call.world.users.values(), ({ roleId }) => roleId === role._id);
  if (inUse) throw refuse({ status: 400, code: 400, message: 'The role is in use.' });
  call.world.roles.splice(call.world.roles.indexOf(role), 1);
  return ok({});
};

const change: RouteAnswerer = (call) => {
  const role = ownRole(call);
  const { displayName, desc, manifest } = bodyObject(call);
  if (typeof displayName === 'string') role.displayName = displayName;
  if (typeof desc === 'string') role.desc = desc;
  if (isObject(manifest)) role.manifest = manifest;
  return ok(role);
};

function ownRole(call: Call): Role {
  const role = roleOfPath(call);
  if (role.baseRoleName === null) throw refuse({ status: 400, code: 400, message: 'A built-in role stays as it is.' });
  return role;
}

/** Some write a slash before it. */
const pathOf = (call: Call): string => param(call, 'path').replace(/^\//, '');

/** One branch of what a role may do, as `dashboards` or `manage`. */
function manifestOf({ manifest }: Role, path: string): JsonObject {
  const branch = objectOf(manifest)[path];
  if (!isObject(branch))
    throw refuse({ status: 404, code: 404, message: 'The manifest has no such path.', more: { resourceType: 'role' } });
  return branch;
}

/** What a role may do is for the administrator to say, of built-in roles as well. */
const changeManifest: RouteAnswerer = (call) => {
  const role = roleOfPath(call);
  const path = pathOf(call);
  role.manifest = { ...objectOf(role.manifest), [path]: { ...manifestOf(role, path), ...bodyObject(call) } };
  return ok(role);
};

const clearManifest: RouteAnswerer = (call) => {
  const role = roleOfPath(call);
  const path = pathOf(call);
  manifestOf(role, path);
  role.manifest = without(objectOf(role.manifest), path);
  return ok(role);
};

export const rolesRoutes = {
  'GET /api/roles': {
    needs: 'designer',
    query: ['includeManifest', 'includeBaseRolesName', 'compiledRoles', 'envelop'],
    answer: (call) => ok(call.world.roles.map((role) => presentRole(call, role))),
  },
  'POST /api/roles': { answer: create, needs: 'admin' },
  'GET /api/roles/{idOrName}': { answer: (call) => ok(roleOfPath(call)) },
  'PUT /api/roles/{idOrName}': { answer: change, needs: 'admin' },
  'GET /api/roles/{idOrName}/manifest/{path}': {
    answer: (call) => ok(manifestOf(roleOfPath(call), pathOf(call))),
  },
  'POST /api/roles/{idOrName}/manifest/{path}': { answer: changeManifest, needs: 'admin' },
  'PUT /api/roles/{idOrName}/manifest/{path}': { answer: changeManifest, needs: 'admin' },
  'DELETE /api/roles/{idOrName}/manifest/{path}': { answer: clearManifest, needs: 'admin' },
  'DELETE /api/roles/{idOrName}': { answer: remove, needs: 'admin' },
} satisfies Routes;

import { ok } from '../answer.ts';
import { bodyObject, type Call, isYes, param, type RouteAnswerer, type Routes } from '../call.ts';
import { anyOf } from '../iterate.ts';
import { type JsonObject, without } from '../json.ts';
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

export const rolesRoutes = {
  'GET /api/roles': {
    needs: 'designer',
    query: ['includeManifest', 'includeBaseRolesName', 'compiledRoles', 'envelop'],
    answer: (call) => ok(call.world.roles.map((role) => presentRole(call, role))),
  },
  'POST /api/roles': { answer: create, needs: 'admin' },
  'GET /api/roles/{idOrName}': { answer: (call) => ok(presentRole(call, roleOfPath(call))) },
  'DELETE /api/roles/{idOrName}': { answer: remove, needs: 'admin' },
} satisfies Routes;

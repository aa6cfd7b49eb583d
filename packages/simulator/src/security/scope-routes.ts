import { ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { writableCubeOfPath } from '../datamodels/find-model.ts';
import { type JsonObject, objectsOf, without } from '../json.ts';
import { wholeNumber } from '../list-query.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

const kinds = ['Blacklist', 'Whitelist', 'Always', 'InQuery'];

/** When a rule of data security counts, column by column. Kept and exported; rules here count in every query. */
function scopesOf(call: Call): JsonObject[] {
  const model = writableCubeOfPath(call);
  const { query } = call;
  const same = (scope: JsonObject) =>
    ['table', 'column', 'permissionType'].every((key) => query.get(key) === null || query.get(key) === scope[key]);
  return [...call.world.scopes.values()].filter((scope) => scope.datamodelId === model.oid && same(scope));
}

const present = (scope: JsonObject): JsonObject => without(scope, 'datamodelId');

function scopeOfPath(call: Call): JsonObject {
  const id = param(call, 'id');
  const found = scopesOf({ ...call, query: new URLSearchParams() }).find(({ _id }) => _id === id);
  if (found === undefined) throw refuse({ status: 404, code: 404, message: 'There is no such scope.' });
  return found;
}

function checkKind({ permissionType }: JsonObject): void {
  if (!kinds.includes(String(permissionType))) throw refuseInvalid(`permissionType must be one of ${kinds.join(', ')}`);
}

const list: RouteAnswerer = (call) => {
  const skip = wholeNumber(call.query.get('skip')) ?? 0;
  const limit = wholeNumber(call.query.get('limit')) ?? 50;
  return ok(
    scopesOf(call)
      .slice(skip, skip + limit)
      .map(present),
  );
};

const add: RouteAnswerer = (call) => {
  const model = writableCubeOfPath(call);
  const bodies = Array.isArray(call.body) ? objectsOf(call.body) : [bodyObject(call)];
  for (const body of bodies) checkKind(body);
  const made = bodies.map((body) => {
    const _id = call.world.ids.objectId();
    const cubeId = call.world.ids.objectIdOf('model document', model.oid);
    return { members: [], ...body, _id, server: model.server, cubeId, datamodelId: model.oid };
  });
  for (const scope of made) call.world.scopes.set(scope._id, scope);
  return ok(made.map(present));
};

const change: RouteAnswerer = (call) => {
  const scope = scopeOfPath(call);
  const { permissionType = scope.permissionType, members = scope.members } = bodyObject(call);
  checkKind({ permissionType });
  return ok(present(Object.assign(scope, { permissionType, members })));
};

function remove(call: Call, scopes: JsonObject[]) {
  for (const { _id } of scopes) call.world.scopes.delete(String(_id));
  return ok({});
}

const needs = 'data-designer' as const;
const filters = ['table', 'column', 'permissionType'];

export const scopeRoutes = {
  'GET /api/v1/elasticubes/{server}/{title}/scopes': { needs, answer: list, query: ['limit', 'skip', ...filters] },
  'POST /api/v1/elasticubes/{server}/{title}/scopes': { needs, answer: add },
  'DELETE /api/v1/elasticubes/{server}/{title}/scopes': {
    needs,
    query: filters,
    answer: (call) => remove(call, scopesOf(call)),
  },
  'GET /api/v1/elasticubes/{server}/{title}/scopes/{id}': { needs, answer: (call) => ok(present(scopeOfPath(call))) },
  'PATCH /api/v1/elasticubes/{server}/{title}/scopes/{id}': { needs, answer: change },
  'DELETE /api/v1/elasticubes/{server}/{title}/scopes/{id}': {
    needs,
    answer: (call) => remove(call, [scopeOfPath(call)]),
  },
} satisfies Routes;

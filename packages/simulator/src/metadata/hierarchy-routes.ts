import { ok } from '../answer.ts';
import { bodyObject, param, type RouteAnswerer, type Routes } from '../call.ts';
import { mayRead, modelTitled, writableCubeOfPath } from '../datamodels/find-model.ts';
import { type JsonObject, objectsOf, textOf, without } from '../json.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';

const notFound = (message: string) => refuse({ status: 404, code: 404, message });

/** One that names a table and column stands there; one made of levels is of the model as a whole. */
const list: RouteAnswerer = (call) => {
  const { world, query } = call;
  const title = query.get('elasticube');
  const model = title === null ? undefined : modelTitled(world, title);
  const same = (item: JsonObject) => (key: string) => query.get(key) === null || item[key] === query.get(key);
  const isOf = (item: JsonObject) =>
    title === null || item.elasticube === title || (model !== undefined && item.datamodelId === model.oid);
  if (model !== undefined && !mayRead(call, model)) throw refuseAccess();
  const found = [...world.hierarchies.values()].filter((one) => isOf(one) && ['table', 'column'].every(same(one)));
  return ok(found.map(present));
};

const present = (hierarchy: JsonObject): JsonObject => without(hierarchy, 'datamodelId');

const create: RouteAnswerer = (call) => {
  const model = writableCubeOfPath(call);
  const { title, levels, alwaysIncluded } = bodyObject(call);
  if (textOf(title) === undefined || title === '') throw refuseInvalid('title is required');
  if (objectsOf(levels).length === 0) throw refuseInvalid('levels is required');
  const _id = call.world.ids.objectId();
  const named = { server: model.server, elasticube: model.title, datamodelId: model.oid };
  const hierarchy = { _id, title, levels, alwaysIncluded: alwaysIncluded === true, ...named };
  call.world.hierarchies.set(_id, hierarchy);
  return ok(present(hierarchy));
};

const remove: RouteAnswerer = (call) => {
  const { oid } = writableCubeOfPath(call);
  const id = param(call, 'id');
  if (call.world.hierarchies.get(id)?.datamodelId !== oid) throw notFound('There is no such hierarchy.');
  call.world.hierarchies.delete(id);
  return ok({});
};

const needs = 'data-designer' as const;

export const hierarchyRoutes = {
  'GET /api/elasticubes/hierarchies': { answer: list },
  'POST /api/elasticubes/{server}/{title}/hierarchies': { answer: create, needs },
  'DELETE /api/elasticubes/{server}/{title}/hierarchies/{id}': { answer: remove, needs },
} satisfies Routes;

import { ok } from '../answer.ts';
import { type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { mayWrite, writableCubeOfPath } from '../datamodels/find-model.ts';
import { hasBeenBuilt } from '../datamodels/model-status.ts';
import { type JsonObject, objectsOf } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';
import type { DataModel, ModelShare, World } from '../world.ts';

function liveOfPath(call: Call): DataModel {
  const oid = param(call, 'oid');
  const model = call.world.models.get(oid);
  if (model === undefined || model.type !== 'live')
    throw refuse({ status: 404, code: 404, message: `Live model ${oid} was not found.` });
  if (!mayWrite(call, model)) throw refuse({ status: 400, code: 29001, message: 'No permission.' });
  return model;
}

function presentShares(world: World, shares: ModelShare[]): JsonObject[] {
  return shares.map((share) => {
    const user = world.users.get(share.partyId);
    const named =
      user === undefined
        ? { name: world.groups.get(share.partyId)?.name }
        : { email: user.email, userName: user.userName };
    return { ...share, ...named };
  });
}

/**
 * Entries keyed `party`, and those of people who are switched off, are dropped without a word. Older servers took
 * `party`, and a share without a permission as one to query.
 */
function sharesFrom({ world, options, body }: Call): ModelShare[] {
  const isOlder = options.permissionParty === 'either';
  if (!Array.isArray(body)) throw refuseInvalid('The body must be an array.');
  return objectsOf(body).flatMap((share) => {
    const partyId = share.partyId ?? (isOlder ? share.party : undefined);
    const permission = share.permission ?? (isOlder ? 'r' : undefined);
    if (typeof partyId !== 'string') return [];
    if (!['a', 'r', 'w'].includes(String(permission))) throw refuseInvalid('permission must be a, r or w');
    const type = share.type === 'group' ? 'group' : 'user';
    if (type === 'user' && world.users.get(partyId)?.active === false) return [];
    return [{ partyId, type, permission: String(permission) }];
  });
}

function checkParties(world: World, shares: ModelShare[]): void {
  for (const { partyId, type } of shares) {
    if (type === 'user' && !world.users.has(partyId))
      throw refuse({ status: 400, code: 27005, message: 'User not found.' });
    if (type === 'group' && !world.groups.has(partyId))
      throw refuse({ status: 400, code: 27006, message: 'Group not found.' });
  }
}

function replaceShares(call: Call, of: { model: DataModel; shares: ModelShare[] }): ModelShare[] {
  checkParties(call.world, of.shares);
  const model = call.world.models.edit(of.model.oid);
  if (model !== undefined) model.shares = of.shares;
  return of.shares;
}

const replaceExtract: RouteAnswerer = (call) => {
  replaceShares(call, { model: writableCubeOfPath(call), shares: sharesFrom(call) });
  return ok(true);
};

const replaceLive: RouteAnswerer = (call) => {
  const model = liveOfPath(call);
  if (!hasBeenBuilt(call.world, model))
    throw refuse({ status: 400, code: 29001, message: 'The live model is not published.' });
  return ok(replaceShares(call, { model, shares: sharesFrom(call) }));
};

const readExtract: RouteAnswerer = (call) => {
  const model = writableCubeOfPath(call);
  const _id = call.world.ids.objectIdOf('model document', model.oid);
  const shares = presentShares(call.world, model.shares);
  return ok({ _id, server: model.server, title: model.title, shares, creator: model.creator });
};

const needs = 'data-designer' as const;

export const permissionRoutes = {
  'GET /api/elasticubes/{server}/{title}/permissions': { needs, answer: readExtract },
  'PUT /api/elasticubes/{server}/{title}/permissions': { needs, answer: replaceExtract },
  'POST /api/elasticubes/{server}/{title}/permissions': { needs, answer: replaceExtract },
  'DELETE /api/elasticubes/{server}/{title}/permissions': {
    needs,
    answer: (call) => {
      replaceShares(call, { model: writableCubeOfPath(call), shares: [] });
      return ok(true);
    },
  },
  'GET /api/v1/elasticubes/live/{oid}/permissions': { needs, answer: (call) => ok(liveOfPath(call).shares) },
  'PATCH /api/v1/elasticubes/live/{oid}/permissions': { needs, answer: replaceLive },
} satisfies Routes;

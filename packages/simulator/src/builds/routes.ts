import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { editableModel, mayRead, mayWrite } from '../datamodels/find-model.ts';
import { refuseBadBody } from '../datamodels/refuse-body.ts';
import { textOf } from '../json.ts';
import { listed } from '../list-query.ts';
import { refuseAccess, refuseProblem } from '../refuse.ts';
import type { Build } from '../world.ts';
import { addBuild, presentBuild } from './add-build.ts';
import { cancelBuild, isUnderWay } from './build-state.ts';

const start: RouteAnswerer = (call) => {
  const body = bodyObject(call);
  const oid = textOf(body.datamodelId);
  if (oid === undefined) throw refuseBadBody('datamodelId is required');
  return created(presentBuild(addBuild(call, { model: editableModel({ ...call, params: { oid } }), body })));
};

function buildOfPath(call: Call): Build {
  const oid = param(call, 'oid');
  const build = call.world.builds.get(oid);
  const age = build === undefined ? 0 : call.world.clock.now().getTime() - Date.parse(build.created);
  const isForgotten = build !== undefined && !isUnderWay(build) && age > call.options.buildForgottenMs;
  if (build === undefined || isForgotten || age < call.options.buildUnknownMs) {
    throw refuseProblem({ status: 404, title: 'BuildNotFound', detail: `Data source not found for build id ${oid}` });
  }
  const model = call.world.models.get(build.datamodelId);
  if (model === undefined || !mayRead(call, model)) throw refuseAccess();
  return build;
}

const list: RouteAnswerer = (call) => {
  const { query, world } = call;
  const [datamodelId, status] = [query.get('datamodelId'), query.get('status')];
  const isReadable = (oid: string) => {
    const model = world.models.get(oid);
    return model !== undefined && mayRead(call, model);
  };
  const found = [...world.builds.values()].filter(
    (build) =>
      (datamodelId === null || build.datamodelId === datamodelId) &&
      (status === null || build.status === status) &&
      isReadable(build.datamodelId),
  );
  return ok(listed(call, found.map(presentBuild)));
};

function cancel(call: Call, build: Build): void {
  const { world } = call;
  const model = world.models.get(build.datamodelId);
  if (model === undefined || !mayWrite(call, model)) throw refuseAccess();
  cancelBuild(world, build);
}

const cancelMany: RouteAnswerer = (call) => {
  const datamodelId = call.query.get('datamodelId');
  if (datamodelId === null) throw refuseBadBody('datamodelId is required');
  for (const build of call.world.builds.values()) if (build.datamodelId === datamodelId) cancel(call, build);
  return noContent();
};

const onLinux = { needs: 'data-designer', on: 'linux' } as const;

export const buildsRoutes = {
  'POST /api/v2/builds': { ...onLinux, answer: start },
  'GET /api/v2/builds': {
    ...onLinux,
    answer: list,
    query: ['datamodelId', 'status', 'fields', 'sort', 'limit', 'skip'],
  },
  'DELETE /api/v2/builds': { ...onLinux, answer: cancelMany, query: ['datamodelId'] },
  'GET /api/v2/builds/{oid}': { ...onLinux, answer: (call) => ok(presentBuild(buildOfPath(call))) },
  'DELETE /api/v2/builds/{oid}': {
    ...onLinux,
    answer: (call) => {
      cancel(call, buildOfPath(call));
      return noContent();
    },
  },
} satisfies Routes;

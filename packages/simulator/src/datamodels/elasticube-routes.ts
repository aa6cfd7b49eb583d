import { ok, plainOk } from '../answer.ts';
import { addBuild } from '../builds/add-build.ts';
import { cancelBuild } from '../builds/build-state.ts';
import { type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { refuse } from '../refuse.ts';
import type { DataModel, World } from '../world.ts';
import {
  cubeByDatabase,
  cubesOnServer,
  dated,
  liveModels,
  liveRow,
  nextCubes,
  serverRow,
  servers,
  setDefaultPermissions,
} from './cubes-of-server.ts';
import { ecm } from './ecm.ts';
import { mayRead, writableCubeOfPath } from './find-model.ts';
import { buildUnderWay, statusOf } from './model-status.ts';

const readable = (call: Call): DataModel[] => [...call.world.models.values()].filter((model) => mayRead(call, model));

/** v1: every model, shortened. */
function cubeRow({ world }: Call, model: DataModel): JsonObject {
  return {
    _id: world.ids.objectIdOf('model document', model.oid),
    oid: model.oid,
    title: model.title,
    fullname: `${model.server}/${model.title}`,
    address: model.server,
    server: model.server,
    type: model.type,
    datasets: model.datasets.map(({ oid }) => oid),
    buildDestination: { destination: 'local' },
    shares: model.shares,
    creator: objectOf(model.creator).id ?? model.creator,
    lastBuildTime: model.lastBuildTime ?? null,
    lastUpdated: model.lastUpdated,
  };
}

function cubeRowWithMetadata(call: Call, model: DataModel): JsonObject {
  const { status, sizeInMb: size, createdUtc } = serverRow(call, model);
  const { lastSuccessfulBuildTime = null } = model;
  return { ...cubeRow(call, model), lastSuccessfulBuildTime, createdUtc, status, sizeInMb: size };
}

function checkBuilt(world: World, model: DataModel): void {
  if (statusOf(world, model) === 'draft')
    throw refuse({ status: 400, code: 400, message: 'The ElastiCube was never built.' });
}

const startCube: RouteAnswerer = (call) => {
  const model = writableCubeOfPath(call);
  checkBuilt(call.world, model);
  call.world.stoppedModels.delete(model.oid);
  return ok({ status: 'OK' });
};

const stopCube: RouteAnswerer = (call) => {
  const model = writableCubeOfPath(call);
  checkBuilt(call.world, model);
  call.world.stoppedModels.add(model.oid);
  return plainOk();
};

const windowsTypes: Record<string, string> = {
  none: 'full',
  full: 'full',
  entire: 'full',
  delta: 'by_table',
  accumulate: 'by_table',
  fullupdateexisting: 'full',
  schemachanges: 'schema_changes',
};

const startBuild: RouteAnswerer = (call) => {
  const buildType = windowsTypes[(call.query.get('type') ?? 'full').toLowerCase()];
  if (buildType === undefined) throw refuse({ status: 400, code: 400, message: 'Unknown build type.' });
  addBuild(call, { model: writableCubeOfPath(call), body: { buildType } });
  return plainOk();
};

const stopBuild: RouteAnswerer = (call) => {
  const build = buildUnderWay(call.world, writableCubeOfPath(call).oid);
  if (build !== undefined) cancelBuild(call.world, build);
  return plainOk();
};

/** Documented in an envelope; the model alone is what a client of later servers reads. */
const nextCube: RouteAnswerer = (call) => {
  const value = writableCubeOfPath(call);
  return ok(call.options.nextCubeShape === 'model' ? value : { status: 'OK', statusCode: 200, error: null, value });
};

const needs = 'data-designer' as const;

export const elasticubeRoutes = {
  'POST /api/v2/ecm/': { answer: ecm },
  'POST /api/v2/ecm': { answer: ecm },
  'GET /api/v1/elasticubes/getElasticubes': {
    answer: (call) => ok(readable(call).map((model) => cubeRow(call, model))),
  },
  'GET /api/v1/elasticubes/getElasticubesWithMetadata': {
    answer: (call) => ok(readable(call).map((model) => cubeRowWithMetadata(call, model))),
  },
  'GET /api/v1/elasticubes/servers/next': { needs, answer: nextCubes },
  'GET /api/v1/elasticubes/live': { needs, answer: liveModels },
  'GET /api/v1/elasticubes/live/{oid}': {
    needs,
    answer: (call) => {
      const model = call.world.models.get(param(call, 'oid'));
      if (model?.type !== 'live' || !mayRead(call, model))
        throw refuse({ status: 404, code: 404, message: 'Live model not found.' });
      return ok(liveRow(call, model));
    },
  },
  'GET /api/v1/elasticubes/servers/next/{server}/{title}': {
    needs,
    answer: nextCube,
  },
  'GET /api/v1/elasticubes/servers/next/{server}/{title}/isBuilding': {
    needs,
    answer: (call) => ok(buildUnderWay(call.world, writableCubeOfPath(call).oid) !== undefined),
  },
  'GET /api/v1/elasticubes/live/by_title/{title}': {
    needs,
    answer: (call) => ok(liveRow(call, writableCubeOfPath(call))),
  },
  'GET /api/elasticubes/servers': { answer: servers },
  'GET /api/elasticubes/servers/{server}': { answer: cubesOnServer },
  'GET /api/elasticubes/servers/{server}/simple': { answer: cubeByDatabase },
  'PUT /api/elasticubes/server/{server}/permissions': { needs: 'data-admin', answer: setDefaultPermissions('v0.9') },
  'PUT /api/v1/elasticubes/server/{server}/permissions': { needs: 'data-admin', answer: setDefaultPermissions('v1') },
  'GET /api/elasticubes/servers/{server}/{title}/lastBuildTime': {
    answer: (call) => ok(dated(call, writableCubeOfPath(call).lastBuildTime)),
  },
  'POST /api/elasticubes/{server}/{title}/start': { needs, answer: startCube },
  'POST /api/elasticubes/{server}/{title}/stop': { needs, answer: stopCube },
  'POST /api/elasticubes/{server}/{title}/restart': { needs, answer: startCube },
  'POST /api/elasticubes/{server}/{title}/startBuild': { needs, answer: startBuild, on: 'windows' },
  'POST /api/elasticubes/{server}/{title}/stopBuild': { needs, answer: stopBuild, on: 'windows' },
} satisfies Routes;

import { ok } from '../answer.ts';
import type { Call, RouteAnswerer, Routes } from '../call.ts';
import { refuseProblem } from '../refuse.ts';
import type { DataModel } from '../world.ts';
import { exportedModel } from './export-model.ts';
import { modelOfPath } from './find-model.ts';
import { fullExport, fullImport } from './full-transfer.ts';
import { importModel } from './import-model.ts';
import { buildUnderWay } from './model-status.ts';
import { refuseBadBody } from './refuse-body.ts';

function askedModel(call: Call): DataModel {
  const datamodelId = call.query.get('datamodelId');
  if (datamodelId === null) throw refuseBadBody('datamodelId is required');
  return modelOfPath({ ...call, params: { oid: datamodelId } });
}

function checkNotBuilding({ world }: Call, { oid, title }: DataModel): void {
  if (buildUnderWay(world, oid) === undefined) return;
  throw refuseProblem({ status: 412, title: 'PreconditionFailed', detail: `ElastiCube '${title}' is building` });
}

const exportSchema: RouteAnswerer = (call) => {
  const model = askedModel(call);
  if (call.query.get('type') !== 'schema-latest') throw refuseBadBody('type must be schema-latest');
  checkNotBuilding(call, model);
  const dependencies = (call.query.get('dependenciesIdsToInclude') ?? '').split(',');
  return ok(exportedModel(call.world, { model, dependencies }));
};

const exportFull: RouteAnswerer = (call) => {
  const model = askedModel(call);
  checkNotBuilding(call, model);
  return fullExport(call, model);
};

const exportWindows: RouteAnswerer = (call) =>
  ok(exportedModel(call.world, { model: modelOfPath(call), dependencies: [] }));

export const transferRoutes = {
  'GET /api/v2/datamodel-exports/schema': {
    answer: exportSchema,
    needs: 'data-designer',
    on: 'linux',
    query: ['datamodelId', 'type', 'dependenciesIdsToInclude'],
  },
  'GET /api/v2/datamodel-exports/stream/full': {
    answer: exportFull,
    needs: 'data-designer',
    on: 'linux',
    query: ['datamodelId'],
  },
  'GET /api/v1/elasticubes/{oid}/datamodel-exports/stream/schema': {
    answer: exportWindows,
    needs: 'data-designer',
    on: 'windows',
  },
  'POST /api/v2/datamodel-imports/schema': {
    answer: importModel,
    needs: 'data-designer',
    query: ['datamodelId', 'newTitle'],
  },
  'POST /api/v2/datamodel-imports/stream/full': {
    answer: fullImport,
    needs: 'data-designer',
    on: 'linux',
    query: ['datamodelId', 'newTitle'],
  },
} satisfies Routes;

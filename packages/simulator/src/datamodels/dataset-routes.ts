import { ok } from '../answer.ts';
import { type Call, param, type Routes } from '../call.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { refuse } from '../refuse.ts';
import type { DataModel, Dataset, Table } from '../world.ts';
import { mayRead } from './find-model.ts';

interface Found {
  model: DataModel;
  dataset: Dataset;
}

/** Datasets of all models, as v1 reads them; written they are in v2 only. */
function readable(call: Call): Found[] {
  const models = [...call.world.models.values()].filter((model) => mayRead(call, model));
  return models.flatMap((model) => model.datasets.map((dataset) => ({ model, dataset })));
}

function foundBy(call: Call, isIt: (found: Found) => boolean): Found {
  const found = readable(call).find(isIt);
  if (found === undefined) throw refuse({ status: 404, code: 404, message: 'Dataset not found.' });
  return found;
}

const documentId = ({ world }: Call, oid: string): string => world.ids.objectIdOf('dataset document', oid);

function ofPath(call: Call): Found {
  const id = param(call, 'id');
  return foundBy(call, ({ dataset }) => dataset.oid === id || documentId(call, dataset.oid) === id);
}

function present(call: Call, { model, dataset }: Found): JsonObject {
  const { connection, modelingTransformations = [], ...rest } = dataset;
  const { oid = null } = objectOf(connection);
  const owner = objectOf(model.creator).id ?? model.creator;
  const parts = { elasticube: model.oid, connection: oid, 'modeling-transformations': modelingTransformations };
  return { _id: documentId(call, dataset.oid), ...rest, owner, ...parts };
}

const withDataset =
  (dataset: Dataset) =>
  (table: Table): JsonObject => ({ ...table, dataset: dataset.oid });

const needs = 'data-admin' as const;

export const datasetRoutes = {
  'GET /api/v1/datasets': {
    needs,
    query: ['fields', 'type'],
    answer: (call) => {
      const type = call.query.get('type');
      const asked = readable(call).filter(({ dataset }) => type === null || dataset.type === type);
      return ok(asked.map((found) => present(call, found)));
    },
  },
  'GET /api/v1/datasets/by_fullname/{fullname}': {
    answer: (call) =>
      ok(
        present(
          call,
          foundBy(call, ({ dataset }) => dataset.fullname === param(call, 'fullname')),
        ),
      ),
  },
  'GET /api/v1/datasets/{id}': { needs, answer: (call) => ok(present(call, ofPath(call))) },
  'GET /api/v1/datasets/{id}/tables': {
    needs,
    answer: (call) => {
      const { dataset } = ofPath(call);
      return ok(dataset.schema.tables.map(withDataset(dataset)));
    },
  },
} satisfies Routes;

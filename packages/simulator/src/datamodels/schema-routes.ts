import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { type JsonObject, textOf, without } from '../json.ts';
import { chosenFields, listed } from '../list-query.ts';
import { refuseProblem } from '../refuse.ts';
import { checkTitleFree, deleteModel, keepModel, newModel } from './add-model.ts';
import { instancesOf } from './cubes-of-server.ts';
import {
  datasetOfPath,
  editableModel,
  mayRead,
  modelNotFound,
  modelOfPath,
  modelTitled,
  tableOfPath,
} from './find-model.ts';
import { refuseBadBody } from './refuse-body.ts';
import { scheduleFrom } from './schedule.ts';
import { addRelation, patchRelation, relationOfPath } from './write-relations.ts';
import { addDataset, addTable, patchDataset, patchTable, touch } from './write-schema.ts';

const listQuery = ['title', 'fields', 'sort', 'limit', 'skip'];
const indexed = new Set(['oid', 'title', 'type']);

/** With a title one object, without one a list. */
const schema: RouteAnswerer = (call) => {
  const title = call.query.get('title');
  if (title === null) return ok(listed(call, rows(call)));
  const model = modelTitled(call.world, title);
  if (model !== undefined && mayRead(call, model)) return ok(chosenFields(model, call.query.get('fields')));
  if (call.options.unknownTitleAnswer === 'null') return ok(null);
  const detail = `ElastiCube '${title}' was not found`;
  if (call.options.unknownTitleAnswer === 'failure')
    throw refuseProblem({ status: 500, title: 'InternalServerError', detail });
  throw modelNotFound(title);
};

/** Where only what the index knows is asked for, no model is made. */
function rows(call: Call): JsonObject[] {
  const fields = (call.query.get('fields') ?? '-').split(',');
  if (call.role !== 'dataDesigner' && fields.every((field) => indexed.has(field))) {
    return [...call.world.modelIndex].map(([oid, entry]) => ({ oid, ...entry }));
  }
  return [...call.world.models.values()].filter((model) => mayRead(call, model));
}

const create: RouteAnswerer = (call) => {
  const { title, type = 'extract' } = bodyObject(call);
  if (textOf(title) === undefined || title === '') throw refuseBadBody('title is required');
  if (type !== 'extract' && type !== 'live') throw refuseBadBody('type must be extract or live');
  checkTitleFree(call, String(title));
  const model = newModel(call, { title: String(title), type });
  keepModel(call, model);
  return created(model);
};

const remove: RouteAnswerer = (call) => {
  deleteModel(call, editableModel(call).oid);
  return ok({});
};

const clone: RouteAnswerer = (call) => {
  const original = modelOfPath(call);
  const title = textOf(bodyObject(call).title) ?? `${original.title} (copy)`;
  checkTitleFree(call, title);
  const content = structuredClone(
    without(
      original,
      'oid',
      'title',
      'shares',
      'creator',
      'lastBuildTime',
      'lastSuccessfulBuildTime',
      'lastPublishTime',
    ),
  );
  const copy = { ...newModel(call, { title, type: original.type }), ...content };
  keepModel(call, copy);
  const file = call.world.modelFiles.get(original.oid);
  if (file !== undefined) call.world.modelFiles.set(copy.oid, file);
  return created(copy);
};

const schedule: RouteAnswerer = (call) => ok(modelOfPath(call).schedule ?? {});

const setSchedule: RouteAnswerer = (call) => {
  const model = editableModel(call);
  model.schedule = scheduleFrom(call, { model, body: bodyObject(call) });
  return created(model.schedule);
};

const removeSchedule: RouteAnswerer = (call) => {
  editableModel(call).schedule = null;
  return ok({});
};

const removeDataset: RouteAnswerer = (call) => {
  const model = editableModel(call);
  const dataset = datasetOfPath(model, call);
  model.datasets = model.datasets.filter((one) => one !== dataset);
  model.relations = model.relations.filter(({ columns }) => !columns.some((end) => end.dataset === dataset.oid));
  touch(call, model);
  return ok({});
};

const removeTable: RouteAnswerer = (call) => {
  const model = editableModel(call);
  const dataset = datasetOfPath(model, call);
  const table = tableOfPath(dataset, call);
  dataset.schema.tables = dataset.schema.tables.filter((one) => one !== table);
  model.relations = model.relations.filter(({ columns }) => !columns.some((end) => end.table === table.oid));
  touch(call, model);
  return ok({});
};

const removeRelation: RouteAnswerer = (call) => {
  const model = editableModel(call);
  const relation = relationOfPath(model, call);
  model.relations = model.relations.filter((one) => one !== relation);
  touch(call, model);
  return ok({});
};

const tables: RouteAnswerer = (call) => {
  const name = call.query.get('name');
  const all = datasetOfPath(modelOfPath(call), call).schema.tables;
  return ok(
    listed(
      call,
      all.filter((table) => name === null || table.name === name),
    ),
  );
};

const perspectives: RouteAnswerer = ({ world }) => ok([...world.perspectives.values()]);

const onLinux = { needs: 'data-designer', on: 'linux' } as const;
const paging = ['fields', 'sort', 'limit', 'skip'];

export const schemaRoutes = {
  'GET /api/v2/datamodels/schema': { ...onLinux, answer: schema, query: listQuery },
  'POST /api/v2/datamodels': { ...onLinux, answer: create },
  'DELETE /api/v2/datamodels/{oid}': { ...onLinux, answer: remove },
  'POST /api/v2/datamodels/{oid}/clones': { ...onLinux, answer: clone },
  'GET /api/v2/datamodels/{oid}/schema': {
    ...onLinux,
    query: ['fields'],
    answer: (call) => ok(chosenFields(modelOfPath(call), call.query.get('fields'))),
  },
  'GET /api/v2/datamodels/{oid}/instances': {
    ...onLinux,
    answer: (call) => ok(instancesOf(call, modelOfPath(call))),
  },
  'GET /api/v2/datamodels/{oid}/schedule': { ...onLinux, answer: schedule },
  'POST /api/v2/datamodels/{oid}/schedule': { ...onLinux, answer: setSchedule },
  'DELETE /api/v2/datamodels/{oid}/schedule': { ...onLinux, answer: removeSchedule },
  'GET /api/v2/datamodels/{oid}/schema/datasets': {
    ...onLinux,
    query: paging,
    answer: (call) => ok(listed(call, modelOfPath(call).datasets)),
  },
  'POST /api/v2/datamodels/{oid}/schema/datasets': {
    ...onLinux,
    answer: (call) => created(addDataset(call, editableModel(call))),
  },
  'GET /api/v2/datamodels/{oid}/schema/datasets/{dsOid}': {
    ...onLinux,
    answer: (call) => ok(datasetOfPath(modelOfPath(call), call)),
  },
  'PATCH /api/v2/datamodels/{oid}/schema/datasets/{dsOid}': {
    ...onLinux,
    answer: (call) => ok(patchDataset(call, editableModel(call))),
  },
  'DELETE /api/v2/datamodels/{oid}/schema/datasets/{dsOid}': { ...onLinux, answer: removeDataset },
  'GET /api/v2/datamodels/{oid}/schema/datasets/{dsOid}/tables': {
    ...onLinux,
    answer: tables,
    query: ['name', ...paging],
  },
  'POST /api/v2/datamodels/{oid}/schema/datasets/{dsOid}/tables': {
    ...onLinux,
    answer: (call) => created(addTable(call, editableModel(call))),
  },
  'GET /api/v2/datamodels/{oid}/schema/datasets/{dsOid}/tables/{tOid}': {
    ...onLinux,
    answer: (call) => ok(tableOfPath(datasetOfPath(modelOfPath(call), call), call)),
  },
  'PATCH /api/v2/datamodels/{oid}/schema/datasets/{dsOid}/tables/{tOid}': {
    ...onLinux,
    answer: (call) => ok(patchTable(call, editableModel(call))),
  },
  'DELETE /api/v2/datamodels/{oid}/schema/datasets/{dsOid}/tables/{tOid}': { ...onLinux, answer: removeTable },
  'GET /api/v2/datamodels/{oid}/schema/relations': {
    ...onLinux,
    query: paging,
    answer: (call) => ok(listed(call, modelOfPath(call).relations)),
  },
  'POST /api/v2/datamodels/{oid}/schema/relations': {
    ...onLinux,
    answer: (call) => created(addRelation(call, editableModel(call))),
  },
  'GET /api/v2/datamodels/{oid}/schema/relations/{rOid}': {
    ...onLinux,
    answer: (call) => ok(relationOfPath(modelOfPath(call), call)),
  },
  'PATCH /api/v2/datamodels/{oid}/schema/relations/{rOid}': {
    ...onLinux,
    answer: (call) => ok(patchRelation(call, editableModel(call))),
  },
  'DELETE /api/v2/datamodels/{oid}/schema/relations/{rOid}': { ...onLinux, answer: removeRelation },
  'GET /api/v2/perspectives': { ...onLinux, answer: perspectives },
  'DELETE /api/v2/perspectives/{oid}': {
    ...onLinux,
    answer: (call) => {
      const oid = param(call, 'oid');
      if (!call.world.perspectives.delete(oid))
        throw refuseProblem({
          status: 404,
          title: 'PerspectiveNotFound',
          detail: `Perspective '${oid}' was not found`,
        });
      return noContent();
    },
  },
} satisfies Routes;

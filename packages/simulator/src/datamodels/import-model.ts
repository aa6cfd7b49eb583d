import { bodyObject, type Call, type RouteAnswerer } from '../call.ts';
import { decrypted } from '../encryption/cipher.ts';
import { isUuid } from '../ids.ts';
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { refuseAccess } from '../refuse.ts';
import type { Column, DataModel, Dataset, Relation, Table } from '../world.ts';
import { columnDefaults, datasetConnection } from '../worlds/build-model.ts';
import { checkTitleFree, keepModel, newModel } from './add-model.ts';
import { checkUuid, mayWrite, modelNotFound } from './find-model.ts';
import { importDependencies } from './import-dependencies.ts';
import { refuseBadBody } from './refuse-body.ts';

/** Overwrites with `datamodelId` (which keeps its title), copies with `newTitle`, else makes it with its own id when that is free. */
export const importModel: RouteAnswerer = (call) => {
  const content = bodyObject(call);
  checkContent(content);
  const datamodelId = call.query.get('datamodelId');
  const model = datamodelId === null ? made(call, content) : overwritten(call, { content, oid: datamodelId });
  keepModel(call, model);
  importDependencies(call, { model, dependencies: objectOf(content.dependencies) });
  return { status: call.options.modelImportStatus, json: model };
};

function checkContent({ title, type, datasets }: JsonObject): void {
  if (textOf(title) === undefined) throw refuseBadBody('title is required');
  if (!['extract', 'live'].includes(String(type).toLowerCase())) throw refuseBadBody('type must be extract or live');
  if (!Array.isArray(datasets)) throw refuseBadBody('datasets is required');
}

function made(call: Call, content: JsonObject): DataModel {
  const newTitle = call.query.get('newTitle');
  const title = newTitle ?? String(content.title);
  checkTitleFree(call, title);
  const own = textOf(content.oid) ?? '';
  const keepsId = newTitle === null && isUuid(own) && !call.world.models.has(own);
  const type = String(content.type).toLowerCase() === 'live' ? 'live' : 'extract';
  return { ...newModel(call, { title, type, ...(keepsId ? { oid: own } : {}) }), ...schemaFrom(call, content) };
}

function overwritten(call: Call, of: { content: JsonObject; oid: string }): DataModel {
  checkUuid(of.oid, 'datamodelId');
  const model = call.world.models.edit(of.oid);
  if (model === undefined) throw modelNotFound(of.oid);
  if (!mayWrite(call, model)) throw refuseAccess();
  return { ...model, ...schemaFrom(call, of.content), lastUpdated: call.world.clock.stamp() };
}

const notFromTheFile = [
  '_id',
  'oid',
  'title',
  'type',
  'shares',
  'creator',
  'tenant',
  'lastBuildTime',
  'lastPublishTime',
  'schedule',
];

function schemaFrom(call: Call, content: JsonObject): JsonObject & Pick<DataModel, 'datasets' | 'relations'> {
  const rest = Object.fromEntries(Object.entries(content).filter(([key]) => !notFromTheFile.includes(key)));
  const datasets = objectsOf(content.datasets).map((dataset) => datasetFrom(call, dataset));
  return { ...rest, datasets, relations: objectsOf(content.relations).map((relation) => relationFrom(call, relation)) };
}

function datasetFrom(call: Call, dataset: JsonObject): Dataset {
  const { world } = call;
  return {
    ...dataset,
    oid: textOf(dataset.oid) ?? world.ids.uuid(),
    type: String(dataset.type ?? 'extract').toLowerCase(),
    name: textOf(dataset.name) ?? '',
    connection: isObject(dataset.connection) ? importedConnection(call, dataset.connection) : null,
    schema: {
      ...objectOf(dataset.schema),
      tables: objectsOf(objectOf(dataset.schema).tables).map((table) => tableFrom(call, table)),
    },
  };
}

/** A connection that this deployment has is that one; otherwise it is what can be read out of the file. */
function importedConnection({ world }: Call, connection: JsonObject): JsonObject {
  const known = world.connections.get(String(connection.oid ?? ''));
  if (known !== undefined) return datasetConnection(known) ?? {};
  return { ...connection, parameters: opened(connection.parameters) };
}

function opened(parameters: unknown): unknown {
  if (typeof parameters !== 'string' || parameters === '') return parameters;
  try {
    const wrapped: unknown = JSON.parse(Buffer.from(parameters, 'base64').toString('utf8'));
    const { ciphertext } = objectOf(objectOf(wrapped).encryptedData);
    const plain = typeof ciphertext === 'string' ? decrypted(ciphertext) : undefined;
    return plain === undefined ? parameters : JSON.parse(plain);
  } catch {
    return parameters;
  }
}

function tableFrom({ world }: Call, table: JsonObject): Table {
  const name = textOf(table.name) ?? textOf(table.id) ?? '';
  return {
    ...table,
    oid: textOf(table.oid) ?? world.ids.uuid(),
    id: textOf(table.id) ?? name,
    name,
    type: textOf(table.type) ?? 'base',
    columns: objectsOf(table.columns).map((column) => columnFrom(world.ids.uuid, column)),
  };
}

function columnFrom(newId: () => string, column: JsonObject): Column {
  const name = textOf(column.name) ?? textOf(column.id) ?? '';
  const type = typeof column.type === 'number' ? column.type : 18;
  return {
    ...columnDefaults,
    ...column,
    oid: textOf(column.oid) ?? newId(),
    id: textOf(column.id) ?? name,
    name,
    type,
  };
}

function relationFrom({ world }: Call, relation: JsonObject): Relation {
  const columns = objectsOf(relation.columns).map((end) => ({
    ...end,
    dataset: String(end.dataset),
    table: String(end.table),
    column: String(end.column),
  }));
  return { ...relation, oid: textOf(relation.oid) ?? world.ids.uuid(), columns };
}

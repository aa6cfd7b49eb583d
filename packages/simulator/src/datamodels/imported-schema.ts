import type { Call } from '../call.ts';
import { decrypted } from '../encryption/cipher.ts';
import { isObject, type JsonObject, objectOf, objectsOf, textOf, without } from '../json.ts';
import type { Column, DataModel, Dataset, Relation, Table } from '../world.ts';
import { columnDefaults, datasetConnection, datasetDefaults, tableDefaults } from '../worlds/build-model.ts';
import { changedColumns } from './column-changes.ts';
import { tableWithoutFileOnly, withoutFileOnly } from './file-only.ts';
import { relationsTablesOf } from './relations-tables.ts';

const notFromTheFile = [
  ...['oid', 'title', 'type', 'server', 'serverId', 'shares', 'creator', 'tenant', 'revision', 'schedule'],
  ...['lastBuildTime', 'lastSuccessfulBuildTime', 'lastBuildTimeFromNextECM', 'lastPublishTime', 'lastUpdated'],
];

/** The schema of a file as a schema read shows it: with all that this deployment itself says of datasets, tables and columns. */
export function importedSchema(
  call: Call,
  content: JsonObject,
): JsonObject & Pick<DataModel, 'datasets' | 'relations'> {
  const rest = without(withoutFileOnly(content), ...notFromTheFile);
  const datasets = objectsOf(content.datasets).map((dataset) => datasetFrom(call, dataset));
  const relations = objectsOf(content.relations).map((relation) => relationFrom(call, relation));
  const known = objectsOf(content.relationsTables);
  return { ...rest, datasets, relations, relationsTables: relationsTablesOf(relations, known) };
}

function datasetFrom(call: Call, dataset: JsonObject): Dataset {
  const { world } = call;
  const name = textOf(dataset.name) ?? '';
  const tables = objectsOf(objectOf(dataset.schema).tables).map((table) => tableFrom(call, table));
  return {
    ...datasetDefaults(),
    fullname: name,
    ...dataset,
    oid: textOf(dataset.oid) ?? world.ids.uuid(),
    type: String(dataset.type ?? 'extract').toLowerCase(),
    name,
    lastUpdated: world.clock.stamp(),
    connection: isObject(dataset.connection) ? importedConnection(call, dataset.connection) : null,
    schema: { ...objectOf(dataset.schema), tables },
  };
}

const ofTheConnection = ['oid', 'id', 'name', 'description', 'provider', 'parameters', 'supportedModelTypes'];

/** A connection that this deployment has is that one, with what the dataset adds; otherwise it is what the file says. */
function importedConnection({ world, user }: Call, connection: JsonObject): JsonObject {
  const known = world.connections.get(String(connection.oid ?? ''));
  if (known !== undefined) {
    const added = Object.entries(without(connection, ...ofTheConnection)).filter(([, value]) => value !== null);
    return { ...datasetConnection(known), ...Object.fromEntries(added) };
  }
  const fresh = {
    ...{ oid: world.ids.uuid(), owner: null, schema: null, enabled: true, created: null, description: '', name: '' },
    ...{ lastModified: world.clock.stamp().replace('Z', '+00:00'), supportedModelTypes: ['LIVE', 'EXTRACT'] },
    ...{ ownerId: user._id, createdByUser: false },
  };
  return datasetConnection({ ...fresh, ...connection, parameters: opened(connection.parameters) }) ?? {};
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

function tableFrom(call: Call, table: JsonObject): Table {
  const { ids, clock } = call.world;
  const name = textOf(table.name) ?? textOf(table.id) ?? '';
  const stamp = clock.stamp();
  return {
    ...tableDefaults,
    vTag: ids.uuid(),
    createdAt: stamp,
    lastUpdated: stamp,
    ...tableWithoutFileOnly(table),
    oid: textOf(table.oid) ?? ids.uuid(),
    id: textOf(table.id) ?? name,
    name,
    type: textOf(table.type) ?? 'base',
    columns: changedColumns(table).map((column) => columnFrom(call, column)),
  };
}

function columnFrom({ world }: Call, column: JsonObject): Column {
  const name = textOf(column.name) ?? textOf(column.id) ?? '';
  return {
    ...columnDefaults,
    lastUpdated: world.clock.stamp(),
    ...column,
    oid: textOf(column.oid) ?? world.ids.uuid(),
    id: textOf(column.id) ?? name,
    name,
    type: typeof column.type === 'number' ? column.type : 18,
  };
}

function relationFrom({ world }: Call, relation: JsonObject): Relation {
  const columns = objectsOf(relation.columns).map((end) => ({
    isDropped: null,
    ...end,
    dataset: String(end.dataset),
    table: String(end.table),
    column: String(end.column),
  }));
  return { type: null, ...relation, oid: textOf(relation.oid) ?? world.ids.uuid(), columns };
}

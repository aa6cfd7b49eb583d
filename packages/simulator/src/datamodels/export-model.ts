import { encrypted } from '../encryption/cipher.ts';
import { isObject, type JsonObject, without } from '../json.ts';
import type { DataModel, Dataset, ModelFile, Table, World } from '../world.ts';
import { unchangedColumns } from './column-changes.ts';

const modelOnlyHere = [
  ...['shares', 'creator', 'tenant', 'serverId', 'revision', 'lastBuildTime', 'lastSuccessfulBuildTime'],
  ...[
    'lastBuildTimeFromNextECM',
    'modelingTransformations',
    'lastPublishTime',
    'lastUpdated',
    'schedule',
    'aiAccessController',
    'relationsTables',
  ],
];
const datasetOnlyHere = ['lastUpdated', 'shares', 'schedule'];
const tableOnlyHere = ['aiGeneratedDescription', 'lastUpdated', 'createdAt'];
const columnOnlyHere = ['aiGeneratedDescription', 'lastUpdated'];
/** Left out where they say nothing. */
const tableOptional = ['expression', 'description', 'tags'];
const columnOptional = ['expression', 'import', 'isCustom'];
const connectionOnlyHere = [
  ...['owner', 'ownerId', 'enabled', 'created', 'lastModified', 'createdByUser', 'connectionPermissions'],
];
const connectionOptional = ['protectedParameters', 'uiParams'];
export const dependencyKinds = [
  ...['dataContext', 'scopeConfiguration', 'formulaManagement', 'drillHierarchies', 'perspectives'],
];

/** A model as a `.smodel` holds it: without what belongs to this deployment, its secrets encrypted. */
export function exportedModel(world: World, of: { model: DataModel; dependencies: readonly string[] }): JsonObject {
  const { model } = of;
  const file = world.modelFiles.get(model.oid);
  const dependencies = isObject(file?.model.dependencies) ? file.model.dependencies : {};
  return {
    _id: world.ids.objectIdOf('model document', model.oid),
    buildDestination: { destination: 'ECCloud', database: null, schema: null },
    modelStatistics: { enableModelStatistics: true, allTablesPerCollection: null, maxTablesPerCollection: 10 },
    fiscal: 'system',
    modelsLayouts: { nodesPositions: [] },
    ...file?.model,
    ...without(model, ...modelOnlyHere),
    ...exportedRelationsTables(model, file),
    datasets: model.datasets.map((dataset) => exportedDataset(dataset, file)),
    dependencies: { ...dependencies, ...dependenciesOf(world, of) },
  };
}

/** Some versions write them into the file, not always all of them. */
function exportedRelationsTables(model: DataModel, file: ModelFile | undefined): JsonObject {
  const known = file?.model.relationsTables;
  if (!Array.isArray(known)) return {};
  return { relationsTables: known.length === 0 ? [] : model.relationsTables };
}

function exportedDataset(dataset: Dataset, file: ModelFile | undefined): JsonObject {
  return {
    ...without(dataset, ...datasetOnlyHere),
    connection: dataset.connection === null ? null : exportedConnection(dataset.connection),
    schema: { ...dataset.schema, tables: dataset.schema.tables.map((table) => exportedTable(table, file)) },
  };
}

function exportedConnection(connection: JsonObject): JsonObject {
  const kept = withoutNulls(without(connection, ...connectionOnlyHere), connectionOptional);
  return { ...kept, parameters: sealed(connection.parameters) };
}

/** What another installation sealed goes out as it came in, and where there is nothing there is nothing to seal. */
function sealed(parameters: unknown): unknown {
  if (!isObject(parameters) || Object.keys(parameters).length === 0) return parameters;
  const ciphertext = encrypted(JSON.stringify(parameters));
  return Buffer.from(JSON.stringify({ encryptedData: { ciphertext } })).toString('base64');
}

function exportedTable(table: Table, file: ModelFile | undefined): JsonObject {
  const { columns, ...changes } = unchangedColumns(table, file?.tables.get(table.oid));
  return {
    ...changes,
    ...withoutNulls(without(table, ...tableOnlyHere), tableOptional),
    columns: columns.map((column) => withoutNulls(without(column, ...columnOnlyHere), columnOptional)),
  };
}

function withoutNulls(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => value !== null || !keys.includes(key)));
}

function dependenciesOf(world: World, of: { model: DataModel; dependencies: readonly string[] }): JsonObject {
  const { model } = of;
  const own = (items: Iterable<JsonObject>) =>
    [...items].filter((item) => item.datamodelId === model.oid || item.datamodelOid === model.oid);
  const rules = own(world.securityRules.values()).map((rule) => without(rule, '_id', 'datamodelId'));
  const formulas = [...world.formulas.values()].filter(
    ({ datasource }) => isObject(datasource) && datasource.title === model.title,
  );
  const all: JsonObject = {
    dataContext: rules,
    scopeConfiguration: own(world.scopes.values()).map((scope) => without(scope, 'datamodelId', '_id', 'cubeId')),
    formulaManagement: formulas,
    drillHierarchies: own(world.hierarchies.values()),
    perspectives: own(world.perspectives.values()),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => of.dependencies.includes(name)));
}

/** The tables of a model with where they lie. */
export function tablesOf(model: DataModel): { dataset: Dataset; table: Table }[] {
  return model.datasets.flatMap((dataset) => dataset.schema.tables.map((table) => ({ dataset, table })));
}

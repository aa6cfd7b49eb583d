import { type ModelSpec, type TableSpec, typeCodeOf, valueSpecOf } from '../content/model-spec.ts';
import { relationsTablesOf } from '../datamodels/relations-tables.ts';
import type { Ids } from '../ids.ts';
import { firstOf } from '../iterate.ts';
import type { JsonObject } from '../json.ts';
import type { Column, DataModel, Dataset, Table, World } from '../world.ts';
import { tenantOf } from '../world.ts';
import { daysBefore } from './add-people.ts';
import { isThere, partiesIn, partyNamed } from './parties.ts';

interface ModelPlan {
  spec: ModelSpec;
  /** Those that stay the same where the same model is copied to another deployment. */
  ids: Ids;
}

const aMonthAgo = daysBefore(30);
const lastYear = daysBefore(320);
const sizes: Record<number, number> = { 8: 4, 40: 8, 4: 8, 2: 1, 18: 255 };

/** A model in the full form of a schema read. */
export function buildModel(world: World, { spec, ids }: ModelPlan): DataModel {
  const { title, type } = spec;
  const plainTables = spec.tables.filter(({ custom }) => custom === undefined);
  const customTables = spec.tables.filter(({ custom }) => custom !== undefined);
  const datasets = [dataset(world, { spec, ids, tables: plainTables, isCustom: false })];
  if (customTables.length > 0) datasets.push(dataset(world, { spec, ids, tables: customTables, isCustom: true }));
  const relations = spec.relations.map((words) => relation(words, { spec, ids, datasets }));
  const creator = firstOf(world.users.values(), ({ userName }) => userName === spec.creator);
  const built =
    spec.lastBuild === 'never' ? null : daysBefore(spec.lastBuild === 'failed' ? 2 : 0.6 + title.length / 20);
  const cubeBuilt = type === 'extract' ? built : null;
  return {
    oid: ids.uuidOf('model', title),
    title,
    server: 'LocalHost',
    serverId: world.ids.uuidOf('server'),
    shares: sharesOf(world, spec),
    revision: null,
    lastBuildTime: cubeBuilt,
    lastSuccessfulBuildTime: cubeBuilt,
    lastBuildTimeFromNextECM: null,
    lastPublishTime: type === 'live' ? built : null,
    lastUpdated: daysBefore(3 + title.length / 4),
    datasets,
    modelingTransformations: [],
    relations,
    relationsTables: relationsTablesOf(relations),
    schedule: scheduleOf(spec),
    creator: creator === undefined ? null : creatorOf(creator),
    type,
    relationType: type === 'live' ? 'direct' : 'regular',
    tenant: tenantTag(world),
    ...modelDefaults(),
  };
}

export function tenantTag(world: World): JsonObject {
  const { _id, name, default: isDefault, systemManagement } = tenantOf(world);
  return { _id, name, default: isDefault, systemManagement };
}

export const modelDefaults = (): JsonObject => ({
  aiAccessController: {
    availableForAnalyticsAssistant: true,
    availableForStudioAssistant: true,
    availableForSemanticEnrichment: true,
  },
  analyticalEngine: { queryAeMode: 'AE_ONLY', customTranslationMode: null, generateDependenciesMode: null },
});

export function creatorOf(user: JsonObject): JsonObject {
  const { _id, userName, email, firstName, lastName, active, roleId, created, lastLogin, lastUpdated } = user;
  return {
    id: _id,
    userName,
    email,
    firstName,
    lastName,
    active,
    roleId,
    created,
    lastLogin,
    lastUpdated,
    encryptionSHA: null,
    prefrences: null,
  };
}

function sharesOf(world: World, spec: ModelSpec): DataModel['shares'] {
  return partiesIn(world, spec.shares).map(({ id, type, word }) => ({ partyId: id, type, permission: word }));
}

function dataset(world: World, of: { spec: ModelSpec; ids: Ids; tables: TableSpec[]; isCustom: boolean }): Dataset {
  const { spec, ids, tables, isCustom } = of;
  const oid = ids.uuidOf('dataset', spec.title, String(isCustom));
  const connection = world.connections.get(world.ids.uuidOf('connection', spec.connection));
  return {
    ...datasetDefaults(),
    oid,
    type: isCustom ? 'custom' : spec.type,
    name: isCustom ? 'CustomTables' : spec.schema,
    fullname: isCustom ? 'CustomTables' : `${spec.connection}:${spec.schema}`,
    database: isCustom ? null : spec.database,
    schemaName: isCustom ? null : spec.schema,
    lastUpdated: daysBefore(4),
    connection: isCustom ? null : datasetConnection(connection ?? null),
    schema: { tables: tables.map((table) => buildTable(world, { spec, table, ids })) },
  };
}

export const datasetDefaults = (): JsonObject => ({
  database: null,
  schemaName: null,
  modelingTransformations: [],
  schedule: { type: null, lastExecution: null, day: null, days: null, hour: null, minute: null, second: null },
  shares: [],
  liveQuerySettings: null,
});

/** As a model carries its connection: the same, in its own wrapping. */
export function datasetConnection(connection: JsonObject | null): JsonObject | null {
  if (connection === null) return null;
  const extra = { id: null, fileName: null, protectedParameters: null, uiParams: null, globalTableConfigOptions: null };
  return { ...extra, ...connection, connectionPermissions: null };
}

interface TablePlan {
  spec: { title: string };
  table: TableSpec;
  ids: Ids;
}

function expressionOf({ spec, table, ids }: TablePlan): JsonObject | null {
  if (table.custom === undefined) return null;
  return { oid: ids.uuidOf('expression', spec.title, table.name), expression: table.custom, lastUpdated: aMonthAgo };
}

function behaviourFor(growsBy: Column | undefined): JsonObject {
  if (growsBy === undefined) return { type: 'sync', accumulativeConfig: null };
  const accumulativeConfig = { column: growsBy.oid, type: 'lastStored', lastDays: null, keepOnlyDays: null };
  return { type: 'accumulativeSync', accumulativeConfig };
}

function buildTable(world: World, of: TablePlan): Table {
  const { spec, table, ids } = of;
  const oid = ids.uuidOf('table', spec.title, table.name);
  const columns = Object.entries(table.columns).map(([name, words]) =>
    buildColumn(world, { name, words, oid: ids.uuidOf('column', spec.title, table.name, name) }),
  );
  world.rowCounts.set(oid, table.rows);
  return {
    ...tableDefaults,
    oid,
    id: table.name,
    name: table.name,
    type: table.custom === undefined ? 'base' : 'custom',
    expression: expressionOf(of),
    columns,
    buildBehavior: behaviourFor(columns.find(({ name }) => name === table.accumulateBy)),
    lastUpdated: aMonthAgo,
    hidden: table.hidden === true,
    vTag: ids.uuidOf('tag', spec.title, table.name),
    configOptions:
      table.importQuery === undefined
        ? table.custom === undefined
          ? { Table: table.name }
          : null
        : { importQuery: table.importQuery },
    createdAt: lastYear,
  };
}

export const tableDefaults = {
  displayName: null,
  type: 'base',
  expression: null,
  hidden: false,
  description: null,
  tags: null,
  buildBehavior: { type: 'sync', accumulativeConfig: null },
  configOptions: null,
  aiGeneratedDescription: null,
  isMaterialized: false,
  schemaName: null,
};

function buildColumn(world: World, of: { name: string; words: string; oid: string }): Column {
  const values = valueSpecOf(of.words);
  const type = typeCodeOf(values);
  world.columnValues.set(of.oid, values);
  return {
    ...columnDefaults,
    oid: of.oid,
    id: of.name,
    name: of.name,
    type,
    size: sizes[type] ?? 0,
    lastUpdated: aMonthAgo,
  };
}

export const columnDefaults = {
  displayName: null,
  size: 0,
  precision: 0,
  scale: 0,
  hidden: false,
  indexed: true,
  isUpsertBy: false,
  description: null,
  expression: null,
  import: null,
  isCustom: null,
  semanticIndex: null,
  aiGeneratedDescription: null,
};

function relation(
  words: string,
  of: { spec: ModelSpec; ids: Ids; datasets: Dataset[] },
): DataModel['relations'][number] {
  const columns = words.split(' = ').map((path) => relationEnd(path, of.datasets));
  return { oid: of.ids.uuidOf('relation', of.spec.title, words), columns, type: null };
}

function relationEnd(path: string, datasets: Dataset[]) {
  const at = path.indexOf('.');
  for (const dataset of datasets) {
    const table = dataset.schema.tables.find(({ name }) => name === path.slice(0, at));
    const column = table?.columns.find(({ name }) => name === path.slice(at + 1));
    if (table !== undefined && column !== undefined)
      return { dataset: dataset.oid, table: table.oid, column: column.oid, isDropped: null };
  }
  throw new Error(`There is no column ${path}.`);
}

function scheduleOf({ schedule }: ModelSpec): JsonObject | null {
  if (schedule === undefined) return null;
  if (schedule === 'hourly')
    return { scheduleType: 'Interval', buildType: 'ACCUMULATE', intervalSeconds: 3600, active: true };
  const daysOfWeek = schedule === 'weekly' ? ['MON'] : ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  const cronString = `0 30 3 * * ${schedule === 'weekly' ? '1' : '*'}`;
  return { scheduleType: 'DaysOfWeek', buildType: 'FULL', daysOfWeek, hour: 3, minute: 30, cronString, active: true };
}

/** Rules of who sees which rows. */
export function addRules(world: World, { spec, ids }: ModelPlan): void {
  const oid = ids.uuidOf('model', spec.title);
  for (const [at, rule] of (spec.rules ?? []).entries()) {
    const dot = rule.column.indexOf('.');
    const [table, column] = [rule.column.slice(0, dot), rule.column.slice(dot + 1)];
    const named = rule.parties.split(' ').filter((who) => who === 'default' || isThere(world, who));
    const shares = named.map((who) => (who === 'default' ? { type: 'default' } : ruleShare(world, who)));
    if (shares.length === 0) continue;
    const _id = world.ids.objectIdOf('rule', spec.title, String(at));
    world.securityRules.set(_id, {
      ...ruleFields(spec),
      _id,
      datamodelId: oid,
      table,
      column,
      datatype: 'text',
      members: rule.members,
      exclusionary: rule.exclusionary === true,
      allMembers: rule.all === true ? true : null,
      shares,
    });
  }
}

const ruleShare = (world: World, who: string): JsonObject => {
  const { id, type } = partyNamed(world, who);
  return { party: id, type };
};

export function ruleFields({ title, type }: { title: string; type: 'extract' | 'live' }): JsonObject {
  return type === 'live'
    ? { server: 'LocalHost', elasticube: title, live: true, fullname: `live:${title}` }
    : { server: 'LocalHost', elasticube: title, live: false, fullname: `LocalHost/${title}` };
}

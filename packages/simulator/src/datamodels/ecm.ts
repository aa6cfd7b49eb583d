import { ok } from '../answer.ts';
import { addBuild } from '../builds/add-build.ts';
import { bodyObject, type Call, type RouteAnswerer } from '../call.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { fractionOf } from '../random.ts';
import type { DataModel, World } from '../world.ts';
import { deleteModel } from './add-model.ts';
import { mayRead, mayWrite, modelTitled } from './find-model.ts';
import { statusOf } from './model-status.ts';
import { nextBuildTime } from './schedule.ts';
import { type Selection, selectionOf } from './selection.ts';

/** `POST /api/v2/ecm/`: the GraphQL operations that clients use. What fails is told with HTTP 200. */
export const ecm: RouteAnswerer = (call) => {
  const { query, variables, operationName } = bodyObject(call);
  const selection = selectionOf({
    query: textOf(query) ?? '',
    variables: objectOf(variables),
    operationName: textOf(operationName),
  });
  if (selection === undefined) return failed('Syntax Error: Expected a selection.');
  const data: JsonObject = {};
  for (const field of selection) {
    try {
      data[field.alias] = resolved(call, field);
    } catch (error) {
      return failed(error instanceof Error ? error.message : 'The operation failed.');
    }
  }
  return ok({ data });
};

function resolved(call: Call, { name, args, fields }: Selection): unknown {
  const resolve = Object.hasOwn(resolvers, name) ? resolvers[name] : undefined;
  if (resolve === undefined) throw new Error(`Cannot query field "${name}".`);
  const value = resolve(call, args);
  const [one] = Array.isArray(value) ? value : [value];
  if (fields === undefined && typeof one === 'object' && one !== null)
    throw new Error(`Field "${name}" must have a selection of subfields.`);
  return chosen(value, fields);
}

const failed = (message: string) =>
  ok({ data: null, errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });

type Resolve = (call: Call, args: JsonObject) => unknown;

const resolvers: Record<string, Resolve> = {
  elasticubesMetadata: (call) =>
    [...call.world.models.values()].filter((model) => mayRead(call, model)).map((model) => metadata(call.world, model)),
  elasticubeByTitle: (call, { title }) => {
    const model = modelTitled(call.world, textOf(title) ?? '');
    return model !== undefined && mayRead(call, model) ? metadata(call.world, model) : null;
  },
  elasticubeExists: (call, { title }) => modelTitled(call.world, textOf(title) ?? '') !== undefined,
  removeElasticube: (call, { title }) => {
    deleteModel(call, writable(call, modelTitled(call.world, textOf(title) ?? '')).oid);
    return true;
  },
  publishElasticube: (call, { elasticubeOid }) => {
    const model = writable(call, call.world.models.get(textOf(elasticubeOid) ?? ''));
    addBuild(call, { model, body: { buildType: 'publish' } });
    return true;
  },
  getRecentBuildLogs: (call, { elasticubeOid }) => logsOf(call.world, textOf(elasticubeOid) ?? ''),
};

function writable(call: Call, model: DataModel | undefined): DataModel {
  if (model === undefined) throw new Error('ElasticubeNotFound');
  if (!mayWrite(call, model)) throw new Error('Forbidden');
  return model;
}

export function sizeInMb(world: World, model: DataModel): number {
  const rows = model.datasets
    .flatMap(({ schema }) => schema.tables)
    .reduce((sum, { oid }) => sum + (world.rowCounts.get(oid) ?? 0), 0);
  return model.type === 'live' ? 0 : rows * 0.0021 + fractionOf(model.oid);
}

function metadata(world: World, model: DataModel): JsonObject {
  const builds = [...world.builds.values()].filter(({ datamodelId }) => datamodelId === model.oid);
  return {
    ...model,
    __typename: 'ElasticubeMetadata',
    type: model.type.toUpperCase(),
    status: [statusOf(world, model)],
    sizeInMb: sizeInMb(world, model),
    hasDatasets: model.datasets.length > 0,
    provider:
      model.datasets.map(({ connection }) => connection?.provider).find((provider) => provider !== undefined) ?? null,
    lastBuildStatus: builds.at(-1)?.status ?? null,
    nextBuildTime: nextBuildTime(model, world.clock.now()),
    hasPendingChanges: String(model.lastUpdated ?? '') > String(model.lastBuildTime ?? model.lastPublishTime ?? ''),
    importTime: null,
    hasDatasetsWithoutConnectionParameters: model.datasets.some(
      ({ type, connection }) => type !== 'custom' && !connection?.parameters,
    ),
    buildDestination: { destination: 'LOCAL', database: null, schema: null },
    shares: model.shares.map((share) => ({ ...share, ...partyOf(world, share.partyId) })),
  };
}

function partyOf(world: World, id: string): JsonObject {
  const user = world.users.get(id);
  if (user !== undefined) return { email: user.email, firstName: user.firstName, lastName: user.lastName };
  return { name: world.groups.get(id)?.name ?? null };
}

function logsOf(world: World, oid: string): JsonObject[] {
  const builds = [...world.builds.values()].filter(({ datamodelId }) => datamodelId === oid);
  return builds.map((build, at) => {
    const said = build.reason ?? `Build ${String(build.status)}`;
    const timestamp = build.completed ?? build.created;
    return {
      elasticubeOid: oid,
      timestamp,
      serverTime: timestamp,
      verbosity: build.status === 'failed' ? 'Error' : 'Info',
      content: said,
      message: said,
      type: 'buildFlow',
      typeValue: { title: said, description: said, message: said, __typename: 'BuildLogGeneralInfoTypeValue' },
      serverId: 'LocalHost',
      serverName: 'localhost',
      cubeId: build.datamodelTitle,
      trackId: build.oid,
      sessionId: build.oid,
      buildSeq: at + 1,
      __typename: 'BuildLogEntry',
    };
  });
}

/** Only what the query selects, as GraphQL does. */
function chosen(value: unknown, fields: Selection[] | undefined): unknown {
  if (fields === undefined || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => chosen(one, fields));
  const from = objectOf(value);
  return Object.fromEntries(
    fields.map((field) => [
      field.alias,
      chosen((Object.hasOwn(from, field.name) ? from[field.name] : null) ?? null, field.fields),
    ]),
  );
}

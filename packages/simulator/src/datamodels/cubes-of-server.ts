import { ok } from '../answer.ts';
import { type Call, param, type RouteAnswerer } from '../call.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { type JsonObject, listOf, objectOf, objectsOf } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';
import type { DataModel, World } from '../world.ts';
import { sizeInMb } from './ecm.ts';
import { cubeNotFound, mayRead } from './find-model.ts';
import { statusNumber, statusOf } from './model-status.ts';
import { nextBuildTime } from './schedule.ts';

const readable = (call: Call): DataModel[] => [...call.world.models.values()].filter((model) => mayRead(call, model));
const extracts = (call: Call): DataModel[] => readable(call).filter(({ type }) => type === 'extract');

/** v0.9: `/Date(ms)/` on Windows. */
export function dated({ options }: Call, stamp: unknown): unknown {
  if (typeof stamp !== 'string') return null;
  return options.os === 'windows' ? `/Date(${Date.parse(stamp)})/` : stamp;
}

/** v0.9: a cube as its server has it. On Windows a cube that was never built has no date of a build. */
export function serverRow(call: Call, model: DataModel): JsonObject {
  const { world, options } = call;
  const shares = model.shares.map((share) => ({ ...share, belongsToEveryoneGroup: isEveryone(world, share.partyId) }));
  const lastBuiltUtc = dated(call, model.lastBuildTime);
  return {
    _id: world.ids.objectIdOf('model document', model.oid),
    title: model.title,
    databaseName: datasourceOf(world, model).database,
    createdUtc: dated(call, model.lastUpdated),
    ...(lastBuiltUtc === null && options.os === 'windows' ? {} : { lastBuiltUtc }),
    status: statusNumber(statusOf(world, model)),
    sizeInMb: sizeInMb(world, model),
    shares,
    permissionsSummary: summaries.indexOf(summaryOf(shares)),
    error: null,
  };
}

/** In the order of Sisense's own words for it; a cube has the number, a server of Linux the word. */
const summaries = ['NONE', 'ADMIN_ONLY', 'EVERYBODY', 'RESTRICTED'];

function summaryOf(shares: JsonObject[]): string {
  if (shares.length === 0) return 'ADMIN_ONLY';
  return shares.some(({ belongsToEveryoneGroup }) => belongsToEveryoneGroup === true) ? 'EVERYBODY' : 'RESTRICTED';
}

const isEveryone = (world: World, partyId: unknown): boolean => world.groups.get(String(partyId))?.everyone === true;

/** Part of a title, a page, and the way around. */
function pageOf({ query }: Call, models: DataModel[]): DataModel[] {
  const wanted = (query.get('q') ?? '').toLowerCase();
  const found = models.filter(({ title }) => title.toLowerCase().includes(wanted));
  const ordered = query.get('direction')?.toLowerCase() === 'desc' ? found.toReversed() : found;
  const offset = Number(query.get('offset') ?? 0);
  const count = Number(query.get('count') ?? Number.POSITIVE_INFINITY);
  return ordered.slice(offset, offset + count);
}

export const cubesOnServer: RouteAnswerer = (call) =>
  ok(pageOf(call, extracts(call)).map((model) => serverRow(call, model)));

/** The one server that there is. */
const serverOf = (call: Call): JsonObject => {
  const defaults = defaultPermissions(call.world);
  const shares = defaults.map((share) => ({ ...share, belongsToEveryoneGroup: isEveryone(call.world, share.partyId) }));
  const summary = summaryOf(shares);
  if (call.options.os === 'windows') return { address: 'LocalHost', permissionsSummary: summaries.indexOf(summary) };
  return { address: 'LocalHost', permissionsSummary: summary, defaultCubePermissions: shares };
};

const cubesOf = (call: Call): JsonObject[] =>
  extracts(call).map((model) => {
    const { _id, shares, error, ...cube } = serverRow(call, model);
    return cube;
  });

export const servers: RouteAnswerer = (call) =>
  ok([{ ...serverOf(call), ...(call.options.os === 'windows' ? {} : { cubes: cubesOf(call) }) }]);

export const serversWithCubes: RouteAnswerer = (call) => ok([{ ...serverOf(call), cubes: cubesOf(call) }]);

/** The cube with this name in the database. */
export const cubeByDatabase: RouteAnswerer = (call) => {
  const name = call.query.get('databaseName') ?? '';
  const model = extracts(call).find((one) => datasourceOf(call.world, one).database === name);
  if (model === undefined) throw cubeNotFound(name);
  return ok(serverRow(call, model));
};

const defaultsKey = 'default cube permissions';
const defaultPermissions = (world: World): JsonObject[] => objectsOf(world.settings.get(defaultsKey)?.shares);

/** Whom cubes of this server are shared with unless said: told, in v0.9 by a yes, and shown by the list of servers. */
export const setDefaultPermissions =
  (version: 'v0.9' | 'v1'): RouteAnswerer =>
  (call) => {
    if (param(call, 'server').toLowerCase() !== 'localhost')
      throw refuse({ status: 404, code: 404, message: 'Server not found.' });
    if (!Array.isArray(call.body)) throw refuseInvalid('The body must be an array.');
    const shares = objectsOf(call.body).map(({ party, partyId, ...rest }) => ({ ...rest, partyId: partyId ?? party }));
    call.world.settings.set(defaultsKey, { shares });
    return ok(version === 'v0.9' ? true : listOf(call.body));
  };

/** v1 of Linux: every model with how its last build went. */
export const nextCubes: RouteAnswerer = (call) =>
  ok(
    pageOf(call, readable(call)).map((model) => {
      const builds = [...call.world.builds.values()].filter(({ datamodelId }) => datamodelId === model.oid);
      const last = builds.at(-1);
      return {
        _id: call.world.ids.objectIdOf('model document', model.oid),
        title: model.title,
        server: model.server,
        status: [statusOf(call.world, model)],
        sizeInMb: sizeInMb(call.world, model),
        createdUtc: model.lastUpdated,
        lastBuildUtc: model.lastBuildTime ?? null,
        lastBuildAttemptUtc: last?.started ?? last?.created ?? model.lastBuildTime ?? null,
        lastBuildStatus: last?.status ?? null,
        nextBuildUtc: nextBuildTime(model, call.world.clock.now()),
      };
    }),
  );

/** A live model in v1: its parts by their ids. */
export function liveRow({ world }: Call, model: DataModel): JsonObject {
  return {
    _id: world.ids.objectIdOf('model document', model.oid),
    oid: model.oid,
    title: model.title,
    type: model.type,
    server: model.server,
    shares: model.shares,
    datasets: model.datasets.map(({ oid }) => oid),
    creator: objectOf(model.creator).id ?? model.creator,
    lastUpdated: model.lastUpdated,
  };
}

export const liveModels: RouteAnswerer = (call) => {
  const type = call.query.get('type') ?? 'live';
  return ok(
    readable(call)
      .filter((model) => model.type === type)
      .map((model) => liveRow(call, model)),
  );
};

/** v2: what runs of a model, which is one cube that answers queries or none. */
export function instancesOf({ world }: Call, model: DataModel): JsonObject[] {
  if (statusOf(world, model) !== 'running') return [];
  const last = [...world.builds.values()].findLast(
    ({ datamodelId, status }) => datamodelId === model.oid && status === 'done',
  );
  const { oid, title, lastBuildTime } = model;
  const build = { buildId: last?.oid ?? null, buildTime: lastBuildTime, creationTime: lastBuildTime };
  return [{ ...build, datamodelId: oid, dataSourceTitle: title, mode: 'QUERY', status: 'RUNNING' }];
}

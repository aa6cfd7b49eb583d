import type { Call } from '../call.ts';
import { buildUnderWay } from '../datamodels/model-status.ts';
import { refuseBadBody } from '../datamodels/refuse-body.ts';
import type { JsonObject } from '../json.ts';
import { refuseProblem } from '../refuse.ts';
import type { Build, DataModel, World } from '../world.ts';

const typesOf = { extract: ['schema_changes', 'by_table', 'full'], live: ['publish'] };

/** Starts one; the clock does the rest. */
export function addBuild(call: Call, of: { model: DataModel; body: JsonObject }): Build {
  const { world } = call;
  const { model, body } = of;
  const buildType = String(body.buildType ?? '').replaceAll('-', '_');
  if (!typesOf[model.type].includes(buildType))
    throw refuseBadBody(`buildType must be one of ${typesOf[model.type].join(', ')}`);
  if (buildUnderWay(world, model.oid) !== undefined) {
    const detail = `ElastiCube '${model.title}' is already building`;
    throw refuseProblem({ status: 400, title: 'BuildAlreadyRunning', detail });
  }
  const rowLimit = typeof body.rowLimit === 'number' && body.rowLimit > 0 ? body.rowLimit : null;
  return keepBuild(call, { model, buildType, rowLimit, source: 'rest', created: world.clock.stamp() });
}

interface BuildAsked {
  model: DataModel;
  buildType: string;
  rowLimit: number | null;
  source: 'rest' | 'scheduler';
  created: string;
}

export function keepBuild({ world, options }: Pick<Call, 'world' | 'options'>, asked: BuildAsked): Build {
  const { model, buildType, rowLimit, source, created } = asked;
  const oid = world.ids.uuid();
  const obstacle = options.buildFailsWith === '' ? obstacleTo(world, model) : options.buildFailsWith;
  const build: Build = {
    oid,
    datamodelId: model.oid,
    buildType: buildType.replaceAll('_', '-'),
    status: 'pending',
    datamodelTitle: model.title,
    datamodelType: model.type,
    indexSize: 'short',
    instanceId: `${model.oid}-1`,
    schemaLastUpdate: model.lastUpdated,
    created,
    started: null,
    completed: null,
    rowLimit,
    source,
    outcome: obstacle === undefined ? 'done' : 'failed',
    ...(obstacle === undefined ? {} : { reason: obstacle }),
  };
  world.builds.set(oid, build);
  return build;
}

/** Why it will fail. */
function obstacleTo(world: World, model: DataModel): string | undefined {
  const datasets = model.datasets.filter(({ type }) => type !== 'custom');
  if (datasets.length === 0) return 'The model has no data to build';
  for (const { connection, name } of datasets) {
    const known = world.connections.get(String(connection?.oid ?? ''));
    if (known?.enabled === false) return `Connection '${known.name}' is disabled`;
    if (known === undefined && !connection?.parameters) return `Dataset '${name}' is not connected to a source`;
  }
  return undefined;
}

/** As the API sends it. */
export function presentBuild({ outcome: _outcome, reason, ...build }: Build): JsonObject {
  return build.status === 'failed' && reason !== undefined ? { ...build, errorMessage: reason } : build;
}

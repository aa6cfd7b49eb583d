import { buildUnderWay } from '../datamodels/model-status.ts';
import { nextBuildTime } from '../datamodels/schedule.ts';
import type { SimulatorOptions } from '../options.ts';
import type { DataModel, World } from '../world.ts';
import { keepBuild } from './add-build.ts';

const kinds: Record<string, string> = { FULL: 'full', ACCUMULATE: 'by_table', SCHEMA_CHANGES: 'schema_changes' };

/** Starts what has become due since the last look: of several times that a model has missed, the latest. */
export function startScheduledBuilds(world: World, options: SimulatorOptions): void {
  const [since, now] = [world.scheduledUntil, world.clock.now()];
  world.scheduledUntil = now;
  if (!options.schedulesRun || now <= since) return;
  for (const oid of [...world.models.keptKeys()]) {
    const model = world.models.get(oid);
    const created = model === undefined ? undefined : latestDue(model, { since, now });
    if (model === undefined || created === undefined || buildUnderWay(world, oid) !== undefined) continue;
    const buildType = kinds[String(model.schedule?.buildType)] ?? 'full';
    keepBuild({ world, options }, { model, buildType, rowLimit: null, source: 'scheduler', created });
  }
}

function latestDue(model: DataModel, { since, now }: { since: Date; now: Date }): string | undefined {
  let latest: string | undefined;
  let next = nextBuildTime(model, since);
  while (next !== null && next <= now.toISOString() && next !== latest) {
    latest = next;
    next = nextBuildTime(model, new Date(next));
  }
  return latest;
}

import { isUnderWay } from '../builds/build-state.ts';
import { anyOf, firstOf } from '../iterate.ts';
import type { Build, DataModel, World } from '../world.ts';

/** `draft`, `building`, `running`, `stopped`, or `published` for a live model. */
export function statusOf(world: World, model: DataModel): string {
  if (buildUnderWay(world, model.oid) !== undefined) return 'building';
  if (model.type === 'live') return model.lastPublishTime ? 'published' : 'draft';
  if (world.stoppedModels.has(model.oid)) return 'stopped';
  return hasBeenBuilt(world, model) ? 'running' : 'draft';
}

export function buildUnderWay(world: World, oid: string): Build | undefined {
  return firstOf(world.builds.values(), (build) => build.datamodelId === oid && isUnderWay(build));
}

export function hasBeenBuilt(world: World, model: DataModel): boolean {
  if (model.type === 'live') return Boolean(model.lastPublishTime);
  return (
    Boolean(model.lastBuildTime) ||
    anyOf(world.builds.values(), (build) => build.datamodelId === model.oid && build.status === 'done')
  );
}

/** What v0.9 calls the same, as a number. */
export function statusNumber(status: string): number {
  const numbers: Record<string, number> = { stopped: 1, running: 2, published: 2, building: 2048, draft: 1 };
  return numbers[status] ?? 4;
}

import type { SimulatorOptions } from '../options.ts';
import type { Build, World } from '../world.ts';

export const isUnderWay = ({ status }: Build): boolean => status === 'pending' || status === 'building';

/** Lets the builds come as far as the clock says: pending, building, and then its outcome, with what that does to the model. */
export function settleBuilds(world: World, options: SimulatorOptions): void {
  for (const build of world.builds.values())
    if (build.status === undefined || isUnderWay(build)) settle(world, { build, options });
}

/** What is finished stays so. */
export function cancelBuild({ clock }: World, build: Build): void {
  if (isUnderWay(build)) Object.assign(build, { status: 'cancelled', outcome: 'cancelled', completed: clock.stamp() });
}

function settle(world: World, { build, options }: { build: Build; options: SimulatorOptions }): void {
  const created = Date.parse(build.created);
  const starts = created + options.buildPendingMs;
  const ends = starts + options.buildRunningMs;
  const now = world.clock.now().getTime();
  const started = new Date(starts).toISOString();
  if (now < starts) Object.assign(build, { status: 'pending', started: null, completed: null });
  else if (now < ends) Object.assign(build, { status: 'building', started, completed: null });
  else {
    const completed = new Date(ends).toISOString();
    const isKnown = build.status !== undefined;
    Object.assign(build, { status: build.outcome, started, completed });
    if (isKnown && build.outcome === 'done') markBuilt(world, { build, completed });
  }
}

function markBuilt(world: World, { build, completed }: { build: Build; completed: string }): void {
  const model = world.models.edit(build.datamodelId);
  if (model === undefined) return;
  if (model.type === 'live') model.lastPublishTime = completed;
  else Object.assign(model, { lastBuildTime: completed, lastSuccessfulBuildTime: completed });
  world.stoppedModels.delete(model.oid);
  takeFromSource(world, build);
}

/** What the sources hold takes the place of what a file brought; a build with a limit takes only so many rows of each table. */
function takeFromSource(world: World, { datamodelId, rowLimit }: Build): void {
  for (const key of [...world.storedRows.keys()]) if (key.startsWith(`${datamodelId} `)) world.storedRows.delete(key);
  if (typeof rowLimit === 'number') world.rowLimits.set(datamodelId, rowLimit);
  else world.rowLimits.delete(datamodelId);
}

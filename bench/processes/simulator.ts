import { startSimulator, type WorldKind } from '@fes-assistant/simulator';
import { coreWaitMs } from '../core-wait.ts';
import { serveParent, wishOfParent } from '../parent-process.ts';

/** How much of the world stays; all of it unless said. */
interface Wish {
  world: WorldKind;
  latencyMs?: number;
  dashboards?: number;
  models?: number;
  users?: number;
  groups?: number;
  /** Makes at the start what is otherwise made at each look, so that looking costs no more than sending. */
  ready?: boolean;
  /** Rows that every table has. */
  rows?: number;
}

const { dashboards, models, users, groups, ready, rows, ...start } = wishOfParent<Wish>();
const simulator = await startSimulator(start);
const [deployment] = simulator.deployments;
if (deployment === undefined) throw new Error('The simulator has no deployment.');
const { world, requests, origin, token } = deployment;
keepFirst(world.dashboards, dashboards);
keepFirst(world.users, users);
keepFirst(world.groups, groups);
const droppedModels = keepFirst(world.modelIndex, models);
for (const oid of droppedModels) world.models.delete(oid);
if (ready === true) makeAll();
if (rows !== undefined) for (const table of world.rowCounts.keys()) world.rowCounts.set(table, rows);

const titles = [...world.modelIndex.values()].map(({ title }) => title);
serveParent(
  { origin, token, titles },
  {
    answers: {
      clear: () => requests.clear(),
      requests: () => ({ count: requests.count(), peak: requests.peakConcurrency, coreWait: coreWaitMs() }),
    },
    close: () => simulator.close(),
  },
);

function keepFirst<Value>(all: Map<string, Value>, count = all.size): string[] {
  const dropped = [...all.keys()].slice(count);
  for (const key of dropped) all.delete(key);
  return dropped;
}

function makeAll(): void {
  for (const [oid, dashboard] of world.dashboards) {
    const { layout } = dashboard;
    dashboard['layout'] = layout;
    world.widgets.edit(oid);
  }
  for (const oid of world.modelIndex.keys()) world.models.edit(oid);
}

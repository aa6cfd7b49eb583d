import { setTimeout as sleep } from 'node:timers/promises';
import { defaultLimits, Sisense } from '@fes-assistant/sisense';
import { createCatalog, parseInput, type ReadTool } from '@fes-assistant/tools';
import { type Child, startChild } from './child-process.ts';
import { coreWaitMs } from './core-wait.ts';
import { type Figure, shown } from './figure.ts';

interface Simulated {
  origin: string;
  token: string;
  titles: string[];
}

interface Reading {
  what: string;
  tool: string;
  args: (deployment: Simulated) => Record<string, unknown>;
  /** The fewest requests that can answer it, and how many of them must follow one another. */
  needed: { requests: number; inSequence: number };
}

const latencyMs = 40;
const runs = 20;
const warmUps = 5;
const content = { dashboards: 500, models: 20, users: 240, groups: 60 };
const { dashboards, models, users, groups } = content;
const dashboardsInOneExport = 20;
/** Saved formulas and saved filters of all models: columns are used there too. */
const savedLists = 2;
/** Lists have no total: the last dashboard is asked for beside the list, which shows whether it is whole. */
const listOfDashboards = 2;

const readings: Reading[] = [
  {
    what: `all shares of ${dashboards} dashboards`,
    tool: 'access.get_all_dashboard_shares',
    args: () => ({}),
    needed: { requests: listOfDashboards + 2, inSequence: 1 },
  },
  {
    what: 'all columns of a 40-table model',
    tool: 'access.get_datamodel_columns',
    args: ({ titles }) => ({ datamodel_name: titles[0] }),
    needed: { requests: 1, inSequence: 1 },
  },
  {
    what: `unused columns of ${models} models`,
    tool: 'access.get_unused_columns_bulk',
    args: ({ titles }) => ({ datamodels: titles }),
    needed: {
      requests: listOfDashboards + Math.ceil(dashboards / dashboardsInOneExport) + 2 * models + savedLists,
      inSequence: 2,
    },
  },
  {
    what: `all users of all groups (${users} in ${groups})`,
    tool: 'access.users_per_group_all',
    args: () => ({}),
    needed: { requests: 2, inSequence: 1 },
  },
];

/** Wall time of the product's own reads against the time that their requests must take at the allowed concurrency. */
export async function measureReads(): Promise<Figure[]> {
  const wish = { world: 'large', ready: true, ...content };
  const slow = await startChild<Simulated>('simulator', { ...wish, latencyMs });
  const quick = await startChild<Simulated>('simulator', wish);
  const figures: Figure[] = [];
  for (const reading of readings) {
    const waiting = await timed(reading, slow);
    const working = await timed(reading, quick);
    figures.push(figureOf(reading, { waiting, working }));
  }
  await Promise.all([slow.close(), quick.close()]);
  return figures;
}

interface Log {
  count: number;
  peak: number;
  coreWait: number;
}

interface Timed extends Log {
  ms: number;
}

/** The least disturbed of several runs; the first ones, which warm up, do not count. */
async function timed({ tool, args }: Reading, simulator: Child<Simulated>): Promise<Timed> {
  const { origin, token } = simulator.ready;
  const sisense = new Sisense({ origin, token });
  const found = createCatalog().findTool(tool);
  if (found?.effect !== 'read') throw new Error(`There is no read ${tool}.`);
  const input = parseInput(found, args(simulator.ready));
  const context = { sisense, signal: new AbortController().signal, progress: () => {} };
  let best: Timed | undefined;
  for (let run = -warmUps; run < runs; run += 1) {
    globalThis.gc?.();
    await simulator.ask('clear');
    await sleep(50);
    const before = await simulator.ask<Log>('requests');
    const waited = coreWaitMs();
    const start = performance.now();
    await (found as ReadTool).run(input as never, context);
    const ms = performance.now() - start;
    const ownWait = coreWaitMs() - waited;
    const after = await simulator.ask<Log>('requests');
    const coreWait = ownWait + after.coreWait - before.coreWait;
    if (run >= 0 && ms < (best?.ms ?? Number.POSITIVE_INFINITY)) best = { ...after, ms, coreWait };
  }
  await sisense.close();
  if (best === undefined) throw new Error(`${tool} was not run.`);
  return best;
}

function figureOf({ what, needed }: Reading, { waiting, working }: { waiting: Timed; working: Timed }): Figure {
  const rounds = Math.max(needed.inSequence, Math.ceil(needed.requests / defaultLimits.inFlight));
  const ideal = rounds * latencyMs;
  const requests = waiting.count === needed.requests ? `${needed.requests}` : `${waiting.count} for ${needed.requests}`;
  return {
    what,
    reached: waiting.ms / ideal,
    unit: '×',
    target: { atMost: 1.3 },
    note: `${shown(waiting.ms)} ms for ${rounds} × ${latencyMs} ms; ${requests} requests, ${waiting.peak} at once; ${shown(working.ms)} ms without latency; ${shown(waiting.coreWait)} ms without a core`,
  };
}

import type { DashboardExport } from '@fes-assistant/sisense';
import { inParallel } from '../in-parallel.ts';
import type { ReadContext } from '../tool.ts';

/** What Sisense exports in one request. */
const batchSize = 20;

/** Fewer than a deployment takes: these answers are large, and what else is asked for must not wait behind them. */
const atOnce = 4;

interface Reading<Kept> {
  context: ReadContext;
  /** What is kept of a dashboard, which is many times larger. */
  each: (dashboard: DashboardExport) => Kept;
}

/** Reads dashboards whole, each once and twenty in a request, a few requests at a time. */
export async function readDashboards<Kept>(
  ids: readonly string[],
  { context: { sisense, signal, progress }, each }: Reading<Kept>,
): Promise<{ kept: Kept[]; failed: string[] }> {
  const starts = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, at) => at * batchSize);
  let done = 0;
  const batches = await inParallel(starts, {
    atOnce,
    each: async (start) => {
      const batch = ids.slice(start, start + batchSize);
      const exports = await sisense.dashboards.exportMany(batch, { signal });
      done += batch.length;
      progress('Reading dashboards', done, ids.length);
      return { kept: [...exports.values()].map(each), failed: batch.filter((id) => !exports.has(id)) };
    },
  });
  return { kept: batches.flatMap(({ kept }) => kept), failed: batches.flatMap(({ failed }) => failed) };
}

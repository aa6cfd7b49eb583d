import type { DashboardExport } from '@fes-assistant/sisense';
import pLimit from 'p-limit';
import type { ReadContext } from '../tool.ts';

/** What Sisense exports in one request. */
const batchSize = 20;

/** Fewer than a deployment takes: these answers are large, and what else is asked for must not wait behind them. */
const atOnce = 4;

/** Ids that are known, or a listing of them, which may tell of some before it is done. */
export type DashboardIds = readonly string[] | ((onSome: (ids: string[]) => void) => Promise<readonly string[]>);

interface Reading<Kept> {
  context: ReadContext;
  /** What is kept of a dashboard, which is many times larger. */
  each: (dashboard: DashboardExport) => Kept;
}

/** Every dashboard of the deployment; reading begins with those that the first page of the list tells of. */
export function allDashboards({ sisense, signal }: Pick<ReadContext, 'sisense' | 'signal'>): DashboardIds {
  const idsOf = (dashboards: { oid: string }[]) => dashboards.map(({ oid }) => oid);
  return async (onSome) =>
    idsOf(
      await sisense.dashboards.list({
        fields: ['oid'],
        confirmsEnd: true,
        onPage: (page) => onSome(idsOf(page)),
        signal,
      }),
    );
}

/** Reads dashboards whole, each once and twenty in a request, a few requests at a time. */
export async function readDashboards<Kept>(
  ids: DashboardIds,
  { context, each }: Reading<Kept>,
): Promise<{ kept: Kept[]; failed: string[] }> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([context.signal, leaving.signal]);
  const exports = new Exports({ context: { ...context, signal }, each });
  try {
    const wanted = typeof ids === 'function' ? await ids((some) => exports.ask(some)) : ids;
    const read = await exports.all(wanted);
    const [kept, failed] = [[] as Kept[], [] as string[]];
    for (const id of new Set(wanted)) {
      const one = read.get(id);
      if (one === undefined) failed.push(id);
      else kept.push(one.kept);
    }
    return { kept, failed };
  } finally {
    leaving.abort();
  }
}

/** Exports that are under way, and what was kept of those that came. */
class Exports<Kept> {
  readonly #reading: Reading<Kept>;
  readonly #limit = pLimit(atOnce);
  readonly #asked = new Set<string>();
  readonly #read = new Map<string, { kept: Kept }>();
  readonly #batches: Promise<void>[] = [];
  #waiting: string[] = [];
  #done = 0;

  constructor(reading: Reading<Kept>) {
    this.#reading = reading;
  }

  /** Those not asked for yet, as soon as there are enough for a request. */
  ask(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#asked.has(id)) continue;
      this.#asked.add(id);
      this.#waiting.push(id);
      if (this.#waiting.length === batchSize) this.#send();
    }
  }

  async all(ids: readonly string[]): Promise<ReadonlyMap<string, { kept: Kept }>> {
    this.ask(ids);
    if (this.#waiting.length > 0) this.#send();
    await Promise.all(this.#batches);
    return this.#read;
  }

  #send(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    const reading = this.#limit(() => this.#readBatch(batch));
    reading.catch(() => this.#limit.clearQueue());
    this.#batches.push(reading);
  }

  async #readBatch(batch: string[]): Promise<void> {
    const { context, each } = this.#reading;
    const exports = await context.sisense.dashboards.exportMany(batch, { signal: context.signal });
    for (const [id, dashboard] of exports) this.#read.set(id, { kept: each(dashboard) });
    this.#done += batch.length;
    context.progress('Reading dashboards', this.#done, this.#asked.size);
  }
}

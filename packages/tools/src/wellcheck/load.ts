import type { DashboardExport, Datamodel } from '@fes-assistant/sisense';
import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readDashboards } from '../dashboards/read-dashboards.ts';
import { inParallel } from '../in-parallel.ts';
import type { ReadContext } from '../tool.ts';
import { count, quoted } from '../words.ts';

/** Titles or ids; all when none is named. */
export const references = z
  .union([z.array(z.string()), z.string()])
  .optional()
  .describe('Titles or ids; all unless named');
/** Keys that both sides of a relation must hold more than once. */
export const minDuplicateKeys = z.int().min(1).default(1);
export type References = z.output<typeof references>;

export interface Loaded<One> {
  found: One[];
  /** Why something named was not checked. */
  notes: string[];
}

/** What a check finds on the dashboards named, each read whole and once. */
export async function checkDashboards<Found>(
  wanted: References,
  { context, check }: { context: ReadContext; check: (dashboard: DashboardExport) => Found },
): Promise<Loaded<Found>> {
  const { ids, notes } = await dashboardIds(wanted, context);
  const { kept, failed } = await readDashboards(ids, { context, each: check });
  return { found: kept, notes: [...notes, ...notRead(failed), `${count(kept.length, 'dashboard')} checked.`] };
}

/** What cannot be found is told, not passed over. */
export function dashboardIds(wanted: References, { sisense, signal }: ReadContext): Promise<Named> {
  return idsOf(wanted, {
    all: async () => (await sisense.dashboards.list({ fields: ['oid'], signal })).map(({ oid }) => oid),
    one: async (name) => (await sisense.dashboards.resolve(name, { signal })).oid,
  });
}

export function notRead(failed: readonly string[]): string[] {
  return failed.map((id) => `Not checked: Sisense did not export the dashboard ${id}.`);
}

/** The data models named, each with its whole schema and once. */
export async function loadModels(wanted: References, context: ReadContext): Promise<Loaded<Datamodel>> {
  const { sisense, signal, progress } = context;
  const { ids, notes } = await idsOf(wanted, {
    all: async () => (await sisense.datamodels.list({ signal })).map(({ oid }) => oid),
    one: async (name) => (await sisense.datamodels.resolve(name, { signal })).oid,
  });
  let done = 0;
  const found = await inParallel(ids, {
    each: async (id) => {
      const model = await sisense.datamodels.get(id, { signal });
      done += 1;
      progress('Reading data models', done, ids.length);
      return model;
    },
  });
  return { found, notes: [...notes, `${count(found.length, 'data model')} checked.`] };
}

interface Named {
  ids: string[];
  notes: string[];
}

interface Finder {
  all: () => Promise<string[]>;
  one: (name: string) => Promise<string>;
}

async function idsOf(wanted: References, { all, one }: Finder): Promise<Named> {
  const names = typeof wanted === 'string' ? [wanted] : (wanted ?? []);
  if (names.length === 0) return { ids: await all(), notes: [] };
  const notes: string[] = [];
  const ids = await inParallel(names, {
    each: async (name) => {
      try {
        return [await one(name)];
      } catch (error) {
        if (!(error instanceof SisenseError) || (error.code !== 'not-found' && error.code !== 'ambiguous')) throw error;
        notes.push(`Not checked: ${quoted(name)}. ${error.message}`);
        return [];
      }
    },
  });
  return { ids: [...new Set(ids.flat())], notes };
}

import type { DashboardExport, Datamodel } from '@fes-assistant/sisense';
import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { inParallel } from '../in-parallel.ts';
import type { ReadContext } from '../tool.ts';
import { quoted } from '../words.ts';

/** Titles or ids; all when none is named. */
export const references = z
  .union([z.array(z.string()), z.string()])
  .optional()
  .describe('Titles or ids; all unless named');
type References = z.output<typeof references>;

export interface Loaded<One> {
  found: One[];
  /** Why something named was not checked. */
  notes: string[];
}

/** The dashboards named, each whole and once. What cannot be found or read is told, not passed over. */
export async function loadDashboards(wanted: References, context: ReadContext): Promise<Loaded<DashboardExport>> {
  const { sisense, signal, progress } = context;
  const { ids, notes } = await idsOf(wanted, {
    all: async () => (await sisense.dashboards.list({ fields: ['oid'], signal })).map(({ oid }) => oid),
    one: async (name) => (await sisense.dashboards.resolve(name, { signal })).oid,
  });
  const found: DashboardExport[] = [];
  for (let start = 0; start < ids.length; start += 100) {
    const batch = ids.slice(start, start + 100);
    const exports = await sisense.dashboards.exportMany(batch, { signal });
    found.push(...exports.values());
    notes.push(
      ...batch.filter((id) => !exports.has(id)).map((id) => `Not checked: Sisense did not export the dashboard ${id}.`),
    );
    progress('Reading dashboards', Math.min(start + 100, ids.length), ids.length);
  }
  return { found, notes };
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
  return { found, notes };
}

interface Finder {
  all: () => Promise<string[]>;
  one: (name: string) => Promise<string>;
}

async function idsOf(wanted: References, { all, one }: Finder): Promise<{ ids: string[]; notes: string[] }> {
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

import type { Datamodel, Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { inParallel } from '../in-parallel.ts';
import { type ReadContext, readTool } from '../tool.ts';
import { scanDashboards, scanNotes } from './model-usage.ts';
import { blindSpots, tally, unusedColumns, unusedFirst, unusedRow, unusedRowsOf } from './unused-rows.ts';

export const getUnusedColumnsBulk = readTool({
  id: 'access.get_unused_columns_bulk',
  title: 'Unused columns of several models',
  description: 'Lists every column of several data models, or of all, with whether anything uses it.',
  input: z.object({
    datamodels: z
      .union([z.array(z.string()), z.string()])
      .optional()
      .describe('Titles or ids'),
  }),
  examples: [
    { ask: 'Find unused columns in Sales and Finance', input: { datamodels: ['Sales', 'Finance'] } },
    { ask: 'Unused columns of Marketing', input: { datamodels: 'Marketing' } },
    { ask: 'Which columns does nobody use in any data model?', input: {} },
  ],
  tags: ['datamodels', 'columns'],
  row: unusedRow,
  columns: unusedColumns,
  run: async ({ datamodels }, { sisense, signal, progress }) => {
    const named = typeof datamodels === 'string' ? [datamodels] : (datamodels ?? []);
    const [scan, models] = await readBoth(named, { sisense, signal, progress });
    const rows = unusedFirst(models.flatMap((rowsWith) => rowsWith(scan)));
    return { rows, notes: [tally(rows), ...scanNotes(scan), blindSpots] };
  },
});

/** Dashboards and models at the same time; a model that does not exist ends the reading of dashboards too. */
async function readBoth(named: string[], { sisense, signal, progress }: ReadContext) {
  const failure = new AbortController();
  const reading = { sisense, signal: AbortSignal.any([signal, failure.signal]) };
  try {
    return await Promise.all([scanDashboards({ ...reading, progress }), readModels(named, reading)]);
  } finally {
    failure.abort();
  }
}

interface Reading {
  sisense: Sisense;
  signal: AbortSignal;
}

/** The named ones, or all. */
async function readModels(named: string[], reading: Reading) {
  if (named.length > 0) return inParallel(named, { each: (ref) => readNamed(ref, reading) });
  const listed = await reading.sisense.datamodels.list(reading);
  return inParallel(listed, { each: (model) => readListed(model, reading) });
}

async function readNamed(ref: string, { sisense, signal }: Reading) {
  const model = await sisense.datamodels.get(ref, { signal });
  return unusedRowsOf(model, await sisense.security.listRules(model, { signal }));
}

/** What the list tells of a model is enough to ask for its rules: they are read beside its tables. */
async function readListed(listed: Datamodel, { sisense, signal }: Reading) {
  const [model, rules] = await Promise.all([
    sisense.datamodels.get(listed.oid, { signal }),
    sisense.security.listRules(listed, { signal }),
  ]);
  return unusedRowsOf(model, rules);
}

import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { inParallel } from '../in-parallel.ts';
import { type ReadContext, readTool } from '../tool.ts';
import { scanDashboards, scanNotes } from './model-usage.ts';
import { blindSpots, unusedColumns, unusedRow, unusedRows } from './unused-rows.ts';

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
    const rows = models.flatMap(({ model, rules }) => unusedRows(model, { scan, rules }));
    return { rows, notes: [...scanNotes(scan), blindSpots] };
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

/** The named ones, or all. */
async function readModels(named: string[], reading: { sisense: Sisense; signal: AbortSignal }) {
  const refs = named.length > 0 ? named : (await reading.sisense.datamodels.list(reading)).map(({ oid }) => oid);
  return inParallel(refs, { each: (ref) => readSecured(ref, reading) });
}

async function readSecured(ref: string, { sisense, signal }: { sisense: Sisense; signal: AbortSignal }) {
  const model = await sisense.datamodels.get(ref, { signal });
  return { model, rules: await sisense.security.listRules(model, { signal }) };
}

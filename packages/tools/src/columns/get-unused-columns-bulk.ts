import type { Row } from '@fes-assistant/protocol';
import { z } from 'zod';
import { readTool } from '../tool.ts';
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
    const all = datamodels === undefined || datamodels.length === 0;
    const named = typeof datamodels === 'string' ? [datamodels] : datamodels;
    const refs = all ? (await sisense.datamodels.list({ signal })).map(({ oid }) => oid) : (named ?? []);
    const models = [];
    for (const ref of refs) models.push(await sisense.datamodels.get(ref, { signal }));
    const scan = await scanDashboards({ sisense, signal, progress });
    const rows: Row[] = [];
    for (const model of models) rows.push(...(await unusedRows(model, { scan, sisense, signal })));
    return { rows, notes: [...scanNotes(scan), blindSpots] };
  },
});

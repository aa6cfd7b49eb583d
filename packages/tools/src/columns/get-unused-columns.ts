import { z } from 'zod';
import { readTool } from '../tool.ts';
import { scanDashboards, scanNotes } from './model-usage.ts';
import { blindSpots, tally, unusedColumns, unusedFirst, unusedRow, unusedRows } from './unused-rows.ts';

export const getUnusedColumns = readTool({
  id: 'access.get_unused_columns',
  title: 'Unused columns',
  description:
    'Lists every column of one data model with whether any dashboard, join, formula or security rule uses it.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Which columns of Sales are not used?', input: { datamodel_name: 'Sales' } },
    { ask: 'Find unused columns in ecommerce_db', input: { datamodel_name: 'ecommerce_db' } },
    { ask: 'How many columns of Finance can go?', input: { datamodel_name: 'Finance' } },
  ],
  tags: ['datamodels', 'columns'],
  row: unusedRow,
  columns: unusedColumns,
  run: async ({ datamodel_name }, { sisense, signal, progress }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    const [scan, rules] = await Promise.all([
      scanDashboards({ sisense, signal, progress }),
      sisense.security.listRules(model, { signal }),
    ]);
    const rows = unusedFirst(unusedRows(model, { scan, rules }));
    return { rows, notes: [tally(rows), ...scanNotes(scan), blindSpots] };
  },
});

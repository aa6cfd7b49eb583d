import { z } from 'zod';
import { readTool } from '../tool.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { loadModels, references } from './load.ts';
import { checkCustomTables } from './model-checks.ts';

export const checkDatamodelCustomTables = readTool({
  id: 'wellcheck.check_datamodel_custom_tables',
  title: 'Check custom tables',
  description: 'Lists the custom tables of data models and tells which are built by a union.',
  input: z.object({ datamodels: references }),
  examples: [
    { ask: 'Which data models have custom tables?', input: {} },
    { ask: 'Does Sales have custom tables?', input: { datamodels: ['Sales'] } },
    { ask: 'Which custom tables use a union?', input: { datamodels: [] } },
  ],
  tags: ['health', 'datamodels'],
  row: z.looseObject({ data_model: z.string(), table: z.string(), has_union: z.enum(['yes', 'no']), ...findingFields }),
  columns: [
    { key: 'data_model', title: 'Data model', kind: 'text' },
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'has_union', title: 'Union', kind: 'text' },
    ...findingColumns,
  ],
  run: async ({ datamodels }, context) => {
    const { found, notes } = await loadModels(datamodels, context);
    const at = links(context.sisense);
    const rows = found.flatMap((model) => checkCustomTables(model, at));
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

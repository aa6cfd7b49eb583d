import { z } from 'zod';
import { readTool } from '../tool.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { loadModels, references } from './load.ts';
import { checkImportQueries } from './model-checks.ts';

export const checkDatamodelImportQueries = readTool({
  id: 'wellcheck.check_datamodel_import_queries',
  title: 'Check import queries',
  description: 'Tells for every table of data models whether an import query fills it, and shows the query.',
  input: z.object({ datamodels: references }),
  examples: [
    { ask: 'Which tables have import queries?', input: {} },
    { ask: 'Show the import queries of Sales', input: { datamodels: ['Sales'] } },
    { ask: 'Does ecommerce_db use import queries?', input: { datamodels: 'ecommerce_db' } },
  ],
  tags: ['health', 'datamodels'],
  row: z.looseObject({
    data_model: z.string(),
    table: z.string(),
    has_import_query: z.enum(['yes', 'no']),
    ...findingFields,
  }),
  columns: [
    { key: 'data_model', title: 'Data model', kind: 'text' },
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'has_import_query', title: 'Import query', kind: 'text' },
    { key: 'import_query', title: 'SQL', kind: 'text' },
    ...findingColumns,
  ],
  run: async ({ datamodels }, context) => {
    const { found, notes } = await loadModels(datamodels, context);
    const at = links(context.sisense);
    const rows = found.flatMap((model) => checkImportQueries(model, at));
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

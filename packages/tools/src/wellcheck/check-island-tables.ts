import { z } from 'zod';
import { readTool } from '../tool.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { loadModels, references } from './load.ts';
import { checkIslandTables } from './model-checks.ts';

export const checkDatamodelIslandTables = readTool({
  id: 'wellcheck.check_datamodel_island_tables',
  title: 'Check tables without relations',
  description: 'Lists the tables of data models that no relation joins to another table.',
  input: z.object({ datamodels: references }),
  examples: [
    { ask: 'Which tables are joined to nothing?', input: {} },
    { ask: 'Does ecommerce_db have island tables?', input: { datamodels: ['ecommerce_db'] } },
    { ask: 'Island tables of Sales and Finance', input: { datamodels: ['Sales', 'Finance'] } },
  ],
  tags: ['health', 'datamodels'],
  row: z.looseObject({ datamodel: z.string(), table: z.string(), relation: z.literal('no'), ...findingFields }),
  columns: [
    { key: 'datamodel', title: 'Data model', kind: 'text' },
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'type', title: 'Kind', kind: 'text' },
    { key: 'hidden', title: 'Hidden', kind: 'boolean' },
    ...findingColumns,
  ],
  run: async ({ datamodels }, context) => {
    const { found, notes } = await loadModels(datamodels, context);
    const at = links(context.sisense);
    const rows = found.flatMap((model) => checkIslandTables(model, at));
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

import { z } from 'zod';
import { inParallel } from '../in-parallel.ts';
import { readTool } from '../tool.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { loadModels, minDuplicateKeys, references } from './load.ts';
import { checkManyToMany } from './many-to-many.ts';

export const checkDatamodelM2m = readTool({
  id: 'wellcheck.check_datamodel_m2m_relationships',
  title: 'Check many-to-many relations',
  description: 'Finds the relations of data models where both sides hold a key more than once.',
  input: z.object({ datamodels: references, min_duplicate_keys: minDuplicateKeys }),
  examples: [
    { ask: 'Which relations are many-to-many?', input: { datamodels: ['ecommerce_db'] } },
    { ask: 'Check Sales for many-to-many relations', input: { datamodels: ['Sales'] } },
    { ask: 'Are there many-to-many joins in Finance?', input: { datamodels: 'Finance' } },
  ],
  tags: ['health', 'datamodels', 'data'],
  row: z.looseObject({
    data_model: z.string(),
    left_table: z.string(),
    right_table: z.string(),
    is_m2m: z.boolean().nullable(),
    ...findingFields,
  }),
  columns: [
    { key: 'data_model', title: 'Data model', kind: 'text' },
    { key: 'left_table', title: 'Left table', kind: 'text' },
    { key: 'left_column', title: 'Left column', kind: 'text' },
    { key: 'right_table', title: 'Right table', kind: 'text' },
    { key: 'right_column', title: 'Right column', kind: 'text' },
    { key: 'is_m2m', title: 'Many-to-many', kind: 'boolean' },
    ...findingColumns,
  ],
  run: async ({ datamodels, min_duplicate_keys: minimum }, context) => {
    const { found, notes } = await loadModels(datamodels, context);
    const checking = { context, links: links(context.sisense), minimum };
    const checked = await inParallel(found, { atOnce: 2, each: (model) => checkManyToMany(model, checking) });
    const rows = checked.flat();
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

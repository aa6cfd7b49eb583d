import { z } from 'zod';
import { inParallel } from '../in-parallel.ts';
import { readTool } from '../tool.ts';
import { someOf } from '../words.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { loadModels, references } from './load.ts';
import { checkRuleTypes, titleOf } from './model-checks.ts';

export const checkDatamodelRlsDatatypes = readTool({
  id: 'wellcheck.check_datamodel_rls_datatypes',
  title: 'Check types of secured columns',
  description: 'Lists the columns that data security rules of data models use and warns of those that are not numeric.',
  input: z.object({ datamodels: references }),
  examples: [
    { ask: 'Which security rules use text columns?', input: {} },
    { ask: 'Check the types of secured columns of Sales', input: { datamodels: ['Sales'] } },
    { ask: 'Is the data security of People numeric?', input: { datamodels: ['People'] } },
  ],
  tags: ['health', 'datamodels', 'security'],
  row: z.looseObject({
    datamodel: z.string(),
    table: z.string(),
    column: z.string(),
    datatype: z.string().nullable(),
    ...findingFields,
  }),
  columns: [
    { key: 'datamodel', title: 'Data model', kind: 'text' },
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'column', title: 'Column', kind: 'text' },
    { key: 'datatype', title: 'Type', kind: 'text' },
    ...findingColumns,
  ],
  run: async ({ datamodels }, context) => {
    const { found, notes } = await loadModels(datamodels, context);
    const at = links(context.sisense);
    const { sisense, signal } = context;
    const checked = await inParallel(found, {
      each: async (model) => checkRuleTypes(model, await sisense.security.listRules(model, { signal }), at),
    });
    const rows = checked.flat();
    const open = found.filter((_, at) => checked[at]?.length === 0).map(titleOf);
    const without = open.length === 0 ? [] : [`Without data security: ${someOf(open, 20)}.`];
    return { rows: bySeverity(rows), notes: [tally(rows), ...without, ...notes] };
  },
});

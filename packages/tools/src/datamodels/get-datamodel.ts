import { z } from 'zod';
import { redact } from '../redact.ts';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getDatamodel = readTool({
  id: 'datamodel.get_datamodel',
  title: 'Data model',
  description: 'Shows one data model whole: datasets, tables, columns and relations, without connection secrets.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Show the data model Sales', input: { datamodel_name: 'Sales' } },
    { ask: 'How are the tables of Sales joined?', input: { datamodel_name: 'Sales' } },
    { ask: 'Which import queries does Sales have?', input: { datamodel_name: 'Sales' } },
  ],
  tags: ['datamodels'],
  item: z.looseObject({ oid: z.string(), title: z.string().nullish() }),
  columns: [],
  run: async ({ datamodel_name }, { sisense, signal }) => ({
    item: redact(asJson(await sisense.datamodels.get(datamodel_name, { signal }))),
  }),
});

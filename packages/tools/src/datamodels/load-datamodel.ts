import { z } from 'zod';
import { readTool } from '../tool.ts';

export const loadDatamodel = readTool({
  id: 'datamodel.load_datamodel',
  title: 'Find data model id',
  description: 'Finds the id of one data model by its title.',
  input: z.object({
    title: z.string().min(1),
    server: z.string().default('LocalHost'),
  }),
  examples: [
    { ask: 'What is the id of the model Sales?', input: { title: 'Sales' } },
    { ask: 'Load Sales from LocalHost', input: { title: 'Sales', server: 'LocalHost' } },
    { ask: 'Find the data model Sales', input: { title: 'Sales' } },
  ],
  tags: ['datamodels'],
  item: z.looseObject({ oid: z.string(), title: z.string().nullable(), server: z.string().nullable() }),
  columns: [],
  run: async ({ title, server }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(title, { signal });
    const elsewhere = model.server && model.server.toLowerCase() !== server.toLowerCase();
    return {
      item: { oid: model.oid, title: model.title ?? null, type: model.type ?? null, server: model.server ?? null },
      notes: elsewhere ? [`The model is on the server ${model.server}.`] : [],
    };
  },
});

import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { createModelStep } from './model-steps.ts';

export const modelTypeArgument = z.enum(['extract', 'live']);

export const createDatamodel = changeTool({
  id: 'datamodel.create_datamodel',
  title: 'Create data model',
  description: 'Creates one empty data model.',
  destructive: false,
  idempotent: false,
  input: z.object({ datamodel_name: z.string().min(1), datamodel_type: modelTypeArgument }),
  examples: [
    { ask: 'Create an extract model Returns', input: { datamodel_name: 'Returns', datamodel_type: 'extract' } },
    { ask: 'Create a live model Orders Live', input: { datamodel_name: 'Orders Live', datamodel_type: 'live' } },
    { ask: 'New ElastiCube Web Traffic', input: { datamodel_name: 'Web Traffic', datamodel_type: 'extract' } },
  ],
  tags: ['datamodels'],
  steps: [createModelStep],
  plan: async ({ datamodel_name, datamodel_type }, { sisense, signal }) => {
    const taken = (await sisense.datamodels.list({ signal })).some(
      ({ title }) => title?.toLowerCase() === datamodel_name.toLowerCase(),
    );
    if (taken)
      throw new Refusal(`There is a data model ${quoted(datamodel_name)} already: choose another title.`, 'conflict');
    return {
      summary: `Create ${datamodel_type} model ${datamodel_name}`,
      steps: [
        {
          kind: createModelStep.name,
          asset: { type: 'datamodel', name: datamodel_name },
          argument: { title: datamodel_name, type: datamodel_type },
          changes: [
            { field: 'title', before: null, after: datamodel_name },
            { field: 'type', before: null, after: datamodel_type },
          ],
        },
      ],
    };
  },
});

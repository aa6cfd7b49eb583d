import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { count, someOf } from '../words.ts';
import { deleteModelStep } from './model-steps.ts';

export const deleteDatamodel = changeTool({
  id: 'datamodel.delete_datamodel',
  title: 'Delete data model',
  description: 'Deletes one data model with its built data; dashboards that read it stay and show errors.',
  destructive: true,
  idempotent: true,
  input: z.object({
    title: z.string().min(1).describe('Title or id'),
    server: z.string().optional(),
  }),
  examples: [
    { ask: 'Delete the data model Marketing', input: { title: 'Marketing', server: 'LocalHost' } },
    { ask: 'Remove the model People', input: { title: 'People' } },
    { ask: 'Delete the live model Live Orders', input: { title: 'Live Orders' } },
  ],
  tags: ['datamodels'],
  steps: [deleteModelStep],
  plan: async ({ title: wanted }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(wanted, { signal });
    const title = model.title ?? model.oid;
    const dashboards = await sisense.dashboards.list({ fields: ['oid', 'title'], datasourceTitle: title, signal });
    const readers = dashboards.map((one) => one.title ?? one.oid);
    return {
      summary: `Delete data model ${title}`,
      steps: [
        {
          kind: deleteModelStep.name,
          asset: { type: 'datamodel', name: title, id: model.oid },
          argument: { id: model.oid },
          consequences: [
            readers.length === 0
              ? 'No dashboard has it as its main data model.'
              : `${count(readers.length, 'dashboard')} that read it stop working: ${someOf(readers, 12)}.`,
            'Its data security, shares, schedule and built data are deleted with it.',
          ],
        },
      ],
      warnings: [
        'To keep a copy, decline this and export the model first (datamodel.get_datamodel shows its definition).',
      ],
    };
  },
});

import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { findNotebook, notebookKey } from './find-notebook.ts';
import { deleteNotebookStep } from './notebook-steps.ts';

export const deleteNotebook = changeTool({
  id: 'custom_code.delete_notebook',
  title: 'Delete notebook',
  description: 'Deletes one custom code notebook with its code.',
  destructive: true,
  idempotent: true,
  input: z.object({ notebook_id: z.string().min(1).describe('Id, uuid or name') }),
  examples: [
    { ask: 'Delete the notebook churn_score', input: { notebook_id: 'churn_score' } },
    { ask: 'Remove the notebook Forecast demand', input: { notebook_id: 'Forecast demand' } },
    { ask: 'Delete clean_orders', input: { notebook_id: 'clean_orders' } },
  ],
  tags: ['custom code'],
  steps: [deleteNotebookStep],
  plan: async ({ notebook_id }, { sisense, signal }) => {
    const notebook = await findNotebook(notebook_id, { sisense, signal });
    const key = notebookKey(notebook);
    const name = notebook.displayName ?? key;
    return {
      summary: `Delete notebook ${name}`,
      steps: [
        {
          kind: deleteNotebookStep.name,
          asset: { type: 'notebook', name, id: key },
          argument: { id: key },
          consequences: ['Custom code tables and widgets that use it fail from their next run on.'],
        },
      ],
    };
  },
});

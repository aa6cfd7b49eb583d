import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { fieldChanges, holdsFields, pickFields } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { internalHeader } from './create-notebook.ts';
import { findNotebook, notebookKey } from './find-notebook.ts';
import { updateNotebookStep } from './notebook-steps.ts';

export const updateNotebook = changeTool({
  id: 'custom_code.update_notebook',
  title: 'Change notebook',
  description: 'Changes fields of one custom code notebook; its code cannot be changed this way.',
  destructive: true,
  idempotent: true,
  input: z.object({
    notebook_id: z.string().min(1).describe('Id, uuid or name'),
    notebook_data: z
      .record(z.string(), z.json())
      .refine((data) => Object.keys(data).length > 0, 'name at least one field'),
    use_internal_header: internalHeader,
  }),
  examples: [
    {
      ask: 'Describe the notebook clean_orders',
      input: { notebook_id: 'clean_orders', notebook_data: { description: 'Removes test orders' } },
    },
    {
      ask: 'Switch off the notebook Forecast demand',
      input: { notebook_id: 'Forecast demand', notebook_data: { isActive: false } },
    },
    {
      ask: 'Give clean_orders ten minutes',
      input: { notebook_id: 'clean_orders', notebook_data: { timeout: 600000 } },
    },
  ],
  tags: ['custom code'],
  steps: [updateNotebookStep],
  plan: async ({ notebook_id, notebook_data }, { sisense, signal }) => {
    if ('notebookCode' in notebook_data)
      throw new Refusal('Sisense does not take code here: leave "notebookCode" out and edit the code in Sisense.');
    const notebook = await findNotebook(notebook_id, { sisense, signal });
    const key = notebookKey(notebook);
    const now = pickFields(await sisense.notebooks.get(key, { signal }), Object.keys(notebook_data));
    const name = notebook.displayName ?? key;
    if (holdsFields(now, notebook_data)) return { summary: `The notebook ${name} is so already.`, steps: [] };
    return {
      summary: `Change ${Object.keys(notebook_data).join(', ')} of notebook ${name}`,
      steps: [
        {
          kind: updateNotebookStep.name,
          asset: { type: 'notebook', name, id: key },
          argument: { id: key, fields: notebook_data },
          changes: fieldChanges(now, notebook_data),
          state: now,
        },
      ],
    };
  },
});

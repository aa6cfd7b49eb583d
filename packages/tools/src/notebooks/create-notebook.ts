import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { fieldChanges } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { createNotebookStep } from './notebook-steps.ts';

export const internalHeader = z.boolean().default(true).describe('Always sent');

export const createNotebook = changeTool({
  id: 'custom_code.create_notebook',
  title: 'Create notebook',
  description: 'Creates one custom code notebook from its definition.',
  destructive: false,
  idempotent: false,
  input: z.object({
    notebook_data: z.object({ id: z.string().min(1), displayName: z.string().min(1) }).catchall(z.json()),
    use_internal_header: internalHeader,
  }),
  examples: [
    {
      ask: 'Create a notebook clean_returns',
      input: {
        notebook_data: {
          id: 'clean_returns',
          displayName: 'Clean returns',
          notebookType: 'CustomCodeTransformation',
          language: 'Python',
        },
      },
    },
    {
      ask: 'Add a widget notebook churn_map',
      input: { notebook_data: { id: 'churn_map', displayName: 'Churn map', notebookType: 'CustomCodeWidget' } },
    },
    {
      ask: 'New notebook forecast_returns with a time limit',
      input: {
        notebook_data: {
          id: 'forecast_returns',
          displayName: 'Forecast returns',
          notebookType: 'CustomCodeTransformation',
          timeout: 300000,
        },
      },
    },
  ],
  tags: ['custom code'],
  steps: [createNotebookStep],
  plan: async ({ notebook_data }, { sisense, signal }) => {
    const { id, displayName } = notebook_data;
    const taken = (await sisense.notebooks.list({ signal })).some((notebook) => notebook.id === id);
    if (taken) throw new Refusal(`There is a notebook ${quoted(id)} already: choose another id.`, 'conflict');
    return {
      summary: `Create notebook ${displayName}`,
      steps: [
        {
          kind: createNotebookStep.name,
          asset: { type: 'notebook', name: displayName },
          argument: { id, body: notebook_data },
          changes: fieldChanges({}, notebook_data),
        },
      ],
    };
  },
});

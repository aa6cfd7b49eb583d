import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { newNameIn, renamePayload } from './new-name.ts';
import { renameNotebookStep } from './notebook-steps.ts';

export const renameNotebookFolder = changeTool({
  id: 'custom_code.rename_notebook_folder',
  title: 'Rename notebook',
  description: 'Renames the folder of one custom code notebook, and with it its id.',
  destructive: true,
  idempotent: false,
  input: z.object({ old_id: z.string().min(1), payload: renamePayload }),
  examples: [
    {
      ask: 'Rename the notebook clean_orders to tidy_orders',
      input: { old_id: 'clean_orders', payload: { name: 'tidy_orders' } },
    },
    {
      ask: 'Call the notebook churn_score churn_2027',
      input: { old_id: 'churn_score', payload: { name: 'churn_2027' } },
    },
    {
      ask: 'Move forecast_demand to demand',
      input: {
        old_id: 'forecast_demand',
        payload: { destination: '/notebooks/custom_code_notebooks/notebooks/demand/' },
      },
    },
  ],
  tags: ['custom code'],
  steps: [renameNotebookStep],
  plan: async ({ old_id: from, payload }, { sisense, signal }) => {
    const to = newNameIn(payload);
    if (to === undefined) throw new Refusal('Give the new name: {"name": "…"}.', 'invalid');
    const ids = (await sisense.notebooks.list({ signal })).map(({ id }) => id);
    if (!ids.includes(from)) throw new Refusal(`There is no notebook ${quoted(from)}.`, 'not-found');
    if (ids.includes(to))
      throw new Refusal(`There is a notebook ${quoted(to)} already: choose another name.`, 'conflict');
    return {
      summary: `Rename notebook ${from} to ${to}`,
      steps: [
        {
          kind: renameNotebookStep.name,
          asset: { type: 'notebook', name: from, id: from },
          argument: { from, to },
          changes: [{ field: 'id', before: from, after: to }],
          consequences: ['Custom code tables that name the notebook by its old id have to be pointed to the new one.'],
          state: [from],
        },
      ],
    };
  },
});

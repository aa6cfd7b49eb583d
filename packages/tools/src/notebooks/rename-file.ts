import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { newNameIn, renamePayload } from './new-name.ts';
import { renameNotebookFileStep } from './notebook-steps.ts';

export const renameNotebookFile = changeTool({
  id: 'custom_code.rename_notebook_file',
  title: 'Rename notebook file',
  description: 'Renames one file in the folder of a custom code notebook.',
  destructive: true,
  idempotent: false,
  input: z.object({
    resource_path: z.string().min(1).describe('…/<notebook>/<file>'),
    payload: renamePayload,
  }),
  examples: [
    {
      ask: 'Rename clean_orders.ipynb to main.ipynb',
      input: { resource_path: 'clean_orders/clean_orders.ipynb', payload: { name: 'main.ipynb' } },
    },
    {
      ask: 'Rename the file of churn_score',
      input: {
        resource_path: '/notebooks/custom_code_notebooks/notebooks/churn_score/churn_score.ipynb',
        payload: { name: 'score.ipynb' },
      },
    },
    {
      ask: 'Call forecast_demand.ipynb forecast.ipynb',
      input: { resource_path: 'forecast_demand/forecast_demand.ipynb', payload: { name: 'forecast.ipynb' } },
    },
  ],
  tags: ['custom code'],
  steps: [renameNotebookFileStep],
  plan: async ({ resource_path, payload }, { sisense, signal }) => {
    const [from, folder] = resource_path
      .split('/')
      .filter((part) => part !== '')
      .toReversed();
    const to = newNameIn(payload);
    if (from === undefined || folder === undefined)
      throw new Refusal('Give the path of the file as "<notebook>/<file>".', 'invalid');
    if (to === undefined) throw new Refusal('Give the new name: {"name": "…"}.', 'invalid');
    const files = (await sisense.notebooks.listFolder(folder, { signal })).map((file) => file['name']);
    if (!files.includes(from))
      throw new Refusal(`The notebook ${quoted(folder)} has no file ${quoted(from)}.`, 'not-found');
    if (files.includes(to))
      throw new Refusal(`There is a file ${quoted(to)} already: choose another name.`, 'conflict');
    return {
      summary: `Rename file ${from} of notebook ${folder} to ${to}`,
      steps: [
        {
          kind: renameNotebookFileStep.name,
          asset: { type: 'notebook file', name: `${folder}/${from}` },
          argument: { folder, from, to },
          changes: [{ field: 'name', before: from, after: to }],
        },
      ],
    };
  },
});

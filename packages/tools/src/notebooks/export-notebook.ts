import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { findNotebook, notebookKey } from './find-notebook.ts';

export const exportNotebook = readTool({
  id: 'custom_code.export_notebook',
  title: 'Export notebook',
  description: 'Exports one custom code notebook with its definition and code.',
  input: z.object({ notebook_id: z.string().min(1).describe('Id, uuid or name') }),
  examples: [
    { ask: 'Export the notebook clean_orders', input: { notebook_id: 'clean_orders' } },
    { ask: 'Show the code of Forecast demand', input: { notebook_id: 'Forecast demand' } },
    { ask: 'Back up the notebook churn_score', input: { notebook_id: 'churn_score' } },
  ],
  tags: ['custom code'],
  item: z.looseObject({}),
  columns: [],
  run: async ({ notebook_id }, { sisense, signal }) => {
    const notebook = await findNotebook(notebook_id, { sisense, signal });
    return { item: asJson(await sisense.notebooks.export(notebookKey(notebook), { signal })) };
  },
});

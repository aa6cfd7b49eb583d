import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const listNotebookFolder = readTool({
  id: 'custom_code.list_notebook_folder_contents',
  title: 'Files of a notebook',
  description: 'Lists the files in the folder of one custom code notebook.',
  input: z.object({ folder_id: z.string().min(1).describe('Id of the notebook') }),
  examples: [
    { ask: 'Which files does the notebook clean_orders have?', input: { folder_id: 'clean_orders' } },
    { ask: 'List the folder forecast_demand', input: { folder_id: 'forecast_demand' } },
    { ask: 'Files of churn_score', input: { folder_id: 'churn_score' } },
  ],
  tags: ['custom code'],
  row: z.looseObject({ name: z.string().nullable(), path: z.string().nullable() }),
  columns: [
    { key: 'name', title: 'File', kind: 'text' },
    { key: 'size', title: 'Bytes', kind: 'number' },
    { key: 'isDir', title: 'Folder', kind: 'boolean' },
    { key: 'path', title: 'Path', kind: 'text' },
  ],
  run: async ({ folder_id }, { sisense, signal }) => ({
    rows: (await sisense.notebooks.listFolder(folder_id, { signal })).map((file) => ({
      name: asJson(file['name']),
      path: asJson(file['path']),
      isDir: asJson(file['isDir']),
      size: asJson(file['size']),
      extension: asJson(file['extension']),
    })),
  }),
});

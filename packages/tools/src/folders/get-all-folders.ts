import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getAllFolders = readTool({
  id: 'folder.get_all_folders',
  title: 'Folder tree',
  description: 'Shows the folders as a tree with the dashboards in them.',
  input: z.object({}),
  examples: [
    { ask: 'Show the folder tree', input: {} },
    { ask: 'Which dashboards are in which folder?', input: {} },
    { ask: 'How deep are the folders nested?', input: {} },
  ],
  tags: ['folders', 'dashboards'],
  item: z.looseObject({ folders: z.array(z.unknown()).nullish() }),
  columns: [],
  run: async (_input, { sisense, signal }) => ({ item: asJson(await sisense.folders.tree({ signal })) }),
});

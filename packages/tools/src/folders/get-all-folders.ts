import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { idsIn } from './folder-row.ts';
import { hiddenNotes, readHiddenFolders } from './hidden-folders.ts';

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
  run: async (_input, { sisense, signal }) => {
    const root = await sisense.folders.tree({ signal });
    const hidden = await readHiddenFolders(idsIn(root.folders), { sisense, signal });
    return { item: asJson(root), notes: hiddenNotes(hidden) };
  },
});

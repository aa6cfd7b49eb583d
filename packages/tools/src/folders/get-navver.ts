import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { idsIn } from './folder-row.ts';
import { hiddenNotes, readHiddenFolders } from './hidden-folders.ts';

export const getNavver = readTool({
  id: 'folder.get_navver',
  title: 'Navigation tree',
  description: 'Shows the navigation that the connected user sees: folders and dashboards as a tree.',
  input: z.object({}),
  examples: [
    { ask: 'Show the navigation tree', input: {} },
    { ask: 'What do I see in the navigation panel?', input: {} },
    { ask: 'Which dashboards lie outside of folders?', input: {} },
  ],
  tags: ['folders', 'dashboards'],
  item: z.looseObject({ folders: z.array(z.unknown()).nullish() }),
  columns: [],
  run: async (_input, { sisense, signal }) => {
    const root = await sisense.folders.navver({ signal });
    const hidden = await readHiddenFolders(idsIn(root.folders), { sisense, signal });
    return { item: asJson(root), notes: hiddenNotes(hidden) };
  },
});

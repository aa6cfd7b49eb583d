import type { Row } from '@fes-assistant/protocol';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { findFolder } from './find-folder.ts';
import { folderColumns, folderRow, folderRows } from './folder-row.ts';
import { hiddenNotes, readHiddenFolders } from './hidden-folders.ts';

export const getFolderAncestors = readTool({
  id: 'folder.get_folder_ancestors',
  title: 'Folders above a folder',
  description: 'Lists the folders above one folder, outermost first; with "flat" or "tree" it lists all folders.',
  input: z.object({ structure: z.string().min(1).describe('Folder id or name; or flat, tree') }),
  examples: [
    { ask: 'Which folders is DACH inside of?', input: { structure: 'DACH' } },
    { ask: 'Show the path of the folder Month Close', input: { structure: 'Month Close' } },
    { ask: 'What is above the folder Campaigns?', input: { structure: 'Campaigns' } },
    { ask: 'Show what is above every folder', input: { structure: 'flat' } },
  ],
  tags: ['folders'],
  row: folderRow,
  columns: folderColumns,
  run: async ({ structure }, { sisense, signal }) => {
    const rows = await folderRows({ sisense, signal });
    if (structure === 'flat' || structure === 'tree') {
      const visible = rows.map(({ oid }) => String(oid));
      return { rows, notes: hiddenNotes(await readHiddenFolders(visible, { sisense, signal })) };
    }
    const above: Row[] = [];
    const [only, another] = rows.filter(({ oid, name }) => oid === structure || name === structure);
    const folder = only && !another ? only : await findFolder(structure, { sisense, signal });
    let next = folder['parentId'] as string | null | undefined;
    while (next) {
      const parent = rows.find(({ oid }) => oid === next);
      if (parent === undefined) {
        return {
          rows: above,
          notes: [`The connected user cannot see the folder around (${next}), nor what is above it.`],
        };
      }
      if (above.includes(parent)) break;
      above.unshift(parent);
      next = parent['parentId'] as string | null;
    }
    return { rows: above };
  },
});

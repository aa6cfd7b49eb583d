import type { Row } from '@fes-assistant/protocol';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { folderColumns, folderRow, folderRows } from './folder-row.ts';

export const getFolderAncestors = readTool({
  id: 'folder.get_folder_ancestors',
  title: 'Folders above a folder',
  description: 'Lists the folders above one folder, outermost first; with "flat" or "tree" it lists all folders.',
  input: z.object({ structure: z.string().min(1).describe('Folder id or name; or flat, tree') }),
  examples: [
    { ask: 'Which folders is DACH inside of?', input: { structure: 'DACH' } },
    { ask: 'Show the path of the folder Month Close', input: { structure: 'Month Close' } },
    { ask: 'List all folders', input: { structure: 'flat' } },
  ],
  tags: ['folders'],
  row: folderRow,
  columns: folderColumns,
  run: async ({ structure }, { sisense, signal }) => {
    const rows = await folderRows({ sisense, signal });
    if (structure === 'flat' || structure === 'tree') return { rows };
    const above: Row[] = [];
    let next = (await sisense.folders.resolve(structure, { signal })).parentId;
    while (next) {
      const parent = rows.find(({ oid }) => oid === next);
      if (parent === undefined || above.includes(parent)) break;
      above.unshift(parent);
      next = parent['parentId'] as string | null;
    }
    return { rows: above };
  },
});

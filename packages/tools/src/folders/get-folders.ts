import { z } from 'zod';
import { readTool } from '../tool.ts';
import { folderColumns, folderRow, folderRows } from './folder-row.ts';
import { hiddenNotes, readHiddenFolders } from './hidden-folders.ts';

export const getFolders = readTool({
  id: 'folder.get_folders',
  title: 'All folders',
  description: 'Lists the folders that the connected user sees, with path and owner, those inside of another below it.',
  input: z.object({ structure: z.enum(['flat', 'tree']).default('flat') }),
  examples: [
    { ask: 'List folders', input: {} },
    { ask: 'List all folders', input: {} },
    { ask: 'Who owns the folder Sales?', input: {} },
    { ask: 'Show the folders as a tree', input: { structure: 'tree' } },
  ],
  tags: ['folders'],
  row: folderRow,
  columns: folderColumns,
  run: async ({ structure }, { sisense, signal }) => {
    const rows = await folderRows({ sisense, signal });
    const visible = rows.map(({ oid }) => String(oid));
    const notes = hiddenNotes(await readHiddenFolders(visible, { sisense, signal }));
    if (structure === 'flat') return { rows, notes };
    return { rows: rows.map((row) => ({ ...row, depth: String(row['path']).split(' / ').length })), notes };
  },
});

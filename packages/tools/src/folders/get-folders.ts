import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { folderColumns, folderRow, folderRows } from './folder-row.ts';

export const getFolders = readTool({
  id: 'folder.get_folders',
  title: 'Folders',
  description: 'Lists the folders that the connected user sees, with path and owner.',
  input: z.object({ structure: z.enum(['flat', 'tree']).default('flat') }),
  examples: [
    { ask: 'Show all folders', input: {} },
    { ask: 'Who owns the folder Sales?', input: {} },
    { ask: 'Show the folders as a tree', input: { structure: 'tree' } },
  ],
  tags: ['folders'],
  row: folderRow.partial().required({ oid: true, name: true }),
  columns: folderColumns,
  run: async ({ structure }, { sisense, signal }) => {
    if (structure === 'flat') return { rows: await folderRows({ sisense, signal }) };
    const { folders } = await sisense.folders.tree({ signal });
    return {
      rows: (folders ?? []).map((folder) => ({ ...(asJson(folder) as Record<string, never>), path: folder.name })),
    };
  },
});

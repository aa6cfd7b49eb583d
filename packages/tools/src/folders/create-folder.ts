import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { createFolderStep } from './create-folder-step.ts';
import { findFolder } from './find-folder.ts';

export const createFolder = changeTool({
  id: 'folder.create_folder',
  title: 'Create folder',
  description: 'Creates one folder, at the top or inside of another.',
  destructive: false,
  idempotent: false,
  input: z.object({
    name: z.string().min(1),
    parent_id: z.string().optional().describe('Id or name of the folder around it'),
  }),
  examples: [
    { ask: 'Create a folder Board 2027', input: { name: 'Board 2027' } },
    { ask: 'Make a folder Q1 inside of Finance', input: { name: 'Q1', parent_id: 'Finance' } },
    { ask: 'Add a folder Experiments to Sandbox', input: { name: 'Experiments', parent_id: 'Sandbox' } },
  ],
  tags: ['folders'],
  steps: [createFolderStep],
  plan: async ({ name, parent_id }, { sisense, signal }) => {
    const parent = parent_id === undefined ? undefined : await findFolder(parent_id, { sisense, signal });
    const folders = await sisense.folders.list({ signal });
    const twin = folders.some((folder) => folder.name === name && (folder.parentId ?? undefined) === parent?.oid);
    return {
      summary: `Create folder ${name}${parent === undefined ? '' : ` in ${parent.name}`}`,
      steps: [
        {
          kind: createFolderStep.name,
          asset: { type: 'folder', name },
          argument: { name, ...(parent === undefined ? {} : { parentId: parent.oid }) },
          changes: [
            { field: 'name', before: null, after: name },
            { field: 'inside of', before: null, after: parent?.name ?? null },
          ],
        },
      ],
      warnings: twin ? ['There is a folder of this name in the same place already.'] : [],
    };
  },
});

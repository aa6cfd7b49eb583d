import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { count, someOf } from '../words.ts';
import { deleteFolderStep } from './delete-folder-step.ts';
import { findFolder } from './find-folder.ts';
import { subtreeOf } from './folder-row.ts';
import { hiddenFolders, moreFolders } from './hidden-folders.ts';

export const deleteFolder = changeTool({
  id: 'folder.delete_folder',
  title: 'Delete folder',
  description: 'Deletes one folder with everything in it: folders below and all their dashboards.',
  destructive: true,
  idempotent: true,
  input: z.object({ folder_id: z.string().min(1).describe('Id or name') }),
  examples: [
    { ask: 'Delete the folder Sandbox', input: { folder_id: 'Sandbox' } },
    { ask: 'Remove the folder Archive with everything in it', input: { folder_id: 'Archive' } },
    { ask: 'Delete the folder Campaigns', input: { folder_id: 'Campaigns' } },
  ],
  tags: ['folders', 'dashboards'],
  steps: [deleteFolderStep],
  plan: async ({ folder_id }, { sisense, signal }) => {
    const folder = await findFolder(folder_id, { sisense, signal });
    const [folders, dashboards] = await Promise.all([
      sisense.folders.list({ signal }),
      sisense.dashboards.list({ fields: ['oid', 'title', 'parentFolder'], signal }),
    ]);
    const inside = subtreeOf(folder.oid, folders);
    const ids = new Set(inside.map(({ oid }) => oid));
    const lost = dashboards.filter(({ parentFolder }) => parentFolder && ids.has(parentFolder));
    const hidden = hiddenFolders(
      folders.map(({ oid }) => oid),
      dashboards,
    );
    const below = inside.filter(({ oid }) => oid !== folder.oid).map(({ name }) => name);
    return {
      summary: `Delete folder ${folder.name}`,
      steps: [
        {
          kind: deleteFolderStep.name,
          asset: { type: 'folder', name: folder.name, id: folder.oid },
          argument: { id: folder.oid },
          consequences: [
            lost.length === 0
              ? 'No dashboard is in it.'
              : `Sisense deletes the ${count(lost.length, 'dashboard')} in it: ${someOf(
                  lost.map(({ title, oid }) => title ?? oid),
                  12,
                )}.`,
            ...(below.length === 0
              ? []
              : [`It deletes the ${count(below.length, 'folder')} inside of it: ${someOf(below)}.`]),
          ],
          state: { folders: [...ids].toSorted(), dashboards: lost.map(({ oid }) => oid).toSorted() },
        },
      ],
      warnings: [
        ...(lost.length === 0
          ? []
          : ['To keep the dashboards, decline this and move them first (dashboard.move_dashboard_to_folder).']),
        ...(hidden.length === 0
          ? []
          : [`What you cannot see inside of it is deleted too. There are at least ${moreFolders(hidden)}`]),
      ],
    };
  },
});

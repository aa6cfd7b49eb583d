import { z } from 'zod';
import { stepKind } from '../step-kind.ts';
import { subtreeOf } from './folder-row.ts';

const argument = z.object({ id: z.string() });

/** Deletes one folder and all that is in it. All of that is the state: something put in since the plan stops the step. */
export const deleteFolderStep = stepKind<z.output<typeof argument>>({
  name: 'folder.delete',
  action: 'delete',
  argument,
  read: async ({ argument: { id }, sisense, signal }) => {
    const folders = await sisense.folders.list({ signal });
    if (!folders.some(({ oid }) => oid === id)) return null;
    const inside = subtreeOf(id, folders).map(({ oid }) => oid);
    const dashboards = await sisense.dashboards.list({ fields: ['oid', 'parentFolder'], signal });
    const lost = dashboards.filter(({ parentFolder }) => parentFolder && inside.includes(parentFolder));
    return { folders: inside.toSorted(), dashboards: lost.map(({ oid }) => oid).toSorted() };
  },
  apply: async ({ argument: { id }, sisense, signal }) => {
    await sisense.folders.delete(id, { signal });
    return { id };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: { possible: false, because: 'Sisense deletes the folder with everything in it for good' },
});

import { z } from 'zod';
import { creationStep } from '../steps/creation-step.ts';

/** Makes one folder. */
export const createFolderStep = creationStep({
  name: 'folder.create',
  argument: z.object({ name: z.string(), parentId: z.string().optional() }),
  find: async ({ argument: { name, parentId }, sisense, signal }) => {
    const folders = await sisense.folders.list({ signal });
    const same = folders.filter((folder) => folder.name === name && (folder.parentId ?? undefined) === parentId);
    return same.map(({ oid }) => oid);
  },
  create: async ({ argument: { name, parentId }, sisense, signal }) => {
    const { oid } = await sisense.folders.create({ name, ...(parentId === undefined ? {} : { parentId }) }, { signal });
    return oid;
  },
  takeBack: {
    how: 'deletes the folder, if it is still empty',
    step: ({ id }) => ({
      kind: 'folder.delete',
      argument: { id },
      consequences: ['The folder is empty.'],
      state: { folders: [id], dashboards: [] },
    }),
  },
});

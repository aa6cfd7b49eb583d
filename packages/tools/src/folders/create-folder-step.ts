import type { Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { stepKind } from '../step-kind.ts';

const argument = z.object({ name: z.string(), parentId: z.string().optional() });
const ids = z.array(z.string());

/** Makes one folder. Names are not unique, so a lost answer is settled by which folders of the name were there before. */
export const createFolderStep = stepKind<z.output<typeof argument>>({
  name: 'folder.create',
  action: 'create',
  argument,
  read: async ({ argument: { name, parentId }, sisense, signal }) => {
    const folders = await sisense.folders.list({ signal });
    return folders
      .filter((folder) => folder.name === name && (folder.parentId ?? null) === (parentId ?? null))
      .map(({ oid }) => oid)
      .toSorted();
  },
  apply: async ({ argument: { name, parentId }, sisense, signal }) => {
    const { oid } = await sisense.folders.create({ name, ...(parentId === undefined ? {} : { parentId }) }, { signal });
    return { id: oid };
  },
  judge: ({ before, now }) => {
    const known = new Set(ids.parse(before));
    const fresh = ids.parse(now).filter((id) => !known.has(id));
    if (fresh.length === 0) return 'not-applied';
    return fresh.length === 1
      ? 'applied'
      : { unknown: 'Several such folders were made at the same time.', candidates: fresh };
  },
  undo: {
    possible: true,
    how: 'deletes the folder, if it is still empty',
    steps: ({ before, after, id, asset }) => {
      const made = id ?? freshId(before, after);
      return made === undefined
        ? []
        : [
            {
              kind: 'folder.delete',
              asset: { ...asset, id: made },
              argument: { id: made },
              consequences: ['The folder is empty.'],
              state: { folders: [made], dashboards: [] },
            },
          ];
    },
  },
});

function freshId(before: Json, after: Json): string | undefined {
  const known = new Set(ids.parse(before));
  return ids.parse(after).find((id) => !known.has(id));
}

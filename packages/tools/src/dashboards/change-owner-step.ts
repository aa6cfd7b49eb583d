import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';

const argument = z.object({ id: z.string(), owner: z.string(), earlierOwnerRule: z.enum(['edit', 'view']) });

/** Gives one dashboard another owner; the earlier one keeps a share with the right named. */
export const changeOwnerStep = stepKind<z.output<typeof argument>>({
  name: 'dashboard.owner',
  action: 'update',
  argument,
  read: async ({ argument: { id }, sisense, signal }) => {
    const dashboard = await ifFound(sisense.dashboards.get(id, { signal }));
    return dashboard === null ? null : { owner: dashboard.owner ?? null };
  },
  apply: async ({ argument: { id, owner, earlierOwnerRule }, sisense, signal }) => {
    await sisense.dashboards.changeOwner(id, { ownerId: owner, originalOwnerRule: earlierOwnerRule }, { signal });
    return { id };
  },
  judge: ({ argument: { owner }, before, now }) => {
    if (ownerOf(now) === owner) return 'applied';
    return ownerOf(now) === ownerOf(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'gives ownership back; whoever owned it in between keeps a share',
    steps: ({ argument: { id, owner, earlierOwnerRule }, before, asset }) => {
      const earlier = ownerOf(before);
      if (earlier === null) return [];
      return [
        {
          kind: 'dashboard.owner',
          asset,
          argument: { id, owner: earlier, earlierOwnerRule },
          changes: [{ field: 'owner', before: owner, after: earlier }],
          state: { owner },
        },
      ];
    },
  },
});

function ownerOf(state: unknown): string | null {
  const owner = state !== null && typeof state === 'object' && 'owner' in state ? state.owner : null;
  return typeof owner === 'string' ? owner : null;
}

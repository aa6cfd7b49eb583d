import { canonicalJson, type Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';
import type { ShareEntry } from './share-row.ts';

const entry = z.object({
  shareId: z.string(),
  type: z.enum(['user', 'group']),
  rule: z.enum(['view', 'edit']),
  subscribe: z.boolean().optional(),
});
const entries = z.array(z.object({ shareId: z.string(), type: z.string(), rule: z.string(), subscribe: z.boolean() }));
const argument = z.object({ id: z.string(), set: z.array(entry), remove: z.array(z.string()).default([]) });

/** The list without the owner, sorted: what is compared, stored and put back. */
export function sharesState(shares: readonly ShareEntry[]): z.output<typeof entries> {
  return shares
    .filter(({ rule }) => rule === 'view' || rule === 'edit')
    .map(({ shareId, type, rule, subscribe }) => ({
      shareId,
      type,
      rule: rule ?? 'view',
      subscribe: subscribe ?? false,
    }))
    .toSorted((a, b) => (a.shareId < b.shareId ? -1 : 1));
}

/**
 * Gives, changes and takes away rights on one dashboard. Sisense replaces the whole list, so the whole list is the state:
 * someone else's change in between makes the step stale instead of being overwritten.
 */
export const shareDashboardStep = stepKind<z.output<typeof argument>>({
  name: 'dashboard.share',
  action: 'update',
  argument: argument as z.ZodType<z.output<typeof argument>>,
  read: async ({ argument: { id }, sisense, signal }) => {
    const list = await ifFound(sisense.shares.get(id, { signal }));
    return list === null ? null : sharesState(list.sharesTo);
  },
  apply: async ({ argument: { id, set, remove }, sisense, signal }) => {
    const { sharesTo } = await sisense.shares.get(id, { signal });
    const replaced = new Set([...set.map(({ shareId }) => shareId), ...remove]);
    const kept = sharesTo.filter(({ shareId }) => !replaced.has(shareId));
    const given = set.map((share) => ({ ...share, subscribe: share.subscribe ?? subscribed(sharesTo, share.shareId) }));
    await sisense.shares.replace(id, { sharesTo: [...kept.map(plain), ...given] }, { signal });
    return { id };
  },
  judge: ({ argument: { set, remove }, before, now }) => {
    if (now === null) return 'unknown';
    const list = entries.parse(now);
    const given = set.every((want) => list.some((has) => has.shareId === want.shareId && has.rule === want.rule));
    if (given && !list.some(({ shareId }) => remove.includes(shareId))) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier rights back, if the list has not been changed since',
    steps: ({ argument: { id, set, remove }, before, after, asset }) => {
      const earlier = entries.parse(before);
      const touched = [...set.map(({ shareId }) => shareId), ...remove];
      const back = earlier.filter(({ shareId }) => touched.includes(shareId));
      const added = touched.filter((shareId) => !back.some((share) => share.shareId === shareId));
      return [
        {
          kind: 'dashboard.share',
          asset,
          argument: { id, set: back, remove: added },
          changes: [{ field: 'shares', before: after, after: earlier as Json }],
          state: after,
        },
      ];
    },
  },
});

function subscribed(shares: readonly ShareEntry[], id: string): boolean {
  return shares.find(({ shareId }) => shareId === id)?.subscribe ?? false;
}

/** Reads add names to an entry; writes take only this. */
function plain({ shareId, type, rule, subscribe }: ShareEntry) {
  return { shareId, type, ...(rule ? { rule } : {}), subscribe: subscribe ?? false };
}

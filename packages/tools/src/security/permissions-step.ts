import { canonicalJson, type Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';

const entry = z.object({ partyId: z.string(), type: z.enum(['user', 'group']), permission: z.enum(['w', 'r', 'a']) });
const entries = z.array(z.object({ partyId: z.string(), type: z.string(), permission: z.string() }));
const argument = z.object({ id: z.string(), set: z.array(entry), remove: z.array(z.string()) });

type Permission = { partyId: string; type: string; permission?: string | null | undefined };

/** The list, sorted: what is compared, stored and put back. */
export function permissionsState(list: readonly Permission[]): z.output<typeof entries> {
  return list
    .map(({ partyId, type, permission }) => ({ partyId, type, permission: permission ?? '' }))
    .toSorted((a, b) => (a.partyId < b.partyId ? -1 : 1));
}

/** Gives, changes and takes away rights on one data model. Sisense replaces the whole list, so all of it is the state. */
export const permissionsStep = stepKind<z.output<typeof argument>>({
  name: 'datamodel.share',
  action: 'update',
  argument,
  read: async ({ argument: { id }, sisense, signal }) => {
    const model = await ifFound(sisense.datamodels.resolve(id, { signal }));
    return model === null ? null : permissionsState(await sisense.security.listPermissions(model, { signal }));
  },
  apply: async ({ argument: { id, set, remove }, sisense, signal }) => {
    const model = await sisense.datamodels.resolve(id, { signal });
    const now = permissionsState(await sisense.security.listPermissions(model, { signal }));
    const replaced = new Set([...set.map(({ partyId }) => partyId), ...remove]);
    const kept = z.array(entry).parse(now.filter(({ partyId }) => !replaced.has(partyId)));
    await sisense.security.setPermissions(model, [...kept, ...set], { signal });
    return { id };
  },
  judge: ({ argument: { set, remove }, before, now }) => {
    if (now === null) return 'unknown';
    const list = entries.parse(now);
    const given = set.every((want) =>
      list.some((has) => has.partyId === want.partyId && has.permission === want.permission),
    );
    if (given && !list.some(({ partyId }) => remove.includes(partyId))) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier rights back, if the list has not been changed since',
    steps: ({ argument: { id, set, remove }, before, after, asset }) => {
      const earlier = entries.parse(before);
      const touched = [...set.map(({ partyId }) => partyId), ...remove];
      const back = earlier.filter(({ partyId }) => touched.includes(partyId));
      const added = touched.filter((party) => !back.some(({ partyId }) => partyId === party));
      return [
        {
          kind: 'datamodel.share',
          asset,
          argument: { id, set: back, remove: added },
          changes: [{ field: 'shares', before: after, after: earlier as Json }],
          state: after,
        },
      ];
    },
  },
});

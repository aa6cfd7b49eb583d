import { canonicalJson, type Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { stepKind } from '../step-kind.ts';
import { userPatch } from './user-fields.ts';
import { fieldsOf, findUser } from './user-state.ts';

const fieldsState = z.record(z.string(), z.json());

/** Changes fields of one user; the state is those fields and nothing else. */
export const updateUserStep = stepKind({
  name: 'user.update',
  action: 'update',
  argument: z.object({ id: z.string(), fields: userPatch }),
  read: async ({ argument, sisense, signal }) => {
    const user = await findUser(argument.id, { sisense, signal });
    return user === null ? null : fieldsOf(user, Object.keys(argument.fields));
  },
  apply: async ({ argument, sisense, signal }) => {
    await sisense.users.update(argument.id, argument.fields, { signal });
    return { id: argument.id };
  },
  judge: ({ argument, before, now }) => {
    if (now === null) return 'unknown';
    if (holds(fieldsState.parse(now), argument.fields)) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier values back, if they have not been changed again',
    steps: ({ argument, before, after, asset }) => {
      const earlier = fieldsState.parse(before);
      return [
        {
          kind: 'user.update',
          asset,
          argument: { id: argument.id, fields: earlier },
          changes: Object.entries(earlier).map(([field, value]) => ({
            field,
            before: fieldsState.parse(after)[field] ?? null,
            after: value,
          })),
          state: after,
        },
      ];
    },
  },
});

/** Lists of groups are sets: Sisense does not keep their order. */
function holds(now: Record<string, Json>, wanted: Record<string, Json>): boolean {
  return Object.entries(wanted).every(
    ([field, value]) => canonicalJson(asSet(now[field])) === canonicalJson(asSet(value)),
  );
}

function asSet(value: Json | undefined): Json {
  if (value === undefined) return null;
  return Array.isArray(value) ? value.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)) : value;
}

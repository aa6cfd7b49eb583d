import { canonicalJson } from '@fes-assistant/protocol';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';
import { asJson, fieldsSchema } from '../steps/fields-step.ts';

const action = fieldsSchema.and(z.object({ type: z.string() }));
type Action = z.output<typeof action>;

/** Makes a BloX action, or replaces the one of its name. */
export const saveBloxStep = stepKind<{ action: Action }>({
  name: 'blox.save',
  action: 'update',
  argument: z.object({ action }),
  read: async ({ argument, sisense, signal }) =>
    asJson(await ifFound(sisense.blox.get(argument.action.type, { signal }))),
  apply: async ({ argument, sisense, signal }) => {
    await sisense.blox.save(argument.action, { signal });
    return { id: argument.action.type };
  },
  judge: ({ argument, before, now }) => {
    if (holds(now, argument.action)) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier action back, or deletes it where there was none',
    steps: ({ argument, before, after, asset }) =>
      before === null
        ? [{ kind: 'blox.delete', asset, argument: { type: argument.action.type }, state: after }]
        : [{ kind: 'blox.save', asset, argument: { action: before }, state: after }],
  },
});

/** Deletes one BloX action. */
export const deleteBloxStep = stepKind<{ type: string }>({
  name: 'blox.delete',
  action: 'delete',
  argument: z.object({ type: z.string() }),
  read: async ({ argument: { type }, sisense, signal }) => asJson(await ifFound(sisense.blox.get(type, { signal }))),
  apply: async ({ argument: { type }, sisense, signal }) => {
    await sisense.blox.delete(type, { signal });
    return { id: type };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: {
    possible: true,
    how: 'saves the same action again',
    steps: ({ before, asset }) =>
      before === null ? [] : [{ kind: 'blox.save', asset, argument: { action: before }, state: null }],
  },
});

/** Servers add fields of their own; those that were sent must be there. */
function holds(now: unknown, wanted: Action): boolean {
  if (now === null || typeof now !== 'object') return false;
  const present = now as Record<string, unknown>;
  return ['type', 'body'].every(
    (field) => canonicalJson(present[field] ?? null) === canonicalJson(wanted[field] ?? null),
  );
}

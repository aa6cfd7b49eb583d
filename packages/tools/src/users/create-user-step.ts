import type { Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { stepKind } from '../step-kind.ts';
import { fieldsSchema } from '../steps/fields-step.ts';
import { userState } from './user-state.ts';

/** Makes one user. E-mail addresses are unique, so a lost answer is settled by looking the address up. */
export const createUserStep = stepKind({
  name: 'user.create',
  action: 'create',
  argument: z.object({ email: z.string(), fields: fieldsSchema }),
  read: async ({ argument, sisense, signal }) => {
    const user = await sisense.users.findByEmail(argument.email, { signal });
    return user === undefined ? null : userState(user);
  },
  apply: async ({ argument, sisense, signal, secrets }) => {
    const password = secrets['password'];
    const body = { ...argument.fields, email: argument.email, ...(password ? { password } : {}) };
    const created = await sisense.users.create(body, { signal });
    return { id: created._id };
  },
  judge: ({ before, now }) => (before === null && now !== null ? 'applied' : 'not-applied'),
  idOf: ({ now }) => idOf(now),
  undo: {
    possible: true,
    how: 'deletes the created user, if it has not been changed since',
    steps: ({ argument, after, id, asset }) => {
      const userId = id ?? idOf(after);
      return userId === undefined
        ? []
        : [
            {
              kind: 'user.delete',
              asset: { ...asset, id: userId },
              argument: { id: userId, email: argument.email },
              consequences: ['The user can no longer log in.'],
              state: { user: after, dashboards: [] },
            },
          ];
    },
  },
});

function idOf(state: Json): string | undefined {
  const id = state !== null && typeof state === 'object' && !Array.isArray(state) ? state['_id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

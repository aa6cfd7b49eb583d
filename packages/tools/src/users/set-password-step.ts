import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { stepKind } from '../step-kind.ts';
import { findUser } from './user-state.ts';

/** Sets a password. Passwords cannot be read back, so only the answer of Sisense tells that it happened. */
export const setPasswordStep = stepKind<{ id: string }>({
  name: 'user.password',
  action: 'update',
  argument: z.object({ id: z.string() }),
  read: async ({ argument: { id }, sisense, signal }) => {
    const user = await findUser(id, { sisense, signal });
    return user === null ? null : { _id: user._id, email: user.email ?? null };
  },
  apply: async ({ argument: { id }, sisense, signal, secrets }) => {
    const password = secrets['password'];
    if (!password) throw new Refusal('No password was given at approval, so none was set.');
    await sisense.users.setPassword(id, password, { signal });
    return { id };
  },
  judge: ({ applied }) =>
    applied === undefined
      ? { unknown: 'A password cannot be read back: try to log in with the new one.', candidates: [] }
      : 'applied',
  undo: { possible: false, because: 'the earlier password is not known' },
});

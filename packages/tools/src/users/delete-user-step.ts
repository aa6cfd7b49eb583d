import { z } from 'zod';
import { stepKind } from '../step-kind.ts';
import { findUser, ownedDashboards, recreation, userState } from './user-state.ts';

const state = z.object({ user: z.record(z.string(), z.json()), dashboards: z.array(z.string()) });

/** Deletes one user. Dashboards made or taken over since the plan change what is lost, so they are part of the state. */
export const deleteUserStep = stepKind({
  name: 'user.delete',
  action: 'delete',
  argument: z.object({ id: z.string(), email: z.string() }),
  read: async ({ argument, sisense, signal }) => {
    const user = await findUser(argument.id, { sisense, signal });
    if (user === null) return null;
    const { owned } = await ownedDashboards(argument.id, { sisense, signal });
    return { user: userState(user), dashboards: owned.map(({ oid }) => oid).toSorted() };
  },
  apply: async ({ argument, sisense, signal }) => {
    await sisense.users.delete(argument.id, { signal });
    return { id: argument.id };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: {
    possible: true,
    how: 'creates the user again with the same names, role and groups, without the password; dashboards that Sisense deleted with the user do not come back',
    steps: ({ argument, before, asset }) => {
      const { fields, changes } = recreation(state.parse(before).user);
      return [
        {
          kind: 'user.create',
          asset: { type: 'user', name: asset.name },
          argument: { email: argument.email, fields },
          changes,
          consequences: ['Sisense mails an activation link; the earlier password does not come back.'],
          state: null,
        },
      ];
    },
  },
});

import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { count, quoted, someOf } from '../words.ts';
import { deleteUserStep } from './delete-user-step.ts';
import { groupsOf, type SisenseUser, userLabel } from './user-row.ts';
import { ownedDashboards, userState } from './user-state.ts';

export const deleteUser = changeTool({
  id: 'access.delete_user',
  title: 'Delete user',
  description: 'Deletes one user, found by e-mail address; Sisense deletes the dashboards that the user owns with it.',
  destructive: true,
  idempotent: true,
  input: z.object({ user_name: z.string().min(1).describe('E-mail, user name or id') }),
  aliases: { user_email: 'user_name' },
  examples: [
    {
      ask: 'Remove pedro.alves@meridian-outdoor.example',
      input: { user_name: 'pedro.alves@meridian-outdoor.example' },
    },
    {
      ask: 'Delete the user theo.brandt@meridian-outdoor.example',
      input: { user_name: 'theo.brandt@meridian-outdoor.example' },
    },
    {
      ask: 'Off-board ruth.goldberg@meridian-outdoor.example',
      input: { user_name: 'ruth.goldberg@meridian-outdoor.example' },
    },
  ],
  tags: ['users'],
  steps: [deleteUserStep],
  plan: async ({ user_name }, { sisense, signal }) => {
    const user = await sisense.users.resolve(user_name, { signal });
    const me = await sisense.users.me({ signal });
    if (me._id === user._id) throw new Refusal('You are logged in as this user, and deleting yourself is not allowed.');
    if (user.role?.name === 'super') {
      throw new Refusal(`${quoted(userLabel(user))} is the system administrator, who cannot be deleted.`);
    }
    const { owned, shared } = await ownedDashboards(user._id, { sisense, signal });
    const titles = owned.map(({ title, oid }) => title ?? oid);
    return {
      summary: `Delete user ${userLabel(user)}`,
      steps: [
        {
          kind: deleteUserStep.name,
          asset: { type: 'user', name: userLabel(user), id: user._id },
          argument: { id: user._id, email: userLabel(user) },
          consequences: consequences(user, { owned: titles, shared: shared.length }),
          state: { user: userState(user), dashboards: owned.map(({ oid }) => oid).toSorted() },
        },
      ],
      warnings: owned.length === 0 ? [] : [keepThem(owned.length)],
    };
  },
});

function consequences(user: SisenseUser, { owned, shared }: { owned: string[]; shared: number }): string[] {
  const groups = groupsOf(user).map(({ id, name }) => name ?? id);
  return [
    ...(owned.length === 0
      ? ['The user owns no dashboards.']
      : [
          `The user owns ${count(owned.length, 'dashboard')}, which Sisense deletes with the user: ${someOf(owned, 12)}.`,
        ]),
    ...(shared === 0 ? [] : [`The user is removed from the shares of ${count(shared, 'dashboard')} of others.`]),
    ...(groups.length === 0 ? [] : [`The user is removed from ${count(groups.length, 'group')}: ${someOf(groups)}.`]),
  ];
}

function keepThem(owned: number): string {
  const what = owned === 1 ? 'this dashboard' : `these ${owned} dashboards`;
  return `To keep ${what}, decline this and first give ownership to someone else (access.change_folder_and_dashboard_ownership).`;
}

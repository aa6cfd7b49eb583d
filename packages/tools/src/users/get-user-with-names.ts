import { z } from 'zod';
import { readTool } from '../tool.ts';
import { toUserRow, userRow } from './user-row.ts';

export const getUserWithNames = readTool({
  id: 'access.get_user_with_role_and_group_names',
  title: 'Find user with role and group names',
  description: 'Finds one user with the names and ids of role and groups.',
  input: z.object({ user_name: z.string().min(1).describe('E-mail, user name or id') }),
  aliases: { user_email: 'user_name' },
  examples: [
    { ask: 'Show role and groups of maya', input: { user_name: 'maya.chen@meridian-outdoor.example' } },
    { ask: 'Group ids of the admin user', input: { user_name: 'admin@meridian-outdoor.example' } },
    { ask: 'Role id of kenji', input: { user_name: 'kenji.watanabe@meridian-outdoor.example' } },
  ],
  tags: ['users', 'roles', 'groups'],
  item: userRow,
  columns: [],
  run: async ({ user_name }, { sisense, signal }) => ({
    item: toUserRow(await sisense.users.resolve(user_name, { signal })),
  }),
});

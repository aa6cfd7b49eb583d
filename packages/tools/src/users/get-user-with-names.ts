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
    { ask: 'Show role and groups of alice', input: { user_name: 'alice.johnson@acme.example' } },
    { ask: 'Group ids of the admin user', input: { user_name: 'admin@acme.example' } },
    { ask: 'Role id of bob', input: { user_name: 'bob@acme.example' } },
  ],
  tags: ['users', 'roles', 'groups'],
  item: userRow,
  columns: [],
  run: async ({ user_name }, { sisense, signal }) => ({
    item: toUserRow(await sisense.users.resolve(user_name, { signal })),
  }),
});

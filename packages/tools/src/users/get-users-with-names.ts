import { z } from 'zod';
import { readTool } from '../tool.ts';
import { toUserRow, userColumns, userRow } from './user-row.ts';

export const getUsersWithNames = readTool({
  id: 'access.get_users_with_role_names_and_group_names',
  title: 'All users with ids and names',
  description: 'Lists all users with ids and names of role and groups, system groups included.',
  input: z.object({}),
  examples: [
    { ask: 'List users with their role ids and group ids', input: {} },
    { ask: 'All users including the Everyone group', input: {} },
    { ask: 'Export users with role and group names', input: {} },
  ],
  tags: ['users', 'roles', 'groups'],
  row: userRow,
  columns: [
    ...userColumns,
    { key: 'roleId', title: 'Role id', kind: 'id' },
    { key: 'groupIds', title: 'Group ids', kind: 'list' },
  ],
  run: async (_input, { sisense, signal }) => ({ rows: (await sisense.users.list({ signal })).map(toUserRow) }),
});

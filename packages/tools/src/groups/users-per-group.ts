import { z } from 'zod';
import { readTool } from '../tool.ts';
import { groupsOf, toUserRow, userColumns, userRow } from '../users/user-row.ts';

export const usersPerGroup = readTool({
  id: 'access.users_per_group',
  title: 'Users of a group',
  description: 'Lists the users who are members of one group.',
  input: z.object({ group_name: z.string().min(1).describe('Name or id') }),
  examples: [
    { ask: 'Who is in the group Finance?', input: { group_name: 'Finance' } },
    { ask: 'List members of Sales EMEA', input: { group_name: 'Sales EMEA' } },
    { ask: 'How many users does the group Marketing have?', input: { group_name: 'Marketing' } },
  ],
  tags: ['groups', 'users'],
  row: userRow,
  columns: userColumns,
  run: async ({ group_name }, { sisense, signal }) => {
    const [group, users] = await Promise.all([
      sisense.groups.resolve(group_name, { signal }),
      sisense.users.list({ signal }),
    ]);
    const members = users.filter((user) => groupsOf(user).some(({ id }) => id === group._id));
    return { rows: members.map(toUserRow) };
  },
});

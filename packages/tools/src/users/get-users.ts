import { z } from 'zod';
import { isEverybody } from '../groups/is-everybody.ts';
import { readTool } from '../tool.ts';
import { groupsOf, toUserRow, userColumns, userRow } from './user-row.ts';

export const getUsers = readTool({
  id: 'access.get_users_all',
  title: 'All users',
  description: 'Lists all users with role, groups, state and last login.',
  input: z.object({}),
  examples: [
    { ask: 'Show me all users', input: {} },
    { ask: 'Which viewers never logged in?', input: {} },
    { ask: 'How many users are inactive?', input: {} },
  ],
  tags: ['users'],
  row: userRow,
  columns: userColumns,
  run: async (_input, { sisense, signal }) => {
    const users = await sisense.users.list({ signal });
    return {
      rows: users.map((user) => {
        const own = groupsOf(user).filter(({ name }) => name === null || !isEverybody(name));
        return own.length === 0
          ? toUserRow(user)
          : { ...toUserRow(user), groups: own.map(({ id, name }) => name ?? id) };
      }),
    };
  },
});

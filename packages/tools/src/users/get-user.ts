import { z } from 'zod';
import { readTool } from '../tool.ts';
import { toUserRow, userRow } from './user-row.ts';

export const getUser = readTool({
  id: 'access.get_user',
  title: 'Find user',
  description: 'Finds one user by e-mail address, user name or id, with role and groups.',
  input: z.object({ user_email: z.string().min(1).describe('E-mail, user name or id') }),
  aliases: { user_name: 'user_email' },
  examples: [
    { ask: 'Who is maya.chen@meridian-outdoor.example?', input: { user_email: 'maya.chen@meridian-outdoor.example' } },
    { ask: 'What role does the admin user have?', input: { user_email: 'admin@meridian-outdoor.example' } },
    { ask: 'Which groups is kenji in?', input: { user_email: 'kenji.watanabe@meridian-outdoor.example' } },
  ],
  tags: ['users'],
  item: userRow,
  columns: [],
  run: async ({ user_email }, { sisense, signal }) => ({
    item: toUserRow(await sisense.users.resolve(user_email, { signal })),
  }),
});

import { z } from 'zod';
import { roleWord } from '../roles/role-word.ts';
import { readTool } from '../tool.ts';

export const getMyUser = readTool({
  id: 'access.get_my_user',
  title: 'Who am I',
  description: 'Shows the user whose API token is connected.',
  input: z.object({}),
  examples: [
    { ask: 'Who am I logged in as?', input: {} },
    { ask: 'What role do I have?', input: {} },
    { ask: 'Show my own user', input: {} },
  ],
  tags: ['users'],
  item: z.looseObject({ _id: z.string(), email: z.string().nullish(), role: z.string().nullable() }),
  columns: [],
  run: async (_input, { sisense, signal }) => {
    const me = await sisense.users.me({ signal });
    return { item: { ...me, role: me.roleName ? roleWord(me.roleName) : null } };
  },
});

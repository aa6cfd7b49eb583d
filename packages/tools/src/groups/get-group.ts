import { z } from 'zod';
import { readTool } from '../tool.ts';

export const getGroup = readTool({
  id: 'access.get_group',
  title: 'Find group',
  description: 'Finds one group by its exact name or id.',
  input: z.object({ name: z.string().min(1).describe('Name or id') }),
  examples: [
    { ask: 'Show the group Finance', input: { name: 'Finance' } },
    { ask: 'What is the id of the group Sales EMEA?', input: { name: 'Sales EMEA' } },
    { ask: 'Does a group Marketing exist?', input: { name: 'Marketing' } },
  ],
  tags: ['groups'],
  item: z.looseObject({ _id: z.string(), name: z.string(), defaultRole: z.string().nullish() }),
  columns: [],
  run: async ({ name }, { sisense, signal }) => ({ item: await sisense.groups.resolve(name, { signal }) }),
});

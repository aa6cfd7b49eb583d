import { z } from 'zod';
import { readTool } from '../tool.ts';
import { roleWord } from './role-word.ts';

export const getRoles = readTool({
  id: 'access.get_roles',
  title: 'All roles',
  description: 'Lists the roles of the deployment, custom ones too.',
  input: z.object({}),
  examples: [
    { ask: 'Which roles exist?', input: {} },
    { ask: 'List custom roles', input: {} },
    { ask: 'What is the id of the viewer role?', input: {} },
  ],
  tags: ['roles'],
  row: z.looseObject({ _id: z.string(), name: z.string(), displayName: z.string().nullish(), role: z.string() }),
  columns: [
    { key: 'displayName', title: 'Role', kind: 'text' },
    { key: 'role', title: 'Known as', kind: 'text' },
    { key: 'name', title: 'Name in the API', kind: 'text' },
    { key: 'baseRoleName', title: 'Based on', kind: 'text' },
    { key: '_id', title: 'Id', kind: 'id' },
  ],
  run: async (_input, { sisense, signal }) => {
    const roles = await sisense.roles.list({ signal });
    return {
      rows: roles.map(({ _id, name, displayName, baseRoleName }) => ({
        _id,
        name,
        displayName: displayName ?? null,
        role: roleWord(name),
        baseRoleName: baseRoleName ?? null,
      })),
    };
  },
});

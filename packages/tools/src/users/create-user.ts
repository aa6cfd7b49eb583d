import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { createUserStep } from './create-user-step.ts';
import { fieldChanges, resolveUserData, userData } from './user-fields.ts';

export const createUser = changeTool({
  id: 'access.create_user',
  title: 'Create user',
  description: 'Creates one user; a password is asked for at approval, else Sisense mails an activation link.',
  destructive: false,
  idempotent: false,
  input: z.object({ user_data: userData.extend({ email: z.string().min(3) }) }),
  examples: [
    {
      ask: 'Create a viewer jane.doe@acme.example',
      input: { user_data: { email: 'jane.doe@acme.example', firstName: 'Jane', lastName: 'Doe', role: 'viewer' } },
    },
    {
      ask: 'Add the designer joe@acme.example',
      input: { user_data: { email: 'joe@acme.example', firstName: 'Joe', role: 'designer' } },
    },
    { ask: 'Invite kim@acme.example', input: { user_data: { email: 'kim@acme.example' } } },
  ],
  tags: ['users'],
  secrets: [
    { name: 'password', label: 'Password of the new user (empty: Sisense mails an activation link)', required: false },
  ],
  steps: [createUserStep],
  plan: async ({ user_data }, { sisense, signal }) => {
    const { email, ...data } = user_data;
    if ((await sisense.users.findByEmail(email, { signal })) !== undefined) {
      throw new Refusal(`A user ${quoted(email)} exists already: use access.update_user to change it.`, 'conflict');
    }
    const { patch, shown } = await resolveUserData({ ...data, role: data.role ?? 'viewer' }, { sisense, signal });
    return {
      summary: `Create user ${email}`,
      steps: [
        {
          kind: createUserStep.name,
          asset: { type: 'user', name: email },
          argument: { email, fields: patch },
          changes: fieldChanges({}, { email, ...shown }),
          consequences: ['Without a password given at approval, Sisense mails an activation link to the address.'],
          secrets: ['password'],
        },
      ],
      ...(data.role === undefined ? { warnings: ['No role was given, so the user becomes a viewer.'] } : {}),
    };
  },
});

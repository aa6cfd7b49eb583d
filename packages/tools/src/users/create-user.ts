import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { fieldChanges } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { createUserStep } from './create-user-step.ts';
import { resolveUserData, userData } from './user-fields.ts';

export const createUser = changeTool({
  id: 'access.create_user',
  title: 'Create user',
  description: 'Creates one user; a password is asked for at approval, else Sisense mails an activation link.',
  destructive: false,
  idempotent: false,
  input: z.object({ user_data: userData.extend({ email: z.string().min(3) }) }),
  examples: [
    {
      ask: 'Create a viewer jane.doe@meridian-outdoor.example',
      input: {
        user_data: { email: 'jane.doe@meridian-outdoor.example', firstName: 'Jane', lastName: 'Doe', role: 'viewer' },
      },
    },
    {
      ask: 'Add the designer joe@meridian-outdoor.example',
      input: { user_data: { email: 'joe@meridian-outdoor.example', firstName: 'Joe', role: 'designer' } },
    },
    { ask: 'Invite kim@meridian-outdoor.example', input: { user_data: { email: 'kim@meridian-outdoor.example' } } },
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
    const { patch, shown } = await resolveUserData(
      { ...data, role: data.role ?? data.roleId ?? 'viewer' },
      { sisense, signal },
    );
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
      ...(data.role === undefined && data.roleId === undefined
        ? { warnings: ['No role was given, so the user becomes a viewer.'] }
        : {}),
    };
  },
});

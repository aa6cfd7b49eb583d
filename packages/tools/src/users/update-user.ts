import type { Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { isEverybody } from '../groups/is-everybody.ts';
import { fieldChanges, holdsFields } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { updateUserStep } from './update-user-step.ts';
import { resolveUserData, userData } from './user-fields.ts';
import { toUserRow, userLabel } from './user-row.ts';
import { fieldsOf } from './user-state.ts';

export const updateUser = changeTool({
  id: 'access.update_user',
  title: 'Change user',
  description:
    'Changes fields of one user: names, role, groups, state. For a password use access.change_user_password.',
  destructive: true,
  idempotent: true,
  input: z.object({
    user_email: z.string().min(1).describe('E-mail, user name or id'),
    user_data: userData.refine((data) => Object.keys(data).length > 0, 'name at least one field to change'),
  }),
  aliases: { user_name: 'user_email' },
  examples: [
    {
      ask: 'Make chloe.dubois@meridian-outdoor.example a designer',
      input: { user_email: 'chloe.dubois@meridian-outdoor.example', user_data: { role: 'designer' } },
    },
    {
      ask: 'Put kenji into the group Finance only',
      input: { user_email: 'kenji.watanabe@meridian-outdoor.example', user_data: { groups: ['Finance'] } },
    },
    {
      ask: 'Deactivate kenji.watanabe@meridian-outdoor.example',
      input: { user_email: 'kenji.watanabe@meridian-outdoor.example', user_data: { active: false } },
    },
  ],
  tags: ['users'],
  steps: [updateUserStep],
  plan: async ({ user_email, user_data }, { sisense, signal }) => {
    const user = await sisense.users.resolve(user_email, { signal });
    const { patch, shown } = await resolveUserData(user_data, { sisense, signal });
    const now = fieldsOf(user, Object.keys(patch));
    if (holdsFields(now, patch))
      return { summary: `User ${quoted(userLabel(user))} has these values already.`, steps: [] };
    const shownNow: Record<string, Json> = { ...fieldsOf(user, Object.keys(shown)), ...namesOf(toUserRow(user)) };
    return {
      summary: `Change ${Object.keys(shown).join(', ')} of user ${userLabel(user)}`,
      steps: [
        {
          kind: updateUserStep.name,
          asset: { type: 'user', name: userLabel(user), id: user._id },
          argument: { id: user._id, fields: patch },
          changes: fieldChanges(shownNow, shown),
          state: now,
        },
      ],
    };
  },
});

function namesOf({ role, groups }: Record<string, Json>): Record<string, Json> {
  const own = Array.isArray(groups) ? groups.filter((name) => !isEverybody(String(name))) : [];
  return { role: role ?? null, groups: own };
}

import { canonicalJson, type Json } from '@fes-assistant/protocol';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { updateUserStep } from './update-user-step.ts';
import { fieldChanges, resolveUserData, userData } from './user-fields.ts';
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
      ask: 'Make bob@acme.example a designer',
      input: { user_email: 'bob@acme.example', user_data: { role: 'designer' } },
    },
    {
      ask: 'Put bob into the group Finance only',
      input: { user_email: 'bob@acme.example', user_data: { groups: ['Finance'] } },
    },
    { ask: 'Deactivate bob@acme.example', input: { user_email: 'bob@acme.example', user_data: { active: false } } },
  ],
  tags: ['users'],
  steps: [updateUserStep],
  plan: async ({ user_email, user_data }, { sisense, signal }) => {
    const user = await sisense.users.resolve(user_email, { signal });
    const { patch, shown } = await resolveUserData(user_data, { sisense, signal });
    const now = fieldsOf(user, Object.keys(patch));
    if (sameFields(now, patch)) throw new Refusal(`User ${quoted(userLabel(user))} has these values already.`);
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
  return { role: role ?? null, groups: groups ?? [] };
}

function sameFields(now: Record<string, Json>, wanted: Record<string, Json>): boolean {
  const sorted = (value: Json | undefined) =>
    canonicalJson(Array.isArray(value) ? value.map(String).toSorted() : (value ?? null));
  return Object.entries(wanted).every(([field, value]) => sorted(now[field]) === sorted(value));
}

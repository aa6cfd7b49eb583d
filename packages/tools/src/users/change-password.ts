import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { setPasswordStep } from './set-password-step.ts';
import { userLabel } from './user-row.ts';

export const changePassword = changeTool({
  id: 'access.change_user_password',
  title: 'Set password',
  description: 'Sets the password of one user; the person who approves types it.',
  destructive: true,
  idempotent: true,
  input: z.object({
    user_id: z.string().min(1).describe('Id, e-mail or user name'),
    password: z.string().optional().describe('Leave out: the approver types it'),
  }),
  examples: [
    { ask: 'Set a new password for kenji.watanabe', input: { user_id: 'kenji.watanabe@meridian-outdoor.example' } },
    { ask: 'Reset the password of grace.mbeki', input: { user_id: 'grace.mbeki' } },
    { ask: 'Change the password of svc.reports', input: { user_id: 'svc.reports' } },
  ],
  tags: ['users'],
  secrets: [{ name: 'password', label: 'New password', required: true }],
  steps: [setPasswordStep],
  plan: async ({ user_id }, { sisense, signal }) => {
    const user = await sisense.users.resolve(user_id, { signal });
    return {
      summary: `Set the password of user ${userLabel(user)}`,
      steps: [
        {
          kind: setPasswordStep.name,
          asset: { type: 'user', name: userLabel(user), id: user._id },
          argument: { id: user._id },
          consequences: ['The earlier password stops working at once.'],
          secrets: ['password'],
        },
      ],
    };
  },
});

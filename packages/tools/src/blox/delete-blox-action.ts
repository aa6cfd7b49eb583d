import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { deleteBloxStep } from './blox-steps.ts';

export const deleteBloxAction = changeTool({
  id: 'blox.delete_blox_action',
  title: 'Delete BloX action',
  description: 'Deletes one custom action of BloX, found by its type.',
  destructive: true,
  idempotent: true,
  input: z.object({ action_type: z.string().min(1) }),
  examples: [
    { ask: 'Delete the BloX action ExportCard', input: { action_type: 'ExportCard' } },
    { ask: 'Remove the BloX action SetRegion', input: { action_type: 'SetRegion' } },
    { ask: 'Delete OpenTicket from BloX', input: { action_type: 'OpenTicket' } },
  ],
  tags: ['blox'],
  steps: [deleteBloxStep],
  plan: async ({ action_type }, { sisense, signal }) => {
    const action = await sisense.blox.get(action_type, { signal });
    return {
      summary: `Delete BloX action ${action_type}`,
      steps: [
        {
          kind: deleteBloxStep.name,
          asset: { type: 'blox action', name: action_type, id: action_type },
          argument: { type: action_type },
          consequences: ['BloX widgets that use the action do nothing when it is clicked.'],
          state: asJson(action),
        },
      ],
    };
  },
});

import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { asJson } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { saveBloxStep } from './blox-steps.ts';

export const saveBloxAction = changeTool({
  id: 'blox.save_blox_action',
  title: 'Save BloX action',
  description: 'Creates one custom action of BloX, or replaces the one with the same type.',
  destructive: true,
  idempotent: true,
  input: z.object({
    action: z.looseObject({
      type: z.string().min(1).describe('Its unique name'),
      body: z.string().describe('JavaScript'),
      snippet: z.record(z.string(), z.json()).optional(),
    }),
  }),
  examples: [
    { ask: 'Create a BloX action LogClick', input: { action: { type: 'LogClick', body: 'console.log(payload);' } } },
    {
      ask: 'Replace the BloX action ExportCard',
      input: { action: { type: 'ExportCard', body: 'console.log(payload.widget.title);' } },
    },
    {
      ask: 'Add a BloX action Hello with a title',
      input: { action: { type: 'Hello', body: "alert('Hello');", snippet: { type: 'Hello', title: 'Say hello' } } },
    },
  ],
  tags: ['blox'],
  steps: [saveBloxStep],
  plan: async ({ action }, { sisense, signal }) => {
    const earlier = await ifFound(sisense.blox.get(action.type, { signal }));
    if (earlier?.body === action.body && action.snippet === undefined) {
      return { summary: `The BloX action ${quoted(action.type)} is so already.`, steps: [] };
    }
    const whole = { snippet: { type: action.type, title: action.type }, ...asObject(earlier), ...action };
    return {
      summary: `${earlier ? 'Replace' : 'Create'} BloX action ${action.type}`,
      steps: [
        {
          kind: saveBloxStep.name,
          asset: { type: 'blox action', name: action.type, id: action.type },
          argument: { action: asJson(whole) },
          changes: [{ field: 'body', before: earlier?.body ?? null, after: action.body }],
          consequences: ['The JavaScript runs in the browser of everyone who uses the action.'],
          state: asJson(earlier),
        },
      ],
    };
  },
});

function asObject(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

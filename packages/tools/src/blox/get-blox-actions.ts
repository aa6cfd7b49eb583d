import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getBloxActions = readTool({
  id: 'blox.get_blox_actions',
  title: 'BloX actions',
  description: 'Lists the custom actions of BloX with their JavaScript.',
  input: z.object({}),
  examples: [
    { ask: 'Which BloX actions are there?', input: {} },
    { ask: 'Show the code of the BloX actions', input: {} },
    { ask: 'Is there a BloX action OpenTicket?', input: {} },
  ],
  tags: ['blox'],
  row: z.looseObject({ type: z.string(), title: z.string().nullable(), body: z.string().nullable() }),
  columns: [
    { key: 'type', title: 'Action', kind: 'id' },
    { key: 'title', title: 'Title', kind: 'text' },
    { key: 'body', title: 'JavaScript', kind: 'text' },
  ],
  run: async (_input, { sisense, signal }) => ({
    rows: (await sisense.blox.list({ signal })).map(({ type, body, snippet }) => ({
      type,
      title: titleOf(snippet),
      body: body ?? null,
      snippet: asJson(snippet),
    })),
  }),
});

function titleOf(snippet: unknown): string | null {
  if (snippet === null || typeof snippet !== 'object' || !('title' in snippet)) return null;
  return typeof snippet.title === 'string' ? snippet.title : null;
}

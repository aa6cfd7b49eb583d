import { z } from 'zod';
import { readTool } from '../tool.ts';

export const decrypt = readTool({
  id: 'encryption.decrypt',
  title: 'Decrypt text',
  description: 'Decrypts a text of Sisense. Needs approval; the answer is shown to the approver only.',
  input: z.object({ payload: z.strictObject({ value: z.string().min(1) }) }),
  examples: [
    { ask: 'Decrypt this connection parameter', input: { payload: { value: 'ENC:LPJNul+wow4m6DsqxbninhAYzFQ6' } } },
    {
      ask: 'What does this encrypted text say?',
      input: { payload: { value: 'ENC:R9HYJzcQ/W9qWZX6waCYPyS3A5BLMykB0YI=' } },
    },
    { ask: 'Show the clear text of this value', input: { payload: { value: 'ENC:WZRHGrsBESr8wYFZ9sx0tB4G3bru' } } },
  ],
  tags: ['encryption'],
  secretResult: true,
  item: z.object({ value: z.string() }),
  columns: [],
  run: async ({ payload }, { sisense, signal }) => ({
    item: { value: await sisense.encryption.decrypt(payload.value, { signal }) },
  }),
});

import { z } from 'zod';
import { readTool } from '../tool.ts';

export const encrypt = readTool({
  id: 'encryption.encrypt',
  title: 'Encrypt text',
  description:
    'Encrypts a text as Sisense does for connections. Whoever runs the model sees the text: use no real password.',
  input: z.object({ payload: z.strictObject({ value: z.string().min(1) }) }),
  examples: [
    { ask: 'Encrypt the text hello', input: { payload: { value: 'hello' } } },
    { ask: 'How does Sisense encrypt "test value"?', input: { payload: { value: 'test value' } } },
    { ask: 'Encrypt 12345', input: { payload: { value: '12345' } } },
  ],
  tags: ['encryption'],
  item: z.object({ value: z.string() }),
  columns: [],
  run: async ({ payload }, { sisense, signal }) => ({
    item: { value: await sisense.encryption.encrypt(payload.value, { signal }) },
  }),
});

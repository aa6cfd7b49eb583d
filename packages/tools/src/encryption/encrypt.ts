import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { readTool } from '../tool.ts';

export const encrypt = readTool({
  id: 'encryption.encrypt',
  title: 'Encrypt text',
  description: 'Encrypts a text as Sisense does for connections. Leave a real password out: the approver types it.',
  input: z.object({ payload: z.strictObject({ value: z.string().min(1).optional() }).default({}) }),
  examples: [
    { ask: 'Encrypt the text hello', input: { payload: { value: 'hello' } } },
    { ask: 'How does Sisense encrypt "test value"?', input: { payload: { value: 'test value' } } },
    { ask: 'Encrypt 12345', input: { payload: { value: '12345' } } },
  ],
  tags: ['encryption'],
  secretInput: { field: { name: 'value', label: 'Text to encrypt', required: true }, at: ['payload', 'value'] },
  item: z.object({ value: z.string() }),
  columns: [],
  run: async ({ payload: { value } }, { sisense, signal }) => {
    if (value === undefined) throw new Refusal('Say what to encrypt: {"payload": {"value": "…"}}.', 'invalid');
    return { item: { value: await sisense.encryption.encrypt(value, { signal }) } };
  },
});

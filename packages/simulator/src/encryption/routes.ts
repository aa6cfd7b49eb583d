import { type Answer, ok } from '../answer.ts';
import type { Call, RouteAnswerer, Routes } from '../call.ts';
import { objectOf } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';
import { decrypted, encrypted } from './cipher.ts';

const mark = 'ENC:';

/** Clients send `{value}`; the documented form is a query parameter and plain text. */
function sentValue(call: Call): string {
  const value = call.method === 'GET' ? call.query.get('value') : objectOf(call.body).value;
  if (typeof value !== 'string' || value === '') throw refuseInvalid('value is required');
  return value;
}

function shaped(call: Call, value: string): Answer {
  return call.method === 'GET' ? { status: 200, text: value } : ok({ value });
}

const encrypt: RouteAnswerer = (call) => shaped(call, mark + encrypted(sentValue(call)));

const decrypt: RouteAnswerer = (call) => {
  const plain = decrypted(sentValue(call).replace(mark, ''));
  if (plain === undefined) throw refuse({ status: 400, code: 400, message: 'The value cannot be decrypted.' });
  return shaped(call, plain);
};

export const encryptionRoutes = {
  'POST /api/v1/encryption/encrypt': { answer: encrypt, needs: 'admin' },
  'POST /api/v1/encryption/decrypt': { answer: decrypt, needs: 'admin' },
  'GET /api/v1/encryption/encrypt': { answer: encrypt, needs: 'admin' },
  'GET /api/v1/encryption/decrypt': { answer: decrypt, needs: 'admin' },
} satisfies Routes;

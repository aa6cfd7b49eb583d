import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything } from '../shapes.ts';

const body = z.looseObject({ value: z.string() });

/** `POST` because a `GET` would put the secret in URLs and their logs; the answer is `{value}` or plain text (rest-api §14). */
export const encryptionEndpoints = {
  encrypt: endpoint({
    method: 'POST',
    path: '/api/v1/encryption/encrypt',
    effect: 'read',
    body,
    answer: anything,
    sure: 'client',
    source: 'rest-api §7.6, §14; capabilities-1 E43, §2.12',
  }),
  decrypt: endpoint({
    method: 'POST',
    path: '/api/v1/encryption/decrypt',
    effect: 'read',
    body,
    answer: anything,
    sure: 'client',
    source: 'rest-api §7.6, §14; capabilities-1 E44, §2.12',
  }),
};

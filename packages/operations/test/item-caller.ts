import type { Caller } from '../src/index.ts';
import { asSisense, type Items } from './item-catalog.ts';

export function callerFor(
  items: Items,
  changes: { principal?: string; userId?: string; deployment?: string } = {},
): Caller {
  const { principal = 'ann', userId = 'u1', deployment = 'https://items.example.com' } = changes;
  const fingerprint = `${deployment} ${userId}`;
  const identity = { side: 'only' as const, deployment, fingerprint, userId, userName: 'ann@example.com' };
  return { principal, connections: [{ identity, sisense: asSisense(items) }] };
}

import type { Operations } from '@fes-assistant/operations';
import { expect, test } from 'vitest';
import { createOperationDesk } from './operation-desk.ts';

test('looking after thousands of operations that wait for approval keeps nobody waiting', async () => {
  let looked = 0;
  const get = async () => {
    looked += 1;
    return { state: 'proposed' };
  };
  const pool = { hold: () => undefined, release: () => undefined };
  const operations = { get } as unknown as Operations;
  const desk = createOperationDesk(operations, { pool: pool as never, now: Date.now });
  for (let at = 0; at < 5_000; at += 1) desk.remember(`op_${at}`, { principal: 'ann', connections: [] });
  const swept = desk.sweep();
  const lookedAtFirst = await new Promise<number>((resolve) => setImmediate(() => resolve(looked)));
  expect(lookedAtFirst).toBeLessThan(50);
  await swept;
  expect(looked).toBe(5_000);
});

import { expect, it } from 'vitest';
import { HeldBytes } from './held-bytes.ts';

it('takes what fits beside the rest, and one alone of any size', () => {
  const held = new HeldBytes(10);
  const done = held.take(8);
  expect(done).toBeDefined();
  expect(held.take(3)).toBeUndefined();
  expect(held.take(2)).toBeDefined();
  expect(held.take(1)).toBeUndefined();
  done?.();
  expect(held.take(8)).toBeDefined();
  expect(new HeldBytes(10).take(1000)).toBeDefined();
});

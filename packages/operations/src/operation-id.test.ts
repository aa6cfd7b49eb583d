import { expect, it } from 'vitest';
import { newOperationId } from './operation-id.ts';

it('an id of an operation can stand on a command line as it is', () => {
  const ids = Array.from({ length: 5_000 }, newOperationId);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_][\w-]{21}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

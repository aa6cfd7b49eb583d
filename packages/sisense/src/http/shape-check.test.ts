import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import { hasShape } from './shape-check.ts';

/** Values that come near: known keys with values of all kinds. */
const keys = ['oid', '_id', 'title', 'name', 'shares', 'groups', 'role', 'widgets', 'type', 'items', 'data', 'columns'];
const near = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 1, Number.POSITIVE_INFINITY, 'text', '', [], {}),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  ),
})).value;

it('never accepts what the shape of an endpoint does not', () => {
  let accepted = 0;
  fc.assert(
    fc.property(near, (value) => {
      for (const { id, answer } of Object.values(endpoints)) {
        if (!hasShape(answer, value)) continue;
        accepted += 1;
        expect(answer.safeParse(value).success, `${id} ${JSON.stringify(value)}`).toBe(true);
      }
    }),
    { numRuns: 150, seed: 13 },
  );
  expect(accepted).toBeGreaterThan(1000);
});

it('accepts what the shapes that it knows accept', () => {
  const shape = z.looseObject({
    oid: z.string(),
    size: z.number().nullish(),
    list: z.array(z.union([z.string(), z.null()])),
  });
  expect(hasShape(shape, { oid: 'a', list: ['b', null], more: 1 })).toBe(true);
  expect(hasShape(shape, { oid: 'a', size: null, list: [1] })).toBe(false);
});

it('leaves shapes with conditions of their own to the schema', () => {
  expect(hasShape(z.string().min(1), 'text')).toBe(false);
  expect(hasShape(z.strictObject({ a: z.string() }), { a: 'b' })).toBe(false);
  expect(hasShape(z.record(z.string().min(3), z.string()), { a: 'b' })).toBe(false);
});

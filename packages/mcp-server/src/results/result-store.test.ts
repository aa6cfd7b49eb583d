import { expect, test } from 'vitest';
import { createResultStore } from './result-store.ts';

const about = (args: Record<string, string>) => ({
  principal: 'ann',
  fingerprint: 'f1',
  origin: { tool: 'access.list_boxes', args },
});
const holder = { principal: 'ann', fingerprints: ['f1'] };
const kilobyte = { rows: [{ name: 'x'.repeat(1_000) }], columns: [] };

test('where all results take too much, the oldest makes room and says how to have it again', () => {
  const store = createResultStore({ now: () => 0, maxBytes: 2_500 });
  const handles = ['one', 'two', 'three'].map((name) => store.keep(kilobyte, about({ name })));
  expect(handles).toEqual(['$r1', '$r2', '$r3']);
  expect(() => store.find('$r1', holder)).toThrow(
    'The result $r1 is no longer held. Call access.list_boxes again with {"name":"one"} and use its new name.',
  );
  expect(store.find('$r2', holder).rows).toEqual(kilobyte.rows);
  expect(store.find('$r3', holder).rows).toEqual(kilobyte.rows);
});

test('a result is held for an hour, and its name is never given again', () => {
  const clock = { at: 0 };
  const store = createResultStore({ now: () => clock.at });
  const handle = store.keep(kilobyte, about({}));
  clock.at = 3_599_999;
  expect(store.find(handle, holder).rows).toEqual(kilobyte.rows);
  clock.at = 3_600_000;
  expect(() => store.find(handle, holder)).toThrow('Call access.list_boxes again with {}');
  expect(store.keep(kilobyte, about({}))).toBe('$r2');
  expect(() => store.find(handle, { ...holder, principal: 'bob' })).toThrow('There is no result $r1');
});

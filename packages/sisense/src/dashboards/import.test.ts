import { expect, it } from 'vitest';
import { importResult, readyForImport } from './import.ts';

const hr = { oid: 'd3', title: 'HR' };

it('reads failures by category', () => {
  const answer = {
    succeded: [{ oid: 'd1', title: 'Sales', owner: 'u1' }],
    skipped: [{ oid: 'd2', title: 'Costs' }],
    failed: {
      duplicateKey: [{ ...hr, error: { code: 11000 } }],
      validation: [{ ...hr, error: { message: 'No layout' } }],
    },
  };
  expect(importResult(answer)).toEqual({
    succeeded: [{ oid: 'd1', title: 'Sales' }],
    skipped: [{ oid: 'd2', title: 'Costs' }],
    failed: [
      { ...hr, category: 'duplicateKey', reason: 'code 11000' },
      { ...hr, category: 'validation', reason: 'No layout' },
    ],
  });
});

it('reads failures as a list, and an answer that is nothing but a list', () => {
  expect(importResult({ failed: [{ ...hr, error: 'Taken' }] }).failed).toEqual([
    { ...hr, category: 'failed', reason: 'Taken' },
  ]);
  expect(importResult([hr])).toEqual({ succeeded: [hr], skipped: [], failed: [] });
  expect(importResult({ failed: [] })).toEqual({ succeeded: [], skipped: [], failed: [] });
});

it('sends an empty preview layout instead of none, from a copy', () => {
  const given = { title: 'X', previewLayout: null };
  expect(readyForImport(given)).toEqual({ title: 'X', previewLayout: [] });
  expect(given.previewLayout).toBeNull();
});

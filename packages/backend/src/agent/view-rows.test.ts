import { expect, test } from 'vitest';
import { someUsers, userColumns } from '../../test/tools.ts';
import { viewRows } from './view-rows.ts';

const users = { rows: someUsers, columns: userColumns, total: someUsers.length };
const names = (view: object): unknown[] =>
  viewRows(users, { of: 'r1', ...view }).rows.map(({ firstName }) => firstName);

test('conditions must all hold; of several values or columns one is enough', () => {
  expect(
    names({
      where: [
        { column: 'role', comparison: 'is', value: 'viewer' },
        { column: 'active', comparison: 'is', value: true },
      ],
    }),
  ).toEqual(['Bob']);
  expect(names({ where: [{ column: 'role', comparison: 'is', value: ['admin', 'viewer'] }] })).toEqual([
    'Ann',
    'Bob',
    'Cat',
  ]);
  expect(names({ where: [{ column: ['firstName', 'lastName'], comparison: 'contains', value: 'mo' }] })).toEqual([
    'Cat',
  ]);
  expect(names({ where: [{ column: 'role', comparison: 'is not', value: 'viewer' }] })).toEqual(['Ann']);
});

test('dates are compared as dates; what never happened is not after anything', () => {
  const since = '2026-06-01';
  expect(names({ where: [{ column: 'lastLogin', comparison: 'after', value: since }] })).toEqual(['Ann']);
  expect(names({ where: [{ column: 'lastLogin', comparison: 'before', value: since }] })).toEqual(['Cat']);
  expect(names({ where: [{ column: 'lastLogin', comparison: 'not after', value: since }] })).toEqual(['Bob', 'Cat']);
  expect(names({ where: [{ column: 'lastLogin', comparison: 'is empty' }] })).toEqual(['Bob']);
});

test('sorted rows without a value come last either way; a cut says so', () => {
  expect(names({ sort: { column: 'lastLogin' } })).toEqual(['Cat', 'Ann', 'Bob']);
  expect(names({ sort: { column: 'lastLogin', descending: true } })).toEqual(['Ann', 'Cat', 'Bob']);
  expect(viewRows(users, { of: 'r1', limit: 2 })).toMatchObject({ total: 2, notes: ['The first 2 of 3 rows.'] });
});

test('groups are counted, the largest first', () => {
  expect(viewRows(users, { of: 'r1', group_by: 'role' }).rows).toEqual([
    { role: 'viewer', count: 2 },
    { role: 'admin', count: 1 },
  ]);
});

test('what would not be true of all rows is refused, and so is a column that is not there', () => {
  expect(() => viewRows({ ...users, total: 5 }, { of: 'r1' })).toThrow('Only 3 of 5 rows are held');
  expect(() => viewRows(users, { of: 'r1', sort: { column: 'size' } })).toThrow('There is no column size');
  expect(() => viewRows(users, { of: 'r1', surprise: true })).toThrow();
});

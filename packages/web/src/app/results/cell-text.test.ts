import type { Json } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { cellText, compareValues } from './cell-text.ts';
import { columnWidths } from './column-widths.ts';
import { columnsOf } from './derive-columns.ts';

describe('the text of a cell', () => {
  it.each<[Json, Parameters<typeof cellText>[1], string]>([
    [null, 'text', ''],
    [1234567.5, 'number', '1,234,567.5'],
    [1234, 'id', '1234'],
    [true, 'boolean', 'Yes'],
    [['a', 'b'], 'list', 'a, b'],
    [{ a: 1 }, 'json', '{"a":1}'],
    ['2026-11-24', 'date', '24 Nov 2026'],
    ['not a date', 'date', 'not a date'],
  ])('%j as %s is %j', (value, kind, text) => {
    expect(cellText(value, kind)).toBe(text);
  });
});

describe('the order of values', () => {
  const sorted = (values: Json[]) => [...values].sort(compareValues);

  it('is by size for numbers and by the numbers inside texts', () => {
    expect(sorted([10, 9, -1])).toEqual([-1, 9, 10]);
    expect(sorted(['item 10', 'item 9', 'Item 1'])).toEqual(['Item 1', 'item 9', 'item 10']);
  });

  it('puts blanks last', () => {
    expect(sorted([null, 'b', 'a'])).toEqual(['a', 'b', null]);
  });
});

describe('columns of a result that names none', () => {
  const rows = [
    {
      _id: '5f0c7f9e8a1b2c3d4e5f6a7b',
      lastLogin: '2026-11-20T10:00:00Z',
      size: 3,
      isActive: true,
      groups: ['a'],
      more: { a: 1 },
      note: 'x',
    },
    { _id: '5f0c7f9e8a1b2c3d4e5f6a7c', lastLogin: null, size: 4, isActive: false, groups: [], more: null, note: '' },
  ];

  it('are those of its rows, with the kind of their values', () => {
    expect(columnsOf([], rows).map(({ title, kind }) => [title, kind])).toEqual([
      ['Id', 'id'],
      ['Last login', 'date'],
      ['Size', 'number'],
      ['Is active', 'boolean'],
      ['Groups', 'list'],
      ['More', 'json'],
      ['Note', 'text'],
    ]);
  });

  it('are as wide as their content, within limits', () => {
    const [narrow, wide] = columnWidths(
      [
        { key: 'a', title: 'A', kind: 'text' },
        { key: 'b', title: 'B', kind: 'text' },
      ],
      [{ a: 'x', b: 'y'.repeat(500) }],
    );
    expect(narrow).toBeLessThan(100);
    expect(wide).toBe(360);
  });
});

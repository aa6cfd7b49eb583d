import type { Column } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { fileName, toCsv, toTabbed } from './csv.ts';

const columns: Column[] = [
  { key: 'name', title: 'Name', kind: 'text' },
  { key: 'value', title: 'Value', kind: 'text' },
];
const lineOf = (value: string | number | string[] | null | { a: number }) =>
  toCsv(columns, [{ name: 'x', value }])
    .split('\r\n')
    .slice(1)
    .join('\r\n');

describe('rows as CSV', () => {
  it('has the titles first, then the rows', () => {
    expect(toCsv(columns, [{ name: 'Jane', value: 3 }])).toBe('Name,Value\r\nJane,3');
  });

  it('quotes commas, quotes and line ends', () => {
    expect(lineOf('a,"b"\nc')).toBe('x,"a,""b""\nc"');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])('takes the formula out of %j', (text) => {
    expect(lineOf(text)).toMatch(/^x,"?'/);
  });

  it('leaves numbers alone, negative ones too', () => {
    expect(lineOf(-12.5)).toBe('x,-12.5');
  });

  it('writes lists readably, other values as JSON, and nothing for what is not there', () => {
    expect(lineOf(['a', 'b'])).toBe('x,a; b');
    expect(lineOf({ a: 1 })).toBe('x,"{""a"":1}"');
    expect(lineOf(null)).toBe('x,');
  });

  it('takes the formula out of titles as well', () => {
    expect(toCsv([{ key: 'a', title: '=cmd', kind: 'text' }], [])).toBe("'=cmd");
  });
});

describe('rows for the clipboard', () => {
  it('keeps one row on one line', () => {
    expect(toTabbed(columns, [{ name: 'a\tb', value: 'c\nd' }])).toBe('Name\tValue\r\na b\tc d');
  });
});

it('names the file for what it holds', () => {
  expect(fileName('List all users (admin)')).toBe('list-all-users-admin.csv');
  expect(fileName('***')).toBe('result.csv');
});

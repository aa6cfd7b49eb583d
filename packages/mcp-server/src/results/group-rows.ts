import type { Column, Row } from '@fes-assistant/protocol';
import { cellOf, textOf } from './conditions.ts';
import type { KeptResult } from './result-store.ts';

/** One row for each group: its values, how many rows, and the sum of a column where one is asked for. */
export function groupRows(
  { rows, columns }: KeptResult,
  { by, sum }: { by: string[]; sum: string | undefined },
): KeptResult {
  const groups = new Map<string, { row: Row; count: number; sum: number }>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => cellOf(row, name)));
    const group = groups.get(key) ?? { row, count: 0, sum: 0 };
    group.count += 1;
    group.sum += sum === undefined ? 0 : Number(textOf(cellOf(row, sum))) || 0;
    groups.set(key, group);
  }
  const grouped = [...groups.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ row, count, sum: total }): Row => {
      const values = Object.fromEntries(by.map((name) => [name, cellOf(row, name)]));
      return { ...values, count, ...(sum === undefined ? {} : { sum: total }) };
    });
  return { rows: grouped, columns: groupColumns(columns, { by, sum }) };
}

function groupColumns(columns: Column[], { by, sum }: { by: string[]; sum: string | undefined }): Column[] {
  const known = (name: string): Column =>
    columns.find(({ key }) => key === name) ?? { key: name, title: name, kind: 'text' };
  const total: Column[] =
    sum === undefined ? [] : [{ key: 'sum', title: `Sum of ${known(sum).title}`, kind: 'number' }];
  return [...by.map(known), { key: 'count', title: 'Count', kind: 'number' }, ...total];
}

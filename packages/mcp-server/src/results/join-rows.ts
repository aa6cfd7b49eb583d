import type { Column, Row } from '@fes-assistant/protocol';
import { Refusal } from '@fes-assistant/tools';
import { cellOf, textOf } from './conditions.ts';
import type { KeptResult } from './result-store.ts';

export const joinKinds = ['matches', 'all-left', 'without-match'] as const;

const maxJoined = 1_000_000;

export interface Join {
  /** A column of the left and one of the right result. */
  on: [string, string];
  keep: (typeof joinKinds)[number];
}

/** Rows of the left result with those of the right one; names that both have are the right one's with `right_` before them. */
export function joinRows({ left, right }: { left: KeptResult; right: KeptResult }, { on, keep }: Join): KeptResult {
  const [leftColumn, rightColumn] = on;
  const matches = Map.groupBy(right.rows, (row) => textOf(cellOf(row, rightColumn)));
  if (keep === 'without-match') {
    const rows = left.rows.filter((row) => matchesOf(row).length === 0);
    return { rows, columns: left.columns };
  }
  const taken = new Set(left.rows.flatMap((row) => Object.keys(row)));
  const nameOf = (name: string) => (taken.has(name) ? `right_${name}` : name);
  const rows: Row[] = [];
  for (const row of left.rows) {
    const found = matchesOf(row);
    for (const other of found) rows.push({ ...row, ...renamed(other, nameOf) });
    if (found.length === 0 && keep === 'all-left') rows.push(row);
    if (rows.length > maxJoined) throw new Refusal('The two results have too many matches to join: filter them first.');
  }
  const added = right.columns.map((column): Column => ({ ...column, key: nameOf(column.key) }));
  return { rows, columns: [...left.columns, ...added] };

  function matchesOf(row: Row): Row[] {
    const value = textOf(cellOf(row, leftColumn));
    return value === '' ? [] : (matches.get(value) ?? []);
  }
}

function renamed(row: Row, nameOf: (name: string) => string): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [nameOf(name), value]));
}

import type { Column, Json, Row } from '@fes-assistant/protocol';
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { cellText, compareValues } from './cell-text.ts';

export const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
});

const column = createColumnHelper<typeof features, Row>();

/** The table library's columns for ours: raw values, our order; blanks last in both directions. */
export function tableColumns(columns: Column[]) {
  return column.columns(
    columns.map(({ key, title }) =>
      column.accessor((row): Json | undefined => row[key] ?? undefined, {
        id: key,
        header: title,
        sortFn: (one, other) => compareValues(one.original[key], other.original[key]),
        sortUndefined: 'last',
        sortDescFirst: false,
      }),
    ),
  );
}

/** Each row's whole text in small letters, made once: a filter over 10,000 rows answers between two key strokes. */
export function searchTexts(columns: Column[], rows: Row[]): Map<Row, string> {
  return new Map(
    rows.map((row) => [
      row,
      columns
        .map(({ key, kind }) => cellText(row[key], kind))
        .join('\n')
        .toLowerCase(),
    ]),
  );
}

/** Whether every word that was typed is somewhere in the row. */
export function matchesWords(text: string, typed: string): boolean {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

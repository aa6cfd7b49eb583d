import type { Column, Row } from '@fes-assistant/protocol';
import { useTable } from '@tanstack/react-table';
import { useDeferredValue, useMemo, useState } from 'react';
import { columnWidths } from './column-widths.ts';
import { RowDetails } from './row-details.tsx';
import { TableGrid } from './table-grid.tsx';
import { features, matchesWords, searchTexts, tableColumns } from './table-model.ts';
import { TableToolbar } from './table-toolbar.tsx';

export interface ResultTableProps {
  title: string;
  columns: Column[];
  rows: Row[];
  /** How many there are in all; more than `rows` when these are only a part. */
  total: number;
}

/** Rows to sort, filter, read in full, copy and take away. */
export function ResultTable({ title, columns, rows, total }: ResultTableProps) {
  const [typed, setTyped] = useState('');
  const filter = useDeferredValue(typed.trim());
  const [opened, setOpened] = useState<Row>();
  const definitions = useMemo(() => tableColumns(columns), [columns]);
  const widths = useMemo(() => columnWidths(columns, rows), [columns, rows]);
  const texts = useMemo(() => searchTexts(columns, rows), [columns, rows]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    state: { globalFilter: filter },
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, _column, words: string) => matchesWords(texts.get(row.original) ?? '', words),
  });
  const shown = table.getRowModel().rows;

  return (
    <div className="overflow-hidden rounded-xl border border-line bg-raised">
      <TableToolbar
        title={title}
        columns={columns}
        typed={typed}
        onType={setTyped}
        loaded={rows.length}
        total={total}
        shownRows={() => shown.map((row) => row.original)}
        shownCount={shown.length}
      />
      <TableGrid table={table} columns={columns} widths={widths} title={title} onOpen={setOpened} />
      <RowDetails title={title} columns={columns} row={opened} onClose={() => setOpened(undefined)} />
    </div>
  );
}

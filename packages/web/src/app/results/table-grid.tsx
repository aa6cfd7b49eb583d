import type { Column, Row } from '@fes-assistant/protocol';
import type { ReactTable, Row as TableRow } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { useRef } from 'react';
import { classNames } from '../shared/class-names.ts';
import { ScrollRegion } from '../shared/scroll-region.tsx';
import { Cell } from './cell.tsx';
import { cellText } from './cell-text.ts';
import type { features } from './table-model.ts';

const rowHeight = 34;
const numberWidth = 52;
const tallest = 420;
const scrollBar = 12;

export interface TableGridProps {
  table: ReactTable<typeof features, Row>;
  columns: Column[];
  widths: number[];
  title: string;
  onOpen: (row: Row) => void;
}

/** The table itself. Only the rows in view are in the document; the rest is two empty rows of the right height. */
export function TableGrid({ table, columns, widths, title, onOpen }: TableGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { rows } = table.getRowModel();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  // By all rows, not by those that match the filter: nothing under the table moves while one types.
  const frameHeight = Math.min(tallest, (table.getCoreRowModel().rows.length + 1) * rowHeight + scrollBar);
  const fullWidth = widths.reduce((sum, width) => sum + width, numberWidth);

  return (
    <ScrollRegion ref={frame} aria-label={`${title}, table`} style={{ height: frameHeight }}>
      <table
        aria-rowcount={rows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-[13px]"
        style={{ minWidth: fullWidth }}
      >
        <colgroup>
          <col style={{ width: numberWidth }} />
          {columns.map(({ key }, index) => (
            <col key={key} style={{ width: widths[index] }} />
          ))}
        </colgroup>
        <Head table={table} columns={columns} />
        <tbody>
          {before > 0 && <Gap height={before} span={columns.length + 1} />}
          {items.map(({ index }) => {
            const row = rows[index];
            return row && <Line key={row.id} row={row} index={index} columns={columns} onOpen={onOpen} />;
          })}
          {after > 0 && <Gap height={after} span={columns.length + 1} />}
        </tbody>
      </table>
      {rows.length === 0 && <p className="px-4 py-6 text-center text-[13px] text-ink-3">No row matches this filter.</p>}
    </ScrollRegion>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr>
      <td colSpan={span} style={{ height, padding: 0 }} />
    </tr>
  );
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

function Head({ table, columns }: Pick<TableGridProps, 'table' | 'columns'>) {
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th
          scope="col"
          className="sticky top-0 z-10 border-b border-line bg-panel px-1 text-right text-[12px] font-normal text-ink-3"
        >
          <span className="sr-only">Row</span>
        </th>
        {headers.map((header, index) => {
          const sorted = header.column.getIsSorted();
          const Icon = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ArrowUpDown;
          const isNumber = columns[index]?.kind === 'number';
          return (
            <th
              key={header.id}
              scope="col"
              aria-sort={sorted ? ariaSort[sorted] : undefined}
              className="sticky top-0 z-10 border-b border-line bg-panel p-0 font-medium"
            >
              <button
                type="button"
                onClick={header.column.getToggleSortingHandler()}
                className={classNames(
                  'group flex h-[34px] w-full items-center gap-1 px-3 text-ink-2 -outline-offset-2 hover:text-ink',
                  isNumber && 'flex-row-reverse',
                )}
              >
                <span className="truncate">{columns[index]?.title}</span>
                <Icon
                  size={13}
                  aria-hidden="true"
                  className={classNames(
                    'shrink-0',
                    sorted ? 'text-accent-ink' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
                  )}
                />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface LineProps {
  row: TableRow<typeof features, Row>;
  index: number;
  columns: Column[];
  onOpen: (row: Row) => void;
}

function Line({ row, index, columns, onOpen }: LineProps) {
  return (
    <tr aria-rowindex={index + 2} className="group hover:bg-hover/60">
      <td className="h-[34px] border-b border-line px-1 py-0 text-right">
        <button
          type="button"
          aria-label={`Open row ${index + 1}`}
          onClick={() => onOpen(row.original)}
          className="tabular h-6 w-full rounded px-1.5 text-right text-[12px] text-ink-3 -outline-offset-1 hover:bg-hover hover:text-ink"
        >
          {index + 1}
        </button>
      </td>
      {columns.map(({ key, kind }) => (
        <td
          key={key}
          title={cellText(row.original[key], kind).slice(0, 300)}
          className={classNames(
            'h-[34px] truncate border-b border-line px-3 py-0',
            kind === 'number' && 'tabular text-right',
          )}
        >
          <Cell value={row.original[key]} kind={kind} />
        </td>
      ))}
    </tr>
  );
}

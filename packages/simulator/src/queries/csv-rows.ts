import { parse } from 'csv-parse/sync';
import { objectOf, textOf } from '../json.ts';
import type { Table } from '../world.ts';
import type { Value } from './table-rows.ts';

const numbers = [0, 5, 6, 8, 9, 13, 16, 20, 40, 41];

/** The rows of a file, read as the table says under `configOptions`; where it has no heads, columns go by their place. */
export function csvRows(text: string, table: Table): { headers: string[]; rows: Value[][] } {
  const { delimiter, hasHeader, stringQuote } = objectOf(table.configOptions);
  const lines = linesOf(text, { delimiter: textOf(delimiter) ?? ',', quote: textOf(stringQuote) ?? '"' });
  const isHeaded = hasHeader !== false && hasHeader !== 'false';
  const heads = isHeaded ? (lines.shift() ?? []) : table.columns.map(({ id }) => id);
  const kinds = heads.map((head) => table.columns.find(({ id, name }) => id === head || name === head)?.type ?? 18);
  const rows = lines.map((cells) => heads.map((_, at) => cellValue(cells[at] ?? '', kinds[at] ?? 18)));
  return { headers: heads, rows };
}

function cellValue(cell: string, type: number): Value {
  if (cell === '') return null;
  return numbers.includes(type) && Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

function linesOf(text: string, { delimiter, quote }: { delimiter: string; quote: string }): string[][] {
  return parse(text, {
    bom: true,
    delimiter,
    quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
}

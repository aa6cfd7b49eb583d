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

/** A quote inside quotes is written twice. */
function linesOf(text: string, { delimiter, quote }: { delimiter: string; quote: string }): string[][] {
  const lines: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const close = () => {
    lines.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted && letter === quote && text[at + 1] === quote) {
      cell += quote;
      at += 1;
    } else if (letter === quote) isQuoted = !isQuoted;
    else if (isQuoted || (letter !== delimiter && letter !== '\n' && letter !== '\r')) cell += letter;
    else if (letter === delimiter) close();
    else if (letter === '\n') {
      close();
      lines.push([]);
    }
  }
  close();
  return lines.filter((cells) => cells.some((one) => one !== ''));
}

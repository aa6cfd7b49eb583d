import type { Json, Row } from '@fes-assistant/protocol';
import { z } from 'zod';

const operators = ['equals', 'not', 'contains', 'more-than', 'less-than', 'empty', 'not-empty'] as const;

/** Conditions that rows must meet, all of them. */
export const whereSchema = z
  .array(
    z.strictObject({
      column: z.string().min(1).max(200),
      is: z.enum(operators),
      value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    }),
  )
  .max(20)
  .default([])
  .describe('Conditions, all of which must hold');

export type Where = z.output<typeof whereSchema>;

export function rowsWhere(rows: Row[], where: Where): Row[] {
  return rows.filter((row) => where.every((condition) => meets(cellOf(row, condition.column), condition)));
}

/** What a row itself has under a name; what every object inherits is no cell. */
export function cellOf(row: Row, name: string): Json {
  return Object.hasOwn(row, name) ? (row[name] ?? null) : null;
}

function meets(cell: Json, { is, value }: Where[number]): boolean {
  switch (is) {
    case 'equals':
      return sameText(cell, value);
    case 'not':
      return !sameText(cell, value);
    case 'contains':
      return textOf(cell)
        .toLowerCase()
        .includes(String(value ?? '').toLowerCase());
    case 'more-than':
      return compare(cell, value) > 0;
    case 'less-than':
      return compare(cell, value) < 0;
    case 'empty':
      return isEmpty(cell);
    case 'not-empty':
      return !isEmpty(cell);
    default:
      return is satisfies never;
  }
}

/** Numbers by size; dates in their ISO form and other texts by their characters; what has no value by neither. */
function compare(cell: Json, value: string | number | boolean | undefined): number {
  if (isEmpty(cell) || value === undefined) return Number.NaN;
  const [left, right] = [Number(cell), Number(value)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return textOf(cell) < String(value) ? -1 : textOf(cell) > String(value) ? 1 : 0;
}

function sameText(cell: Json, value: string | number | boolean | undefined): boolean {
  return textOf(cell).toLowerCase() === String(value ?? '').toLowerCase();
}

/** A cell as text; a list as its members. */
export function textOf(cell: Json): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

function isEmpty(cell: Json): boolean {
  return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0);
}

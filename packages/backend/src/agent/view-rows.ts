import type { Column, Json, JsonSchema, Row, RowsResult } from '@fes-assistant/protocol';
import { z } from 'zod';

const comparisons = [
  'is',
  'is not',
  'contains',
  'starts with',
  'is empty',
  'is not empty',
  'before',
  'after',
  'not after',
  'more than',
  'less than',
] as const;
type Comparison = (typeof comparisons)[number];

const condition = z.strictObject({
  column: z.union([z.string(), z.array(z.string()).min(1)]).describe('Key of the column; of several, one must match'),
  comparison: z.enum(comparisons),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))])
    .optional()
    .describe('Of several values, one must match'),
});
export type Condition = z.infer<typeof condition>;

const view = z.strictObject({
  of: z.string().describe('Handle of the result: r3'),
  where: z.array(condition).optional().describe('Conditions that must all hold'),
  sort: z.strictObject({ column: z.string(), descending: z.boolean().optional() }).optional(),
  limit: z.int().min(1).optional().describe('Keep only so many of the first rows'),
  group_by: z.string().optional().describe('Count the rows for each value of this column'),
});
export type View = z.infer<typeof view>;

const { $schema: _dialect, ...schema } = z.toJSONSchema(view) as JsonSchema;
export const viewSchema: JsonSchema = schema;

/** What was asked cannot be seen in these rows. */
export class CannotView extends Error {
  override readonly name = 'CannotView';
}

/** Rows of an earlier result, filtered, sorted, cut or counted by code. */
export function viewRows(result: RowsResult, args: Record<string, Json>): RowsResult {
  const parsed = view.safeParse(args);
  if (!parsed.success) throw new CannotView(z.prettifyError(parsed.error));
  const { where = [], sort, limit, group_by: groupBy } = parsed.data;
  if (result.rows.length < result.total) {
    throw new CannotView(
      `Only ${result.rows.length} of ${result.total} rows are held, so this would not be true of all.`,
    );
  }
  for (const names of namedColumns(parsed.data)) requireColumn(result, names);
  const kept = result.rows.filter((row) => where.every((one) => holds(row, one)));
  if (groupBy !== undefined) return grouped(kept, columnOf(result, groupBy));
  const sorted = sort ? kept.toSorted(byColumn(sort)) : kept;
  const rows = limit === undefined ? sorted : sorted.slice(0, limit);
  const cut = rows.length < sorted.length ? [`The first ${rows.length} of ${sorted.length} rows.`] : [];
  return { rows, columns: result.columns, total: rows.length, ...(cut.length > 0 ? { notes: cut } : {}) };
}

/** Of each group of columns one must be there. */
function namedColumns({ where = [], sort, group_by: groupBy }: View): string[][] {
  const groups = where.map(({ column }) => [column].flat());
  return [...groups, ...(sort ? [[sort.column]] : []), ...(groupBy === undefined ? [] : [[groupBy]])];
}

function requireColumn(result: RowsResult, names: string[]): void {
  const exists = (name: string): boolean =>
    result.columns.some(({ key }) => key === name) || result.rows.some((row) => name in row);
  if (result.rows.length === 0 || names.some(exists)) return;
  const known = result.columns.map(({ key }) => key).join(', ');
  throw new CannotView(`There is no column ${names.join(' or ')}. Columns: ${known}.`);
}

function columnOf({ columns }: RowsResult, name: string): Column {
  return columns.find(({ key }) => key === name) ?? { key: name, title: name, kind: 'text' };
}

function holds(row: Row, { column, comparison, value }: Condition): boolean {
  const columns = Array.isArray(column) ? column : [column];
  const wanted = Array.isArray(value) ? value : [value];
  if (comparison === 'is not') {
    return columns.every((name) => wanted.every((one) => !compare('is', row[name] ?? null, one)));
  }
  return columns.some((name) => wanted.some((one) => compare(comparison, row[name] ?? null, one)));
}

type Wanted = string | number | boolean | undefined;

function compare(comparison: Exclude<Comparison, 'is not'>, cell: Json, wanted: Wanted): boolean {
  switch (comparison) {
    case 'is empty':
      return isEmpty(cell);
    case 'is not empty':
      return !isEmpty(cell);
    case 'is':
      return Array.isArray(cell) ? cell.some((item) => same(item, wanted)) : same(cell, wanted);
    case 'contains':
      return textOf(cell).includes(textOf(wanted));
    case 'starts with':
      return textOf(cell).startsWith(textOf(wanted));
    case 'before':
    case 'less than':
      return !isEmpty(cell) && order(cell, wanted ?? '') < 0;
    case 'not after':
      return isEmpty(cell) || order(cell, wanted ?? '') <= 0;
    case 'after':
    case 'more than':
      return !isEmpty(cell) && order(cell, wanted ?? '') > 0;
    default:
      return comparison satisfies never;
  }
}

function isEmpty(cell: Json): boolean {
  return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0);
}

function same(cell: Json, wanted: Wanted): boolean {
  return textOf(cell) === textOf(wanted);
}

function textOf(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toLowerCase();
}

function order(cell: Json, wanted: Json): number {
  const [one, other] = [Number(cell), Number(wanted)];
  if (typeof cell !== 'boolean' && !Number.isNaN(one) && !Number.isNaN(other)) return one - other;
  const [date, otherDate] = [Date.parse(String(cell)), Date.parse(String(wanted))];
  if (!Number.isNaN(date) && !Number.isNaN(otherDate)) return date - otherDate;
  return textOf(cell).localeCompare(textOf(wanted));
}

/** Rows without a value come last, whichever way the others go. */
function byColumn({ column, descending }: NonNullable<View['sort']>) {
  return (one: Row, other: Row): number => {
    const [left, right] = [one[column] ?? null, other[column] ?? null];
    if (isEmpty(left) || isEmpty(right)) return Number(isEmpty(left)) - Number(isEmpty(right));
    return descending ? order(right, left) : order(left, right);
  };
}

function grouped(rows: Row[], column: Column): RowsResult {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = row[column.key] ?? null;
    const values = Array.isArray(cell) && cell.length > 0 ? cell : [isEmpty(cell) ? '' : cell];
    for (const value of values) {
      const name = typeof value === 'object' ? JSON.stringify(value) : String(value);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const out = [...counts].map(([value, count]) => ({ [column.key]: value === '' ? null : value, count }));
  return {
    rows: out.toSorted((one, other) => Number(other['count']) - Number(one['count'])),
    columns: [
      { key: column.key, title: column.title, kind: 'text' },
      { key: 'count', title: 'Count', kind: 'number' },
    ],
    total: out.length,
  };
}

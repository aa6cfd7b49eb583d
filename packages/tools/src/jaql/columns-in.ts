export interface ColumnUse {
  table: string;
  column: string;
}

/**
 * Every column that a piece of a dashboard refers to, each once: any object, at any depth, that holds a `dim` or a `table`
 * with a `column` counts, so that nested formulas, dependent filters and drill paths are found too.
 */
export function columnsIn(value: unknown): ColumnUse[] {
  const found = new Map<string, ColumnUse>();
  walk(value, (use) => found.set(columnKey(use), use));
  return [...found.values()];
}

/**
 * The same column whatever way it was written: without letter case, and joined by the dot that a dimension has, so that it
 * does not matter where a name with dots was split.
 */
export function columnKey({ table, column }: ColumnUse): string {
  return `${table}.${column}`.toLowerCase();
}

function walk(value: unknown, add: (use: ColumnUse) => void): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const member of value) walk(member, add);
    return;
  }
  const use = columnOf(value as Record<string, unknown>);
  if (use !== undefined) add(use);
  for (const member of Object.values(value)) walk(member, add);
}

function columnOf(value: Record<string, unknown>): ColumnUse | undefined {
  const { table, column, dim } = value;
  if (typeof table === 'string' && typeof column === 'string') return { table, column: withoutCalendar(column) };
  return typeof dim === 'string' ? parseDimension(dim) : undefined;
}

/** `[Table.Column (Calendar)]` or `[Table].[Column]`; a dot inside a table's name can only be told with `table` beside it. */
export function parseDimension(dimension: string): ColumnUse | undefined {
  const pair = /^\[([^\]]+)\]\.\[([^\]]+)\]$/.exec(dimension);
  if (pair) return { table: pair[1] ?? '', column: withoutCalendar(pair[2] ?? '') };
  const inner = dimension.replace(/^\[/, '').replace(/\]$/, '');
  const dot = inner.indexOf('.');
  if (dot <= 0) return undefined;
  return { table: inner.slice(0, dot), column: withoutCalendar(inner.slice(dot + 1)) };
}

function withoutCalendar(column: string): string {
  return column.replace(/ \(Calendar\)$/, '');
}

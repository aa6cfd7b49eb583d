/**
 * The same column whatever way it was written: without letter case, and joined by the dot that a dimension has, so that it
 * does not matter where a name with dots was split.
 */
export function columnKey({ table, column }: { table: string; column: string }): string {
  return `${table}.${column}`.toLowerCase();
}

import { tablesOf } from '../datamodels/export-model.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { DataModel, Table } from '../world.ts';
import { QueryError } from './query-error.ts';

export interface Field {
  table: Table;
  /** Which of its columns. */
  at: number;
  type: number;
}

/** A column as JAQL asks for it: by what period, and with what filter. */
export interface Dimension {
  field: Field;
  level: string | undefined;
  jaql: JsonObject;
}

export const dimensionIn = (model: DataModel, jaql: JsonObject): Dimension => ({
  field: fieldIn(model, jaql),
  level: textOf(jaql.level),
  jaql,
});

/** `[Orders.Date (Calendar)]` as a column of this model. */
export function fieldIn(model: DataModel, jaql: JsonObject): Field {
  const dim = (textOf(jaql.dim) ?? '').replace(/^\[|\]$/g, '').replace(/ \(Calendar\)$/, '');
  for (const { table } of tablesOf(model)) {
    const at = table.columns.findIndex(({ name }) => isNamed({ dim, jaql }, { table: table.name, column: name }));
    const column = table.columns[at];
    if (column !== undefined) return { table, at, type: column.type };
  }
  throw new QueryError(`Column ${textOf(jaql.dim) ?? 'without name'} was not found in ${model.title}`, {
    type: 'jaql_error',
    httpStatusCode: 400,
  });
}

function isNamed(
  { dim, jaql }: { dim: string; jaql: JsonObject },
  { table, column }: { table: string; column: string },
): boolean {
  if (dim !== '') return dim.toLowerCase() === `${table}.${column}`.toLowerCase();
  return jaql.table === table && jaql.column === column;
}

export const isDate = (type: number): boolean => [4, 19, 31, 33, 34, 43].includes(type);

export function datatypeOf(type: number): 'datetime' | 'text' | 'numeric' {
  if (isDate(type)) return 'datetime';
  return [2, 3, 10, 12, 18, 22].includes(type) ? 'text' : 'numeric';
}

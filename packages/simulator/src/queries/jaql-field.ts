import { tablesOf } from '../datamodels/export-model.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { DataModel } from '../world.ts';
import { QueryError } from './query-error.ts';

export interface Field {
  table: string;
  column: string;
  type: number;
}

/** `[Orders.Date (Calendar)]` as table and column of this model. */
export function fieldIn(model: DataModel, jaql: JsonObject): Field {
  const dim = (textOf(jaql.dim) ?? '').replace(/^\[|\]$/g, '').replace(/ \(Calendar\)$/, '');
  const found = tablesOf(model).flatMap(({ table }) =>
    table.columns
      .filter(({ name }) => isNamed({ dim, jaql }, { table: table.name, column: name }))
      .map(({ name, type }) => ({ table: table.name, column: name, type })),
  );
  const [field] = found;
  if (field === undefined)
    throw new QueryError(`Column ${textOf(jaql.dim) ?? 'without name'} was not found in ${model.title}`, {
      type: 'jaql_error',
      httpStatusCode: 400,
    });
  return field;
}

function isNamed({ dim, jaql }: { dim: string; jaql: JsonObject }, { table, column }: Omit<Field, 'type'>): boolean {
  if (dim !== '') return dim === `${table}.${column}`;
  return jaql.table === table && jaql.column === column;
}

export const isDate = ({ type }: Field): boolean => [4, 19, 31, 33, 34, 43].includes(type);

export function datatypeOf(field: Field): 'datetime' | 'text' | 'numeric' {
  if (isDate(field)) return 'datetime';
  return [2, 3, 10, 12, 18, 22].includes(field.type) ? 'text' : 'numeric';
}

import type { JsonObject } from '../json.ts';
import { cubeOf } from '../queries/cube.ts';
import { expressionOf } from '../queries/fill-table.ts';
import { QueryError } from '../queries/query-error.ts';
import { select } from '../queries/sql/select.ts';
import type { DataModel, World } from '../world.ts';

/** What the SQL of a custom table finds, where nobody said which columns it has; nothing where it is not understood. */
export function foundColumns(world: World, of: { model: DataModel; expression: unknown }): JsonObject[] {
  const sql = expressionOf(of);
  if (sql === undefined) return [];
  try {
    const { headers, rows } = select(cubeOf(world, of.model), { sql, guards: [] });
    return headers.map((name, at) => ({ id: name, name, type: typeOf(rows.map((row) => row[at])) }));
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}

/** Numbers where there are only numbers, whole ones where all are. */
function typeOf(values: unknown[]): number {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length === 0 || !known.every((value) => typeof value === 'number')) return 18;
  return known.every(Number.isInteger) ? 8 : 40;
}

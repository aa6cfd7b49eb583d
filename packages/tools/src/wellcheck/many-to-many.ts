import { type Datamodel, quotedName, tablesOf } from '@fes-assistant/sisense';
import { explain } from '../explain.ts';
import { inParallel } from '../in-parallel.ts';
import type { ReadContext } from '../tool.ts';
import type { Finding, Links } from './finding.ts';
import { titleOf } from './model-checks.ts';

interface End {
  table: string;
  column: string;
}

/** Duplicated keys to look for on each side: enough to judge by, few enough to be quick on a large table. */
const looked = 100;

/**
 * Relations where both sides hold a key more than once: rows multiply, and sums come out too large. A side that could not be
 * queried makes the relation `not checked`, never "not many-to-many".
 */
export async function checkManyToMany(model: Datamodel, context: ReadContext, links: Links): Promise<Finding[]> {
  const pairs = pairsOf(model);
  return inParallel(pairs, {
    atOnce: 4,
    each: async ([left, right]) => {
      const [one, other] = await Promise.all([duplicates(model, left, context), duplicates(model, right, context)]);
      const about = {
        data_model: titleOf(model),
        left_table: left.table,
        left_column: left.column,
        right_table: right.table,
        right_column: right.column,
        left_duplicates: typeof one === 'number' ? one : null,
        right_duplicates: typeof other === 'number' ? other : null,
        link: links.model(model.oid),
      };
      if (typeof one === 'string' || typeof other === 'string') {
        const why = typeof one === 'string' ? one : String(other);
        return { ...about, is_m2m: null, severity: 'not checked' as const, evidence: why };
      }
      const manyToMany = one > 0 && other > 0;
      const evidence = `${keys(one)} more than once in ${left.table}, ${keys(other)} in ${right.table}`;
      return { ...about, is_m2m: manyToMany, severity: manyToMany ? ('problem' as const) : ('ok' as const), evidence };
    },
  });
}

function keys(number: number): string {
  return `${number}${number === looked ? ' or more' : ''} ${number === 1 ? 'key' : 'keys'}`;
}

/** How many keys occur more than once, up to a limit; or why that is not known. */
async function duplicates(
  model: Datamodel,
  { table, column }: End,
  { sisense, signal }: ReadContext,
): Promise<number | string> {
  const key = quotedName(column);
  const sql = `SELECT ${key}, COUNT(*) FROM ${quotedName(table)} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING COUNT(*) > 1`;
  try {
    const { rows } = await sisense.queries.sql(titleOf(model), sql, { count: looked, signal });
    return Math.min(rows.length, looked);
  } catch (error) {
    signal.throwIfAborted();
    return `${table}.${column} could not be queried. ${explain(error).message}`;
  }
}

/** Every two ends that a relation joins, by name and once. */
function pairsOf(model: Datamodel): [End, End][] {
  const names = new Map(
    tablesOf(model).flatMap(({ table }) =>
      (table.columns ?? []).map((column): [string, End] => [
        `${table.oid} ${column.oid}`,
        { table: table.name, column: column.name },
      ]),
    ),
  );
  const pairs = (model.relations ?? []).flatMap(({ columns }) => {
    const ends = columns.flatMap(({ table, column }) => names.get(`${table} ${column}`) ?? []);
    return ends.flatMap((left, at) => ends.slice(at + 1).map((right): [End, End] => [left, right]));
  });
  const different = pairs.filter(([left, right]) => left.table !== right.table);
  return [...new Map(different.map((pair) => [JSON.stringify(pair), pair])).values()];
}

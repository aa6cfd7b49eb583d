import { type Datamodel, quotedName, tablesOf } from '@fes-assistant/sisense';
import { explain } from '../explain.ts';
import { inParallel } from '../in-parallel.ts';
import type { ReadContext } from '../tool.ts';
import { quoted } from '../words.ts';
import type { Finding, Links } from './finding.ts';
import { titleOf } from './model-checks.ts';

interface Checking {
  context: ReadContext;
  links: Links;
  /** Keys that a side must hold more than once to count as "many". */
  minimum: number;
}

interface Duplicates {
  keys: number;
  /** Whether there are no more than these. */
  isAll: boolean;
  /** One of them, with how often it is there. */
  example: string | null;
}

interface End {
  table: string;
  column: string;
}

/** Duplicated keys to look for on each side, unless more are needed to judge by: few enough to be quick on a large table. */
const looked = 100;

/**
 * Relations where both sides hold a key more than once: rows multiply, and sums come out too large. A side that could not be
 * queried makes the relation `not checked`, never "not many-to-many".
 */
export async function checkManyToMany(model: Datamodel, { context, links, minimum }: Checking): Promise<Finding[]> {
  const pairs = pairsOf(model);
  const count = Math.max(looked, minimum);
  return inParallel(pairs, {
    atOnce: 4,
    each: async ([left, right]) => {
      const [one, other] = await Promise.all([
        duplicates(model, left, { context, count }),
        duplicates(model, right, { context, count }),
      ]);
      const about = {
        data_model: titleOf(model),
        left_table: left.table,
        left_column: left.column,
        right_table: right.table,
        right_column: right.column,
        left_duplicates: typeof one === 'string' ? null : one.keys,
        right_duplicates: typeof other === 'string' ? null : other.keys,
        link: links.model(model),
      };
      if (typeof one === 'string' || typeof other === 'string') {
        const why = typeof one === 'string' ? one : String(other);
        return { ...about, is_m2m: null, severity: 'not checked' as const, evidence: why };
      }
      const manyToMany = one.keys >= minimum && other.keys >= minimum;
      const evidence = `${told(one)} more than once in ${left.table}.${left.column}, ${told(other)} in ${right.table}.${right.column}`;
      return { ...about, is_m2m: manyToMany, severity: manyToMany ? ('problem' as const) : ('ok' as const), evidence };
    },
  });
}

function told({ keys, isAll, example }: Duplicates): string {
  const number = `${keys}${isAll ? '' : ' or more'} ${keys === 1 ? 'key' : 'keys'}`;
  return example === null ? number : `${number} (as ${example})`;
}

/** How many keys occur more than once, up to a limit; or why that is not known. */
async function duplicates(
  model: Datamodel,
  { table, column }: End,
  { context: { sisense, signal }, count }: { context: ReadContext; count: number },
): Promise<Duplicates | string> {
  const key = quotedName(column);
  const sql = `SELECT ${key}, COUNT(*) FROM ${quotedName(table)} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING COUNT(*) > 1`;
  try {
    const { rows } = await sisense.queries.sql(titleOf(model), sql, { count, signal });
    const [first] = rows;
    const example = first === undefined ? null : `${quoted(String(first[0]))}, ${String(first[1])} times`;
    return { keys: Math.min(rows.length, count), isAll: rows.length < count, example };
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

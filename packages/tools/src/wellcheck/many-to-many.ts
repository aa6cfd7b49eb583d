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

/** One side of a join: its table, with the columns that join it, of which there may be several. */
interface End {
  table: string;
  columns: string[];
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
        left_column: left.columns.join(' + '),
        right_table: right.table,
        right_column: right.columns.join(' + '),
        left_duplicates: typeof one === 'string' ? null : one.keys,
        right_duplicates: typeof other === 'string' ? null : other.keys,
        link: links.model(model),
      };
      if (typeof one === 'string' || typeof other === 'string') {
        const why = typeof one === 'string' ? one : String(other);
        return { ...about, is_m2m: null, severity: 'not checked' as const, evidence: why };
      }
      const manyToMany = one.keys >= minimum && other.keys >= minimum;
      const evidence = `${told(one)} more than once in ${nameOf(left)}, ${told(other)} in ${nameOf(right)}`;
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
  end: End,
  { context: { sisense, signal }, count }: { context: ReadContext; count: number },
): Promise<Duplicates | string> {
  const keys = end.columns.map(quotedName);
  const list = keys.join(', ');
  const known = keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  const sql = `SELECT ${list}, COUNT(*) FROM ${quotedName(end.table)} WHERE ${known} GROUP BY ${list} HAVING COUNT(*) > 1`;
  try {
    const { rows } = await sisense.queries.sql(titleOf(model), sql, { count, signal });
    const [first] = rows;
    const example =
      first === undefined ? null : `${quoted(first.slice(0, -1).join(' + '))}, ${String(first.at(-1))} times`;
    return { keys: Math.min(rows.length, count), isAll: rows.length < count, example };
  } catch (error) {
    signal.throwIfAborted();
    return `${nameOf(end)} could not be queried. ${explain(error).message}`;
  }
}

function nameOf({ table, columns }: End): string {
  return `${table}.${columns.join(' + ')}`;
}

/**
 * Every two tables that relations join, once. Several relations between the same two are one join on several columns: a
 * column of it may hold a value often without any row being joined twice.
 */
function pairsOf(model: Datamodel): [End, End][] {
  const joins = new Map<string, [End, End]>();
  for (const [left, right] of joinedColumns(model)) {
    const key = JSON.stringify([left.table, right.table]);
    const [first, second] = joins.get(key) ?? [
      { table: left.table, columns: [] },
      { table: right.table, columns: [] },
    ];
    const isKnown = first.columns.some((column, at) => column === left.column && second.columns[at] === right.column);
    if (!isKnown) {
      first.columns.push(left.column);
      second.columns.push(right.column);
    }
    joins.set(key, [first, second]);
  }
  return [...joins.values()];
}

interface Place {
  table: string;
  column: string;
}

/** Every two columns of different tables that a relation joins, by name; the same two tables always in one order. */
function joinedColumns(model: Datamodel): [Place, Place][] {
  const names = new Map(
    tablesOf(model).flatMap(({ table }) =>
      (table.columns ?? []).map((column): [string, Place] => [
        `${table.oid} ${column.oid}`,
        { table: table.name, column: column.name },
      ]),
    ),
  );
  const seen = new Set<string>();
  const pairs = (model.relations ?? []).flatMap(({ columns }) => {
    const ends = columns.flatMap(({ table, column }) => names.get(`${table} ${column}`) ?? []);
    return ends.flatMap((left, at) => ends.slice(at + 1).map((right): [Place, Place] => [left, right]));
  });
  return pairs.flatMap(([left, right]): [Place, Place][] => {
    if (left.table === right.table) return [];
    const turned = seen.has(JSON.stringify([right.table, left.table]));
    const [one, other] = turned ? [right, left] : [left, right];
    seen.add(JSON.stringify([one.table, other.table]));
    return [[one, other]];
  });
}

import { objectOf } from '../json.ts';
import type { Table } from '../world.ts';
import { aggregate, isAggregation, rounded } from './aggregate.ts';
import { type Cube, rowsFrom } from './cube.ts';
import { type Dimension, type Field, isDate } from './jaql-field.ts';
import { testOf } from './jaql-filter.ts';
import { type Leaf, leavesOf, type Measure, measured, type Nested } from './jaql-measure.ts';
import { conditionOn, guardConditions, joinCondition, pathBetween, testNumber } from './join-path.ts';
import { QueryError } from './query-error.ts';
import type { RowGuard } from './row-security.ts';
import type { Value } from './table-rows.ts';

/** What one query groups by, and over which rows. */
export interface Grouping {
  cube: Cube;
  dimensions: Dimension[];
  filters: Dimension[];
  guards: RowGuard[];
}

export interface Group {
  key: Value[];
  values: Value[];
}

type LeafValues = Map<Leaf | Nested, Value>;
type Found = Map<string, { key: Value[]; leaves: LeafValues }>;

/** The groups with their measures. Each column is aggregated where it lies, so that two measures do not multiply each other. */
export function groupsOf(grouping: Grouping, measures: readonly Measure[]): Group[] {
  const found: Found = new Map();
  const leaves = measures.flatMap(leavesOf);
  const columns = leaves.filter((leaf) => leaf.kind === 'column');
  for (const [base, own] of Map.groupBy(columns, ({ field }) => field.table)) addLeaves(grouping, { base, own, found });
  for (const leaf of leaves) if (leaf.kind === 'nested') addNested(grouping, { leaf, found });
  const [first] = grouping.dimensions;
  if (leaves.length === 0 && first !== undefined) addLeaves(grouping, { base: first.field.table, own: [], found });
  if (found.size === 0 && first === undefined) found.set('[]', { key: [], leaves: new Map() });
  return [...found.values()].map((group) => ({
    key: group.key,
    values: measures.map((measure) => measured(measure, group.leaves)),
  }));
}

function groupIn(found: Found, key: Value[]): { key: Value[]; leaves: LeafValues } {
  const text = JSON.stringify(key);
  const group = found.get(text) ?? { key, leaves: new Map() };
  found.set(text, group);
  return group;
}

/** Inner joins to the columns that group, as the server does: a row that matches several counts in each of them. */
function addLeaves(grouping: Grouping, of: { base: Table; own: Leaf[]; found: Found }): void {
  const { cube, dimensions } = grouping;
  const before = cube.tests;
  const { sql, aliases } = joinsOf(cube, { base: of.base, tables: dimensions.map(({ field }) => field.table) });
  const keys = dimensions.map((dimension) => expressionOf(dimension, aliases));
  const conditions = [
    ...guardConditions(cube, { base: of.base, guards: grouping.guards, aliases }),
    ...grouping.filters.flatMap((filter) => filterCondition(cube, { filter, base: of.base, aliases })),
  ];
  const measures = of.own.map((leaf) => aggregateSql(cube, { leaf, base: of.base, aliases }));
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const places = keys.map((_, at) => at + 1).join(', ');
  const group = keys.length === 0 ? '' : ` GROUP BY ${places}`;
  const rows = rowsFrom(cube.db, `SELECT ${[...keys, ...measures].join(', ')} FROM ${sql}${where}${group}`);
  cube.tests = before;
  for (const row of rows) {
    const key = dimensions.map(({ field }, at) => shown(row[at] ?? null, field));
    const { leaves } = groupIn(of.found, key);
    for (const [at, leaf] of of.own.entries()) leaves.set(leaf, numberOf(row[keys.length + at] ?? null));
  }
}

const numberOf = (value: Value): Value => (typeof value === 'number' ? rounded(value) : value);
const shown = (value: Value, { type }: Field): Value => (type === 2 && value !== null ? value === 1 : value);

function joinsOf(cube: Cube, of: { base: Table; tables: Table[] }): { sql: string; aliases: Map<string, string> } {
  const aliases = new Map([[of.base.oid, 'b0']]);
  let sql = `main.${cube.source(of.base)} AS b0`;
  for (const table of of.tables) {
    for (const step of pathBetween(cube.model, { from: of.base.oid, to: table.oid }) ?? []) {
      if (aliases.has(step.to)) continue;
      const [left, right] = [aliases.get(step.from) ?? 'b0', `b${aliases.size}`];
      aliases.set(step.to, right);
      const source = cube.source(cube.place(step.to).table);
      sql += ` JOIN main.${source} AS ${right} ON ${joinCondition(cube, { step, left, right })}`;
    }
  }
  return { sql, aliases };
}

/** Where no relation leads to it, a dimension has no members. */
function expressionOf({ field, level }: Dimension, aliases: ReadonlyMap<string, string>): string {
  const alias = aliases.get(field.table.oid);
  return alias === undefined ? 'NULL' : columnOf({ field, level, alias });
}

function columnOf({ field, level, alias }: { field: Field; level: string | undefined; alias: string }): string {
  const column = `${alias}.c${field.at}`;
  return isDate(field.type) && level !== undefined ? `truncated(${column}, '${level.replaceAll("'", "''")}')` : column;
}

interface Place {
  base: Table;
  aliases: ReadonlyMap<string, string>;
}

function filterCondition(cube: Cube, of: Place & { filter: Dimension }): string[] {
  const { field, level, jaql } = of.filter;
  const test = testOf(objectOf(jaql.filter), { level, now: cube.world.clock.now() });
  const number = testNumber(cube, (value) => test(shown(value, field)));
  const asked = (alias: string) => `passes(${number}, ${columnOf({ field, level, alias })})`;
  return conditionOn(cube, { base: of.base, table: field.table, aliases: of.aliases, test: asked });
}

const sqlNames: Record<string, (column: string) => string> = {
  count: (column) => `count(DISTINCT ${column})`,
  countdistinct: (column) => `count(DISTINCT ${column})`,
  countduplicates: (column) => `count(${column})`,
  dupcount: (column) => `count(${column})`,
};

function aggregateSql(cube: Cube, of: Place & { leaf: Leaf }): string {
  const { field, agg, filters } = of.leaf;
  const name = agg.toLowerCase();
  if (!isAggregation(name))
    throw new QueryError(`Unknown aggregation ${agg}`, { type: 'jaql_error', httpStatusCode: 400 });
  const column = `b0.c${field.at}`;
  const conditions = filters.flatMap((filter) => filterCondition(cube, { ...of, filter }));
  const only = conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`;
  return `${sqlNames[name]?.(column) ?? `${name}(${column})`}${only}`;
}

function addNested(grouping: Grouping, { leaf, found }: { leaf: Nested; found: Found }): void {
  const inner = groupsOf({ ...grouping, dimensions: [...grouping.dimensions, ...leaf.over] }, [leaf.of]);
  const outer = Map.groupBy(inner, ({ key }) => JSON.stringify(key.slice(0, grouping.dimensions.length)));
  for (const groups of outer.values()) {
    const key = groups[0]?.key.slice(0, grouping.dimensions.length) ?? [];
    const values = groups.map((group) => group.values[0] ?? null);
    groupIn(found, key).leaves.set(leaf, aggregate(leaf.agg, values));
  }
}

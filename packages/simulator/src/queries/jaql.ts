import type { Call } from '../call.ts';
import { tablesOf } from '../datamodels/export-model.ts';
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { compare } from '../list-query.ts';
import type { DataModel } from '../world.ts';
import { truncated } from './dates.ts';
import { datatypeOf, type Field, fieldIn, isDate } from './jaql-field.ts';
import { testOf } from './jaql-filter.ts';
import { baseOf, type Measure, measureOf, measureValue } from './jaql-measure.ts';
import { type Joined, joinFrom } from './joined-rows.ts';
import { QueryError } from './query-error.ts';
import { guardsFor, type RowGuard } from './row-security.ts';
import type { Value } from './table-rows.ts';

export interface JaqlResult {
  headers: string[];
  metadata: JsonObject[];
  rows: Value[][];
  measuresOnly: boolean;
}

interface Dimension {
  field: Field;
  level: string | undefined;
  jaql: JsonObject;
}

type Item =
  | { kind: 'dimension'; dimension: Dimension; jaql: JsonObject }
  | { kind: 'measure'; measure: Measure; jaql: JsonObject };

/** Everything one query needs at hand. */
interface Query {
  call: Call;
  model: DataModel;
  items: Item[];
  dimensions: Dimension[];
  filters: Dimension[];
  guards: RowGuard[];
  joins: Map<string, Joined>;
}

const isMeasure = ({ agg, formula, type }: JsonObject): boolean =>
  typeof agg === 'string' || typeof formula === 'string' || type === 'measure';

/** Groups by the dimensions, computes the measures over what filters and data security leave. */
export function runJaql(call: Call, of: { model: DataModel; body: JsonObject }): JaqlResult {
  const query = understood(call, of);
  const groups = new Map<string, { key: Value[]; values: Map<Item, Value> }>();
  const bases = basesOf(query);
  for (const { base, measures } of bases) addGroups(query, { base, measures, groups });
  const rows = [...groups.values()].map(({ key, values }) => {
    let next = 0;
    return query.items.map((item) => (item.kind === 'dimension' ? (key[next++] ?? null) : (values.get(item) ?? null)));
  });
  const sorted = ranked(query, sortedRows(query, rows));
  const offset = Number(of.body.offset ?? 0);
  const count = Number(of.body.count ?? sorted.length);
  return {
    headers: query.items.map(({ jaql }) => textOf(jaql.title) ?? textOf(jaql.column) ?? ''),
    metadata: query.items.map((item) => ({ jaql: { ...item.jaql, datatype: typeOf(item) } })),
    rows: sorted.slice(offset, count > 0 ? offset + count : undefined),
    measuresOnly: query.dimensions.length === 0,
  };
}

const typeOf = (item: Item): string => (item.kind === 'measure' ? 'numeric' : datatypeOf(item.dimension.field));

function understood(call: Call, { model, body }: { model: DataModel; body: JsonObject }): Query {
  const entries = objectsOf(body.metadata).map((entry) => (isObject(entry.jaql) ? entry : { jaql: entry }));
  if (entries.length === 0) throw new QueryError('metadata is empty', { type: 'jaql_error', httpStatusCode: 400 });
  const asDimension = (jaql: JsonObject): Dimension => ({
    field: fieldIn(model, jaql),
    level: textOf(jaql.level),
    jaql,
  });
  const shown = entries.filter(({ panel }) => panel !== 'scope').map(({ jaql }) => objectOf(jaql));
  const items = shown.map(
    (jaql): Item =>
      isMeasure(jaql)
        ? { kind: 'measure', measure: measureOf(model, jaql), jaql }
        : { kind: 'dimension', dimension: asDimension(jaql), jaql },
  );
  const filtering = entries
    .map(({ jaql }) => objectOf(jaql))
    .filter((jaql) => isObject(jaql.filter) && !isMeasure(jaql));
  return {
    call,
    model,
    items,
    dimensions: items.flatMap((item) => (item.kind === 'dimension' ? [item.dimension] : [])),
    filters: filtering.map(asDimension),
    guards: guardsFor(call, model),
    joins: new Map(),
  };
}

/** Each measure is computed where its column lies; without measures the largest table among the dimensions leads. */
function basesOf(query: Query): { base: string; measures: Item[] }[] {
  const byBase = new Map<string, Item[]>();
  for (const item of query.items) {
    if (item.kind === 'measure') byBase.set(baseOf(item.measure), [...(byBase.get(baseOf(item.measure)) ?? []), item]);
  }
  if (byBase.size > 0) return [...byBase].map(([base, measures]) => ({ base, measures }));
  const tables = tablesOf(query.model);
  const size = ({ field }: Dimension) =>
    query.call.world.rowCounts.get(tables.find(({ table }) => table.name === field.table)?.table.oid ?? '') ?? 0;
  const [largest] = query.dimensions.toSorted((a, b) => size(b) - size(a));
  return largest === undefined ? [] : [{ base: largest.field.table, measures: [] }];
}

function joined(query: Query, base: string): Joined {
  const known = query.joins.get(base);
  const join = known ?? joinFrom(query.call.world, { model: query.model, base });
  query.joins.set(base, join);
  return join;
}

type Groups = Map<string, { key: Value[]; values: Map<Item, Value> }>;

function addGroups(query: Query, of: { base: string; measures: Item[]; groups: Groups }): void {
  const join = joined(query, of.base);
  const readers = query.dimensions.map((dimension) => readerOf(join, dimension));
  const rowsByKey = new Map<string, { key: Value[]; at: number[] }>();
  if (readers.length === 0) rowsByKey.set('[]', { key: [], at: [] });
  const isLeft = rowTest(query, join);
  for (let at = 0; at < join.count; at += 1) {
    if (!isLeft(at)) continue;
    const key = readers.map((read) => read(at));
    const text = JSON.stringify(key);
    const known = rowsByKey.get(text);
    if (known === undefined) rowsByKey.set(text, { key, at: [at] });
    else known.at.push(at);
  }
  for (const [text, { key, at }] of rowsByKey) {
    const group = of.groups.get(text) ?? { key, values: new Map<Item, Value>() };
    of.groups.set(text, group);
    for (const item of of.measures)
      if (item.kind === 'measure') group.values.set(item, measureValue(item.measure, { join, at }));
  }
}

function readerOf(join: Joined, { field, level }: Dimension): (at: number) => Value {
  const read = join.reader(field.table, field.column);
  if (read === undefined) return () => null;
  if (!isDate(field) || level === undefined) return read;
  return (at) => {
    const value = read(at);
    return typeof value === 'string' ? truncated(value, level) : value;
  };
}

function rowTest(query: Query, join: Joined): (at: number) => boolean {
  const now = query.call.world.clock.now();
  const tests = query.filters.flatMap((filter) => {
    if (join.reader(filter.field.table, filter.field.column) === undefined) return [];
    const read = readerOf(join, filter);
    const test = testOf(objectOf(filter.jaql.filter), { level: filter.level, now });
    return [(at: number) => test(read(at))];
  });
  const guards = query.guards.flatMap(({ table, column, allows }) => {
    const read = join.reader(table, column);
    return read === undefined ? [] : [(at: number) => allows(read(at))];
  });
  const all = [...guards, ...tests];
  return (at) => all.every((test) => test(at));
}

function sortedRows(query: Query, rows: Value[][]): Value[][] {
  const wanted = query.items.flatMap(({ jaql }, at) =>
    jaql.sort === 'asc' || jaql.sort === 'desc' ? [{ at, down: jaql.sort === 'desc' }] : [],
  );
  const usual = query.items.flatMap((item, at) => (item.kind === 'dimension' ? [{ at, down: false }] : []));
  return rows.toSorted((a, b) => {
    for (const { at, down } of [...wanted, ...usual]) {
      const order = compare(a[at], b[at]);
      if (order !== 0) return down ? -order : order;
    }
    return 0;
  });
}

/** `top` and `bottom`: the members of that dimension that lead by another measure of the query, or by its own. */
function ranked(query: Query, rows: Value[][]): Value[][] {
  let left = rows;
  for (const [at, { jaql }] of query.items.entries()) {
    const { top, bottom } = objectOf(jaql.filter);
    const count = Number(top ?? bottom);
    const by = query.items.findIndex(({ kind }) => kind === 'measure');
    if (!Number.isFinite(count) || by < 0) continue;
    const best = left.toSorted((a, b) => compare(a[by], b[by]) * (top === undefined ? 1 : -1));
    const members = new Set([...new Set(best.map((row) => row[at]))].slice(0, count));
    left = left.filter((row) => members.has(row[at] ?? null));
  }
  return left;
}

import type { Call } from '../call.ts';
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { compare } from '../list-query.ts';
import type { DataModel } from '../world.ts';
import { cubeOf } from './cube.ts';
import { type Dimension, datatypeOf, dimensionIn } from './jaql-field.ts';
import { testOf } from './jaql-filter.ts';
import { type Grouping, groupsOf } from './jaql-groups.ts';
import { type Measure, measureOf } from './jaql-measure.ts';
import { QueryError } from './query-error.ts';
import { guardsFor } from './row-security.ts';
import type { Value } from './table-rows.ts';

export interface JaqlResult {
  headers: string[];
  metadata: JsonObject[];
  rows: Value[][];
  /** Whether a cell of that column is a date. */
  isDate: boolean[];
  measuresOnly: boolean;
}

type Item =
  | { kind: 'dimension'; dimension: Dimension; jaql: JsonObject }
  | { kind: 'measure'; measure: Measure; jaql: JsonObject };

interface Query {
  grouping: Grouping;
  items: Item[];
  /** Measures that only filter. */
  hidden: { measure: Measure; jaql: JsonObject }[];
}

const isMeasure = ({ agg, formula, type }: JsonObject): boolean =>
  typeof agg === 'string' || typeof formula === 'string' || type === 'measure';

/** Groups by the dimensions, computes the measures over what filters and data security leave. */
export function runJaql(call: Call, of: { model: DataModel; body: JsonObject }): JaqlResult {
  const query = understood(call, of);
  const rows = sortedRows(query, rowsOf(query));
  const offset = Math.max(0, Number(of.body.offset ?? 0));
  const count = Number(of.body.count ?? rows.length);
  const types = query.items.map(typeOf);
  return {
    headers: query.items.map(({ jaql }) => textOf(jaql.title) ?? textOf(jaql.column) ?? columnIn(jaql.dim)),
    metadata: query.items.map((item, at) => ({ jaql: { ...item.jaql, datatype: types[at] } })),
    rows: [...rows.slice(offset, count > 0 ? offset + count : undefined), ...totalsOf(query, of.body)],
    isDate: types.map((type) => type === 'datetime'),
    measuresOnly: query.grouping.dimensions.length === 0,
  };
}

/** `[Orders.Net]` is headed `Net` where nothing else is said. */
const columnIn = (dim: unknown): string =>
  /\.([^.\]]+)\]$/.exec(textOf(dim) ?? '')?.[1]?.replace(/ \(Calendar\)$/, '') ?? '';

const typeOf = (item: Item): string => (item.kind === 'measure' ? 'numeric' : datatypeOf(item.dimension.field.type));

function understood(call: Call, { model, body }: { model: DataModel; body: JsonObject }): Query {
  const entries = objectsOf(body.metadata)
    .filter(({ disabled }) => disabled !== true)
    .map((entry) => ({ isScope: entry.panel === 'scope', jaql: isObject(entry.jaql) ? objectOf(entry.jaql) : entry }));
  if (entries.length === 0) throw new QueryError('metadata is empty', { type: 'jaql_error', httpStatusCode: 400 });
  const items = entries
    .filter(({ isScope }) => !isScope)
    .map(
      ({ jaql }): Item =>
        isMeasure(jaql)
          ? { kind: 'measure', measure: measureOf(model, jaql), jaql }
          : { kind: 'dimension', dimension: dimensionIn(model, jaql), jaql },
    );
  const filtering = entries.filter(({ jaql }) => isObject(jaql.filter));
  const grouping: Grouping = {
    cube: cubeOf(call.world, model),
    dimensions: items.flatMap((item) => (item.kind === 'dimension' ? [item.dimension] : [])),
    filters: filtering.filter(({ jaql }) => !isMeasure(jaql)).map(({ jaql }) => dimensionIn(model, jaql)),
    guards: guardsFor(call, model),
  };
  const hidden = filtering
    .filter(({ isScope, jaql }) => isScope && isMeasure(jaql))
    .map(({ jaql }) => ({ measure: measureOf(model, jaql), jaql }));
  const first = items.find((item) => item.kind === 'measure')?.measure;
  return { items, hidden, grouping: withRanking(grouping, first) };
}

const rankOf = ({ jaql }: Dimension): { count: number; isTop: boolean; by: unknown } | undefined => {
  const { top, bottom, by } = objectOf(jaql.filter);
  const count = Number(top ?? bottom);
  return top === undefined && bottom === undefined ? undefined : { count, isTop: top !== undefined, by };
};

/** `top` and `bottom` become the members that lead by that measure, or by the first one, within the other filters. */
function withRanking(grouping: Grouping, first: Measure | undefined): Grouping {
  const others = grouping.filters.filter((filter) => rankOf(filter) === undefined);
  const ranked = grouping.filters.flatMap((filter) => {
    const rank = rankOf(filter);
    if (rank === undefined) return [];
    const measure = isObject(rank.by) ? measureOf(grouping.cube.model, rank.by) : first;
    if (measure === undefined || !Number.isFinite(rank.count)) return [filter];
    const groups = groupsOf({ ...grouping, dimensions: [filter], filters: [...others, filter] }, [measure]);
    const known = groups.filter(({ key }) => key[0] !== null);
    const best = known.toSorted((a, b) => compare(a.values[0], b.values[0]) * (rank.isTop ? -1 : 1));
    const members = best.slice(0, rank.count).map(({ key }) => key[0]);
    return [filter, { ...filter, jaql: { ...filter.jaql, filter: { members } } }];
  });
  return { ...grouping, filters: [...others, ...ranked] };
}

function rowsOf({ grouping, items, hidden }: Query): Value[][] {
  const shown = items.flatMap((item) => (item.kind === 'measure' ? [item] : []));
  const all = [...shown, ...hidden];
  const now = grouping.cube.world.clock.now();
  const tests = all.map(({ jaql }) => testOf(objectOf(jaql.filter), { level: undefined, now }));
  const groups = groupsOf(
    grouping,
    all.map(({ measure }) => measure),
  );
  return groups
    .filter(({ values }) => values.every((value, at) => tests[at]?.(value) !== false))
    .map(({ key, values }) => {
      const [keys, measures] = [key.values(), values.values()];
      return items.map((item) => (item.kind === 'dimension' ? keys : measures).next().value ?? null);
    });
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

/** Of a pivot: one row over everything, computed from the data and not from the rows above it. */
function totalsOf(query: Query, body: JsonObject): Value[][] {
  if (body.grandTotals === undefined || query.grouping.dimensions.length === 0) return [];
  const measures = query.items.flatMap((item) => (item.kind === 'measure' ? [item.measure] : []));
  const [total] = groupsOf({ ...query.grouping, dimensions: [] }, measures);
  const values = (total?.values ?? []).values();
  return [query.items.map((item) => (item.kind === 'dimension' ? null : (values.next().value ?? null)))];
}

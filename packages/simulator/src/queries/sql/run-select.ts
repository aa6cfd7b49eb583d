import type { Value } from '../table-rows.ts';
import { columnIndex, evaluate, hasAggregate, isTrue, ordered, type Relation, type Scope } from './evaluate.ts';
import type { Expression, Select, SelectItem, Source } from './syntax.ts';
import { sqlError } from './tokens.ts';

/** Gives the rows of a table by name. */
export type Tables = (name: string) => Relation;

export interface SelectResult {
  headers: string[];
  rows: Value[][];
}

export function runSelect(select: Select, tables: Tables): SelectResult {
  const own = runOne(select, tables);
  const { union } = select;
  const all = union === undefined ? own : united(own, { other: runSelect(union.select, tables), keepsSame: union.all });
  const sorted = union === undefined ? all : { ...all, rows: sortedByHeader(all, select.orderBy) };
  return {
    headers: sorted.headers,
    rows: sorted.rows.slice(select.offset, select.limit === undefined ? undefined : select.offset + select.limit),
  };
}

function united(own: SelectResult, { other, keepsSame }: { other: SelectResult; keepsSame: boolean }): SelectResult {
  if (own.headers.length !== other.headers.length) throw sqlError('UNION of queries with different numbers of columns');
  const rows = [...own.rows, ...other.rows];
  return { headers: own.headers, rows: keepsSame ? rows : different(rows) };
}

const different = (rows: Value[][]): Value[][] => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];

function sortedByHeader({ headers, rows }: SelectResult, orderBy: Select['orderBy']): Value[][] {
  const columns = headers.map((name) => ({ table: undefined, name }));
  const scopes = rows.map((row) => ({ row, scope: { columns, rows: [row] } }));
  return sortedScopes(scopes, orderBy).map(({ row }) => row);
}

function sortedScopes<T extends { scope: Scope }>(items: T[], orderBy: Select['orderBy']): T[] {
  return items.toSorted((a, b) => {
    for (const { expression, down } of orderBy) {
      const order = ordered(evaluate(expression, a.scope), evaluate(expression, b.scope));
      if (order !== 0) return down ? -order : order;
    }
    return 0;
  });
}

function runOne(select: Select, tables: Tables): SelectResult {
  const relation = sourceRows(select, tables);
  const { where, groupBy, having } = select;
  const left =
    where === undefined
      ? relation.rows
      : relation.rows.filter((row) => isTrue(evaluate(where, { ...relation, rows: [row] })));
  const isGrouped = groupBy.length > 0 || select.items.some(({ expression }) => hasAggregate(expression));
  const groups: Scope[] = isGrouped
    ? grouped({ ...relation, rows: left }, groupBy)
    : left.map((row) => ({ columns: relation.columns, rows: [row] }));
  const kept = having === undefined ? groups : groups.filter((scope) => isTrue(evaluate(having, scope)));
  const items = select.items.flatMap((item) => expandedItem(item, relation));
  const computed = kept.map((scope) => {
    const row = items.map(({ expression }) => evaluate(expression, scope));
    return { row, scope: withAliases(scope, { items, row }) };
  });
  const sorted = select.union === undefined ? sortedScopes(computed, select.orderBy) : computed;
  const rows = sorted.map(({ row }) => row);
  return { headers: items.map(headerOf), rows: select.distinct ? different(rows) : rows };
}

/** `ORDER BY` may name what was selected. */
function withAliases(scope: Scope, of: { items: SelectItem[]; row: Value[] }): Scope {
  const named = of.items.flatMap(({ alias }, at) =>
    alias === undefined ? [] : [{ alias, value: of.row[at] ?? null }],
  );
  if (named.length === 0) return scope;
  const columns = [...named.map(({ alias }) => ({ table: undefined, name: alias })), ...scope.columns];
  return { columns, rows: scope.rows.map((row) => [...named.map(({ value }) => value), ...row]) };
}

function expandedItem(item: SelectItem, { columns }: Relation): SelectItem[] {
  if (item.expression.kind !== 'star') return [item];
  return columns.map(({ table, name }) => ({ expression: { kind: 'column', table, name }, alias: undefined }));
}

/** What stands over a computed column that nobody named is `Column`. */
function headerOf({ expression, alias }: SelectItem): string {
  return alias ?? (expression.kind === 'column' ? expression.name : 'Column');
}

function grouped(relation: Relation, groupBy: Expression[]): Scope[] {
  if (groupBy.length === 0) return [relation];
  const groups = new Map<string, Scope>();
  for (const row of relation.rows) {
    const key = JSON.stringify(
      groupBy.map((expression) => evaluate(expression, { columns: relation.columns, rows: [row] })),
    );
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { columns: relation.columns, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()];
}

function sourceRows({ sources }: Select, tables: Tables): Relation {
  let joined: Relation | undefined;
  for (const source of sources) {
    const next = relationOf(source, tables);
    joined = joined === undefined ? next : join({ left: joined, right: next, how: source.join });
  }
  return joined ?? { columns: [], rows: [[]] };
}

function relationOf({ from, alias }: Source, tables: Tables): Relation {
  if (typeof from !== 'string') {
    const { headers, rows } = runSelect(from, tables);
    return { columns: headers.map((name) => ({ table: alias, name })), rows };
  }
  const { columns, rows } = tables(from);
  return { columns: columns.map(({ name }) => ({ table: alias ?? from, name })), rows };
}

const mostPairs = 5_000_000;

interface Sides {
  left: Relation;
  right: Relation;
}

function join({ left, right, how }: Sides & { how: Source['join'] }): Relation {
  const columns = [...left.columns, ...right.columns];
  const candidates = candidatesFor({ left, right }, how?.on);
  const on = how?.on;
  const rows = left.rows.flatMap((row) => {
    const matches = candidates(row)
      .map((other) => [...row, ...other])
      .filter((both) => on === undefined || isTrue(evaluate(on, { columns, rows: [both] })));
    return matches.length === 0 && how?.kind === 'left' ? [[...row, ...right.columns.map(() => null)]] : matches;
  });
  return { columns, rows };
}

/** With `a.x = b.y` only rows with that value are looked at. */
function candidatesFor({ left, right }: Sides, on: Expression | undefined): (row: Value[]) => Value[][] {
  if (on?.kind === 'binary' && on.operator === '=' && on.left.kind === 'column' && on.right.kind === 'column') {
    const [own, other] = columnsOf({ left, right }, [on.left, on.right]);
    const byValue = Map.groupBy(right.rows, (row) => row[other] ?? null);
    return (row) => byValue.get(row[own] ?? null) ?? [];
  }
  if (left.rows.length * right.rows.length > mostPairs) throw sqlError('the join is too large');
  return () => right.rows;
}

type ColumnExpression = Extract<Expression, { kind: 'column' }>;

function columnsOf({ left, right }: Sides, [a, b]: [ColumnExpression, ColumnExpression]): [number, number] {
  try {
    return [columnIndex(left.columns, a), columnIndex(right.columns, b)];
  } catch {
    return [columnIndex(left.columns, b), columnIndex(right.columns, a)];
  }
}

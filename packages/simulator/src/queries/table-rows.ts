import type { ValueSpec } from '../content/value-spec.ts';
import { createRandom, type Random } from '../random.ts';
import type { Column, Dataset, Table, World } from '../world.ts';

export type Value = string | number | boolean | null;

/** A table's content; the same in every deployment that has the same table. */
export interface Rows {
  columns: string[];
  values: Value[][];
}

const remembered = new WeakMap<World, Map<string, Rows>>();
const mostRemembered = 150;

export function rowsOf(world: World, of: { dataset: Dataset; table: Table }): Rows {
  const known = remembered.get(world) ?? new Map<string, Rows>();
  remembered.set(world, known);
  const { table } = of;
  const key = `${table.oid} ${table.name} ${table.columns.map(({ oid, name }) => oid + name).join()}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= mostRemembered) known.clear();
  const made = makeRows(world, of);
  known.set(key, made);
  return made;
}

function makeRows(world: World, { dataset, table }: { dataset: Dataset; table: Table }): Rows {
  const count = world.rowCounts.get(table.oid) ?? 100;
  const columns = table.columns.map((column) => {
    const spec = specOf(world, { dataset, table, column });
    const random = createRandom('rows', table.id, column.id);
    return Array.from({ length: count }, (_, at) => valueLike(spec, { random, at, count }));
  });
  const values = Array.from({ length: count }, (_, at) => columns.map((column) => column[at] ?? null));
  return { columns: table.columns.map(({ name }) => name), values };
}

/** A column that came from elsewhere looks like its source's column of that name, or like its type. */
function specOf(world: World, of: { dataset: Dataset; table: Table; column: Column }): ValueSpec {
  const { dataset, table, column } = of;
  const known = world.columnValues.get(column.oid);
  if (known !== undefined) return known;
  const source = world.sourceTables.find(
    (one) => one.table === table.id && one.schema === (dataset.schemaName ?? one.schema),
  );
  return source?.columns.find(({ name }) => name === column.id)?.values ?? specOfType(column);
}

function specOfType({ type, name }: Column): ValueSpec {
  if ([4, 19, 31, 33, 34, 43].includes(type)) return { kind: 'day', from: '2025-01-01', to: '2026-10-31' };
  if ([0, 8, 16, 20].includes(type)) return { kind: 'whole', from: 1, to: 1_000 };
  if ([5, 6, 9, 13, 40, 41].includes(type)) return { kind: 'amount', from: 1, to: 1_000 };
  return type === 2 ? { kind: 'flag' } : { kind: 'text', word: name };
}

function valueLike(spec: ValueSpec, of: { random: Random; at: number; count: number }): Value {
  const { random, at, count } = of;
  switch (spec.kind) {
    case 'key':
      return at + 1;
    case 'reference':
      return random.whole({ from: 1, to: spec.rows });
    case 'whole':
      return random.whole(spec);
    case 'amount':
      return Math.round((spec.from + random.fraction() * (spec.to - spec.from)) * 100) / 100;
    case 'day':
      return dayBetween(spec, random.fraction());
    case 'pick':
      return (count <= spec.from.length ? spec.from[at] : random.pick(spec.from)) ?? null;
    case 'flag':
      return random.fraction() < 0.5;
    case 'text':
      return `${spec.word} ${at + 1}`;
  }
}

function dayBetween({ from, to }: { from: string; to: string }, fraction: number): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const day = Math.floor((first + fraction * (last - first)) / 86_400_000) * 86_400_000;
  return new Date(day).toISOString().slice(0, 19);
}

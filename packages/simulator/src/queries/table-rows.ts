import type { ValueSpec } from '../content/value-spec.ts';
import { wordedText } from '../content/wordings.ts';
import { createRandom, type Random } from '../random.ts';
import type { Column, Dataset, SourceTable, Table, World } from '../world.ts';

export type Value = string | number | boolean | null;

/** Where the rows are that a file with data brought: two models may have a table of the same id. */
export const storedKey = (model: { oid: string }, table: { oid: string }): string => `${model.oid} ${table.oid}`;

/** Made-up rows; the same in every deployment that has the same table. */
export function generatedRows(world: World, { dataset, table }: { dataset: Dataset; table: Table }): Value[][] {
  const count = world.rowCounts.get(table.oid) ?? 100;
  const columns = table.columns.map((column) => {
    const spec = specOf(world, { dataset, table, column });
    return valuesLike(spec, { table: table.id, column: column.id, count });
  });
  return Array.from({ length: count }, (_, at) => columns.map((column) => column[at] ?? null));
}

/** The rows that lie in the source itself. */
export function sourceRows({ table, columns, rows = 100 }: SourceTable): Value[][] {
  const values = columns.map((column) => valuesLike(column.values, { table, column: column.name, count: rows }));
  return Array.from({ length: rows }, (_, at) => values.map((column) => column[at] ?? null));
}

function valuesLike(spec: ValueSpec, of: { table: string; column: string; count: number }): Value[] {
  const { table, column, count } = of;
  const random = createRandom('rows', table, column);
  return Array.from({ length: count }, (_, at) => valueLike(spec, { random, at, count }));
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
      return wordedText(spec.word, at);
  }
}

function dayBetween({ from, to }: { from: string; to: string }, fraction: number): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const day = Math.floor((first + fraction * (last - first)) / 86_400_000) * 86_400_000;
  return new Date(day).toISOString().slice(0, 19);
}

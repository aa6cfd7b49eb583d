import { tablesOf } from '../datamodels/export-model.ts';
import type { DataModel, Dataset, Table, World } from '../world.ts';
import { type Rows, rowsOf, type Value } from './table-rows.ts';

/** A table's rows, each with what the model's relations join to it. */
export interface Joined {
  count: number;
  /** Undefined where no relation leads to that table. */
  reader(table: string, column: string): ((at: number) => Value) | undefined;
}

interface Place {
  dataset: Dataset;
  table: Table;
}

/** From the base table along the relations; where several rows match, the first one counts. */
export function joinFrom(world: World, of: { model: DataModel; base: string }): Joined {
  const places = tablesOf(of.model);
  const base = places.find(({ table }) => table.name === of.base);
  if (base === undefined) throw new Error(`There is no table ${of.base}.`);
  const baseRows = rowsOf(world, base);
  const identity = baseRows.values.map((_, at) => at);
  const reached = new Map<string, { place: Place; rows: Rows; at: number[] }>([
    [base.table.oid, { place: base, rows: baseRows, at: identity }],
  ]);
  const queue = [base.table.oid];
  for (let oid = queue.shift(); oid !== undefined; oid = queue.shift()) {
    const from = reached.get(oid);
    if (from === undefined) continue;
    for (const step of stepsFrom(of.model, oid)) {
      const place = places.find(({ table }) => table.oid === step.toTable);
      if (place === undefined || reached.has(step.toTable)) continue;
      const rows = rowsOf(world, place);
      const at = follow({
        from: from.rows,
        fromAt: from.at,
        fromColumn: columnAt(from.place, step.fromColumn),
        to: rows,
        toColumn: columnAt(place, step.toColumn),
      });
      reached.set(step.toTable, { place, rows, at });
      queue.push(step.toTable);
    }
  }
  return {
    count: baseRows.values.length,
    reader: (table, column) => readerIn([...reached.values()], { table, column }),
  };
}

const columnAt = ({ table }: Place, oid: string): number => table.columns.findIndex((column) => column.oid === oid);

function readerIn(reached: { place: Place; rows: Rows; at: number[] }[], of: { table: string; column: string }) {
  const found = reached.find(({ place }) => place.table.name === of.table);
  const column = found?.rows.columns.indexOf(of.column) ?? -1;
  if (found === undefined || column < 0) return undefined;
  return (at: number): Value => found.rows.values[found.at[at] ?? -1]?.[column] ?? null;
}

function stepsFrom(
  { relations }: DataModel,
  table: string,
): { fromColumn: string; toTable: string; toColumn: string }[] {
  return relations.flatMap(({ columns }) => {
    const here = columns.find((end) => end.table === table);
    if (here === undefined) return [];
    return columns
      .filter((end) => end.table !== table)
      .map((end) => ({ fromColumn: here.column, toTable: end.table, toColumn: end.column }));
  });
}

function follow(of: { from: Rows; fromAt: number[]; fromColumn: number; to: Rows; toColumn: number }): number[] {
  const first = new Map<Value, number>();
  for (const [at, row] of of.to.values.entries()) {
    const key = row[of.toColumn] ?? null;
    if (!first.has(key)) first.set(key, at);
  }
  return of.fromAt.map((at) => first.get(of.from.values[at]?.[of.fromColumn] ?? null) ?? -1);
}

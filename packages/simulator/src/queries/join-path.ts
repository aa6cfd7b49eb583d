import { firstOf } from '../iterate.ts';
import type { DataModel, Relation, Table } from '../world.ts';
import type { Cube } from './cube.ts';
import type { RowGuard } from './row-security.ts';
import type { Value } from './table-rows.ts';

/** From one table to the next: pairs of columns that must be equal. */
export interface Step {
  from: string;
  to: string;
  on: { from: string; to: string }[];
}

/** The shortest way along the relations; undefined where there is none. */
export function pathBetween(model: DataModel, { from, to }: { from: string; to: string }): Step[] | undefined {
  const ways = new Map<string, Step[]>([[from, []]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined && !ways.has(to); at = queue.shift()) {
    for (const step of stepsFrom(model, at)) {
      if (ways.has(step.to)) continue;
      ways.set(step.to, [...(ways.get(at) ?? []), step]);
      queue.push(step.to);
    }
  }
  return ways.get(to);
}

const isWhole = ({ columns }: Relation): boolean => columns.every(({ isDropped }) => isDropped !== true);

/** Several relations between the same two tables are one key of several columns. */
function stepsFrom({ relations }: DataModel, table: string): Step[] {
  const steps = new Map<string, Step>();
  for (const { columns } of relations.filter(isWhole)) {
    const here = columns.find((end) => end.table === table);
    if (here === undefined) continue;
    for (const there of columns.filter((end) => end.table !== table)) {
      const step = steps.get(there.table) ?? { from: table, to: there.table, on: [] };
      step.on.push({ from: here.column, to: there.column });
      steps.set(there.table, step);
    }
  }
  return [...steps.values()];
}

const columnNumber = (table: Table, oid: string): number => table.columns.findIndex((column) => column.oid === oid);

/** `b0.c1 = b1.c0` */
export function joinCondition(cube: Cube, of: { step: Step; left: string; right: string }): string {
  const { step, left, right } = of;
  const [from, to] = [cube.place(step.from).table, cube.place(step.to).table];
  return step.on
    .map((pair) => `${left}.c${columnNumber(from, pair.from)} = ${right}.c${columnNumber(to, pair.to)}`)
    .join(' AND ');
}

/** A test of a column of another table: holds for a row that some row there belongs to which passes. */
export function existsAlong(cube: Cube, of: { path: Step[]; from: string; test: (alias: string) => string }): string {
  const [step, ...rest] = of.path;
  if (step === undefined) return of.test(of.from);
  const alias = `s${rest.length}`;
  const [from, to] = [cube.place(step.from).table, cube.place(step.to).table];
  const left = step.on.map((pair) => `${of.from}.c${columnNumber(from, pair.from)}`).join(', ');
  const right = step.on.map((pair) => `${alias}.c${columnNumber(to, pair.to)}`).join(', ');
  const inner = existsAlong(cube, { path: rest, from: alias, test: of.test });
  return `(${left}) IN (SELECT ${right} FROM main.${cube.source(to)} AS ${alias} WHERE ${inner})`;
}

/** The number under which a test can be asked for in SQL. */
export function testNumber(cube: Cube, test: (value: Value) => boolean): number {
  cube.tests = [...cube.tests, test];
  return cube.tests.length - 1;
}

/** What data security asks of the rows of a table: of its own columns, and of those its relations lead to. */
export function guardConditions(
  cube: Cube,
  of: { base: Table; guards: RowGuard[]; aliases: ReadonlyMap<string, string> },
): string[] {
  return of.guards.flatMap((guard) => {
    const table = tableNamed(cube.model, guard.table);
    const at = table?.columns.findIndex(({ name }) => name === guard.column) ?? -1;
    if (table === undefined || at < 0) return [];
    const number = testNumber(cube, (value) => guard.allows(value));
    const test = (alias: string) => `passes(${number}, ${alias}.c${at})`;
    return conditionOn(cube, { base: of.base, table, aliases: of.aliases, test });
  });
}

/** Of a table that is joined anyway on its rows; of another one along the relations; none where there is no way. */
export function conditionOn(
  cube: Cube,
  of: { base: Table; table: Table; aliases: ReadonlyMap<string, string>; test: (alias: string) => string },
): string[] {
  const joined = of.aliases.get(of.table.oid);
  if (joined !== undefined) return [of.test(joined)];
  const path = pathBetween(cube.model, { from: of.base.oid, to: of.table.oid });
  const from = of.aliases.get(of.base.oid);
  return path === undefined || from === undefined ? [] : [existsAlong(cube, { path, from, test: of.test })];
}

export function tableNamed(model: DataModel, name: string): Table | undefined {
  const all = model.datasets.flatMap(({ schema }) => schema.tables);
  return firstOf(all, (table) => table.name === name);
}

import { DatabaseSync } from 'node:sqlite';
import { tablesOf } from '../datamodels/export-model.ts';
import type { DataModel, Dataset, Table, World } from '../world.ts';
import { fillTable } from './fill-table.ts';
import { addSqlFunctions } from './sql/sqlite-functions.ts';
import { quoted } from './sql/to-sqlite.ts';
import { storedKey, type Value } from './table-rows.ts';

export interface Place {
  dataset: Dataset;
  table: Table;
}

/** The data of one model in a database of its own, of which each table is filled when it is first asked for. */
export class Cube {
  readonly world: World;
  readonly model: DataModel;
  readonly db = new DatabaseSync(':memory:');
  /** What `passes(n, value)` asks in the query that runs. */
  tests: ((value: Value) => boolean)[] = [];
  readonly #filled = new Set<string>();

  constructor(world: World, model: DataModel) {
    this.world = world;
    this.model = model;
    addSqlFunctions(this.db, world.clock);
    this.db.function('passes', (at, value) => (this.tests[Number(at)]?.(plain(value)) === true ? 1 : 0));
  }

  place(oid: string): Place {
    const found = tablesOf(this.model).find(({ table }) => table.oid === oid);
    if (found === undefined) throw new Error(`The model has no table ${oid}.`);
    return found;
  }

  /** The name under which a table lies in the database; its columns are `c0`, `c1` … */
  source(table: Table): string {
    const name = sourceName(table);
    if (!this.#filled.has(table.oid)) {
      this.#filled.add(table.oid);
      fillTable(this, { ...this.place(table.oid), name });
    }
    return name;
  }

  /** The rows of a table as they are. */
  rows(table: Table): Value[][] {
    return rowsFrom(this.db, `SELECT * FROM ${this.source(table)}`);
  }

  close(): void {
    this.db.close();
  }
}

export const sourceName = ({ oid }: Table): string => quoted(`~${oid}`);

export const plain = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null;

/** What a statement gives, a list for each row. */
export function rowsFrom(db: DatabaseSync, sql: string): Value[][] {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  const found: unknown[] = statement.all();
  return found.map((row) => (Array.isArray(row) ? row.map(plain) : []));
}

const opened = new WeakMap<World, Map<string, { cube: Cube; state: string }>>();
const mostOpen = 12;

/** The cube of a model as it is now; what has changed since is made anew. */
export function cubeOf(world: World, model: DataModel): Cube {
  const cubes = opened.get(world) ?? new Map<string, { cube: Cube; state: string }>();
  opened.set(world, cubes);
  const state = stateOf(world, model);
  const known = cubes.get(model.oid);
  if (known !== undefined) cubes.delete(model.oid);
  if (known?.state === state) {
    cubes.set(model.oid, known);
    return known.cube;
  }
  known?.cube.close();
  const cube = new Cube(world, model);
  cubes.set(model.oid, { cube, state });
  const [oldest] = cubes.keys();
  if (cubes.size > mostOpen && oldest !== undefined) {
    cubes.get(oldest)?.cube.close();
    cubes.delete(oldest);
  }
  return cube;
}

function stateOf(world: World, model: DataModel): string {
  const tables = tablesOf(model).map(({ table }) => [
    table.oid,
    table.name,
    table.expression,
    table.configOptions,
    world.rowCounts.get(table.oid),
    world.storedRows.get(storedKey(model, table))?.version,
    table.columns.map(({ oid, name, type, expression }) => [oid, name, type, expression]),
  ]);
  return JSON.stringify([world.rowLimits.get(model.oid), model.relations, tables]);
}

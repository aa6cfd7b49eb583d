import { uploadedFile } from '../connections/upload-routes.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import type { Table } from '../world.ts';
import { csvRows } from './csv-rows.ts';
import { type Cube, type Place, rowsFrom } from './cube.ts';
import { QueryError } from './query-error.ts';
import { runOnSource } from './run-on-source.ts';
import { select } from './sql/select.ts';
import { fromSisense, quoted } from './sql/to-sqlite.ts';
import { generatedRows, storedKey, type Value } from './table-rows.ts';

/** Puts the rows of a table into the cube: those it was given, those its query finds, or made-up ones. */
export function fillTable(cube: Cube, of: Place & { name: string }): void {
  const { table, name } = of;
  const columns = table.columns.map((_, at) => `c${at}`);
  cube.db.exec(`CREATE TABLE ${name} (${columns.join(', ') || 'c0'})`);
  const limit = cube.world.rowLimits.get(cube.model.oid);
  const rows = rowsFor(cube, of);
  const insert = cube.db.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ') || 'NULL'})`);
  cube.db.exec('BEGIN');
  for (const row of limit === undefined ? rows : rows.slice(0, limit)) insert.run(...row.map(bound));
  cube.db.exec('COMMIT');
  if (!cube.world.storedRows.has(storedKey(cube.model, table))) computeColumns(cube, of);
}

const bound = (value: Value): string | number | null => (typeof value === 'boolean' ? Number(value) : value);

function rowsFor(cube: Cube, place: Place): Value[][] {
  const { world } = cube;
  const { table, dataset } = place;
  const stored = world.storedRows.get(storedKey(cube.model, table));
  if (stored !== undefined) return picked(table, stored);
  const expression = expressionOf(table);
  const importQuery = textOf(objectOf(table.configOptions).importQuery);
  if (table.type === 'custom' && expression !== undefined) {
    const found = tried(() => select(cube, { sql: expression, guards: [] }));
    if (found !== undefined) return picked(table, found);
  }
  if (importQuery !== undefined) {
    const found = tried(() => runOnSource(world, { dataset, sql: importQuery }));
    if (found !== undefined) return picked(table, found);
  }
  const file = uploadedFile(world.uploads, dataset.connection?.parameters);
  return file === undefined ? generatedRows(world, place) : picked(table, csvRows(file, table));
}

/** A query in words that only the source knows leaves the table with made-up rows. */
function tried<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

export function expressionOf({ expression }: JsonObject): string | undefined {
  return isObject(expression) ? textOf(expression.expression) : textOf(expression);
}

/** By name, or by place where none of the names is known. */
function picked(table: Table, found: { headers: string[]; rows: Value[][] }): Value[][] {
  const headers = found.headers.map((header) => header.toLowerCase());
  const places = table.columns.map(({ oid, id, name }) => {
    const names = [oid, id, name].map((known) => known.toLowerCase());
    return headers.findIndex((header) => names.includes(header));
  });
  const byPlace = places.every((at) => at < 0);
  return found.rows.map((row) => places.map((at, place) => row[byPlace ? place : at] ?? null));
}

function computeColumns(cube: Cube, { table, name }: Place & { name: string }): void {
  const named = table.columns.map((column, at) => `c${at} AS ${quoted(column.name)}`).join(', ');
  for (const [at, column] of table.columns.entries()) {
    const expression = expressionOf(column);
    if (expression === undefined || expression.trim() === '') continue;
    const sql = `SELECT rowid, (${tried(() => fromSisense(expression)) ?? 'NULL'}) FROM (SELECT rowid, ${named} FROM ${name})`;
    const values = computed(cube, sql);
    const update = cube.db.prepare(`UPDATE ${name} SET c${at} = ? WHERE rowid = ?`);
    for (const [rowid = null, value = null] of values) update.run(bound(value), bound(rowid));
  }
}

function computed(cube: Cube, sql: string): Value[][] {
  try {
    return rowsFrom(cube.db, sql);
  } catch {
    return [];
  }
}

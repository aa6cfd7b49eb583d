import { constants, type DatabaseSync } from 'node:sqlite';
import { tablesOf } from '../../datamodels/export-model.ts';
import type { Column, Table } from '../../world.ts';
import { type Cube, plain } from '../cube.ts';
import { guardConditions } from '../join-path.ts';
import type { RowGuard } from '../row-security.ts';
import type { Value } from '../table-rows.ts';
import { queryFromSisense, quoted } from './to-sqlite.ts';
import { sqlError, tokensOf } from './tokens.ts';

export interface SelectResult {
  headers: string[];
  rows: Value[][];
}

/** One query in Sisense's SQL over the tables of a model, of which the guards leave what the caller may see. */
export function select(cube: Cube, of: { sql: string; guards: RowGuard[] }): SelectResult {
  const names = new Set(tokensOf(of.sql).map(({ text }) => text.toLowerCase()));
  const used = tablesOf(cube.model).filter(({ table }) => names.has(table.name.toLowerCase()));
  for (const { table } of used) cube.source(table);
  const tests = cube.tests;
  const views = used.map(({ table }) => addView(cube, { table, guards: of.guards }));
  try {
    return run(cube.db, { sql: queryFromSisense(of.sql), types: typesOf(used.map(({ table }) => table)) });
  } finally {
    for (const view of new Set(views)) cube.db.exec(`DROP VIEW IF EXISTS temp.${view}`);
    cube.tests = tests;
  }
}

function addView(cube: Cube, { table, guards }: { table: Table; guards: RowGuard[] }): string {
  const view = quoted(table.name);
  const columns = table.columns.map(({ name }, at) => `b0.c${at} AS ${quoted(name)}`).join(', ');
  const conditions = guardConditions(cube, { base: table, guards, aliases: new Map([[table.oid, 'b0']]) });
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  cube.db.exec(
    `CREATE TEMP VIEW IF NOT EXISTS ${view} AS SELECT ${columns} FROM main.${cube.source(table)} AS b0${where}`,
  );
  return view;
}

type ColumnTypes = Map<string, number>;

const typesOf = (tables: Table[]): ColumnTypes =>
  new Map(
    tables.flatMap((table) => table.columns.map(({ type }: Column, at) => [`~${table.oid} c${at}`, type] as const)),
  );

function run(db: DatabaseSync, { sql, types }: { sql: string; types: ColumnTypes }): SelectResult {
  try {
    db.setAuthorizer(onlyReads);
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    const columns = statement.columns();
    const isYesNo = columns.map(({ table, column }) => types.get(`${table} ${column}`) === 2);
    const found: unknown[] = statement.all();
    const rows = found.map((row) => (Array.isArray(row) ? row.map((value, at) => shown(value, isYesNo[at])) : []));
    return { headers: columns.map(({ name }) => name), rows };
  } catch (error) {
    throw sqlError(error instanceof Error ? error.message : 'the query failed');
  } finally {
    db.setAuthorizer(null);
  }
}

const shown = (value: unknown, isYesNo: boolean | undefined): Value =>
  isYesNo === true && value !== null ? value === 1 : plain(value);

const allowed: number[] = [constants.SQLITE_SELECT, constants.SQLITE_FUNCTION, constants.SQLITE_READ];

/** Reading only, and of the tables only through the views that data security has narrowed. */
function onlyReads(action: number, ...[table, column, , view]: (string | null)[]): number {
  if (!allowed.includes(action)) return constants.SQLITE_DENY;
  const isColumn = action === constants.SQLITE_READ && table?.startsWith('~') === true && column !== '';
  return isColumn && view === null ? constants.SQLITE_DENY : constants.SQLITE_OK;
}

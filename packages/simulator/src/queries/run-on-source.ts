import { DatabaseSync } from 'node:sqlite';
import type { Dataset, SourceTable, World } from '../world.ts';
import { addSqlFunctions } from './sql/sqlite-functions.ts';
import { fromSisense, quoted } from './sql/to-sqlite.ts';
import { sqlError, type Token, tokensOf } from './sql/tokens.ts';
import { sourceRows, type Value } from './table-rows.ts';

/** An import query, run where the dataset's connection leads: over the tables that its text names. */
export function runOnSource(
  world: World,
  of: { dataset: Dataset; sql: string },
): { headers: string[]; rows: Value[][] } {
  const db = new DatabaseSync(':memory:');
  try {
    addSqlFunctions(db, world.clock);
    for (const table of namedTables(world, of)) addTable(db, table);
    const statement = db.prepare(fromSisense(unqualified(of.sql)));
    statement.setReturnArrays(true);
    const found: unknown[] = statement.all();
    const rows = found.map((row) => (Array.isArray(row) ? row : []));
    return { headers: statement.columns().map(({ name }) => name), rows };
  } catch (error) {
    throw sqlError(error instanceof Error ? error.message : 'the source refused the query');
  } finally {
    db.close();
  }
}

function namedTables(world: World, { dataset, sql }: { dataset: Dataset; sql: string }): SourceTable[] {
  const words = new Set(tokensOf(sql).map(({ text }) => text.toLowerCase()));
  const { connection } = dataset;
  const reachable = world.sourceTables.filter((one) => one.connection === connection?.name);
  const own = reachable.filter(({ schema }) => schema === dataset.schemaName);
  const named = [...own, ...reachable].filter(({ table }) => words.has(table.toLowerCase()));
  return [...new Map(named.toReversed().map((table) => [table.table.toLowerCase(), table])).values()];
}

function addTable(db: DatabaseSync, table: SourceTable): void {
  const columns = table.columns.map(({ name }) => quoted(name));
  db.exec(`CREATE TABLE ${quoted(table.table)} (${columns.join(', ')})`);
  const insert = db.prepare(`INSERT INTO ${quoted(table.table)} VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of sourceRows(table))
    insert.run(...row.map((value) => (typeof value === 'boolean' ? Number(value) : value)));
}

/** `sales.orders` after FROM or JOIN is `orders`: the tables of one source lie side by side here. */
function unqualified(sql: string): Token[] {
  const tokens = tokensOf(sql);
  const left: Token[] = [];
  let isTable = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'word' && ['FROM', 'JOIN'].includes(token.text.toUpperCase())) isTable = true;
    else if (isTable && tokens[at + 1]?.text === '.') continue;
    else if (isTable && token.text === '.') continue;
    else isTable = false;
    left.push(token);
  }
  return left;
}

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { operationsMigrations } from './migrations.ts';
import type { OperationsStore, OperationsTables } from './tables.ts';

/** Opens `operations.db`. Every commit is on the disk before it returns: write-ahead log, `synchronous=FULL`. */
export async function openOperationsStore(file: string): Promise<OperationsStore> {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const store = new Kysely<OperationsTables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  const { error } = await new Migrator({
    db: store,
    provider: { getMigrations: async () => operationsMigrations },
  }).migrateToLatest();
  if (error !== undefined) throw error;
  return store;
}

function adapt(database: DatabaseSync) {
  return {
    close: () => database.close(),
    prepare: (sql: string) => {
      const statement = database.prepare(sql);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      };
    },
  };
}

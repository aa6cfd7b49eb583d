import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { type BackendTables, backendMigrations } from './tables.ts';

/** `backend.db` in the data directory. */
export async function openBackendStore({
  dir,
}: {
  dir: string;
}): Promise<{ db: Kysely<BackendTables>; close(): Promise<void> }> {
  mkdirSync(dir, { recursive: true });
  const file = new DatabaseSync(join(dir, 'backend.db'));
  file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  const db = new Kysely<BackendTables>({
    dialect: new SqliteDialect({
      database: {
        close: () => file.close(),
        prepare: (sql) => {
          const statement = file.prepare(sql);
          return {
            reader: statement.columns().length > 0,
            all: (parameters) => statement.all(...(parameters as string[])),
            run: (parameters) => statement.run(...(parameters as string[])),
            iterate: (parameters) => statement.iterate(...(parameters as string[])),
          };
        },
      },
    }),
  });
  const made = file.prepare("select 1 from sqlite_master where name = 'conversations'").get();
  if (!made) for (const migration of Object.values(backendMigrations)) await migration.up(db as never);
  return { db, close: () => db.destroy() };
}

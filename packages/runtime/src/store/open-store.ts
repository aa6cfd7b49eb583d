import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { SettingsError } from '../settings/settings-error.ts';
import { type Migrations, migrate } from './migrate.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

export interface StoreOptions {
  /** The SQLite file; made with its folder when absent, readable by its owner only. */
  file: string;
  migrations: Migrations;
  /** A Postgres address. Not available in this version: refused. */
  databaseUrl?: string | undefined;
  /** How long a query waits for another process to finish its transaction; 5 s. */
  busyTimeoutMs?: number;
}

/**
 * Opens a store. A committed transaction is on the disk (`synchronous=FULL`); transactions exclude each other, also those
 * of other processes. Inside `store.transaction().execute(within => …)` use `within` only: the store itself waits for it.
 * @throws {SettingsError | StoreTooNew}
 */
export async function openStore<Tables>(options: StoreOptions): Promise<Kysely<Tables>> {
  if (options.databaseUrl !== undefined) {
    throw new SettingsError(
      'DATABASE_URL',
      'DATABASE_URL is set, but Postgres is not available in this version. Leave it empty.',
    );
  }
  const database = openFile(options);
  const store = new Kysely<Tables>({ dialect: sqliteDialect(database) });
  try {
    await migrate(store, options.migrations);
    return store;
  } catch (error) {
    await store.destroy();
    throw error;
  }
}

function openFile({ file, busyTimeoutMs = 5000 }: StoreOptions): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const cannot = `The database ${file} under FES_DATA_DIR cannot be opened: ${reason}.`;
    throw new SettingsError('FES_DATA_DIR', `${cannot} ${isOfFiles(error) ? chooseFolder : restoreFile}`);
  }
}

const chooseFolder = 'Set FES_DATA_DIR to a folder that this user can write, or let it write there.';
const restoreFile = 'Restore it from a backup, or move it away to begin without one.';

/** Of the file system, not of what is in the file. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

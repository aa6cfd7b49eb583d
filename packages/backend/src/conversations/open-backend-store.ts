import { join } from 'node:path';
import { openStore } from '@fes-assistant/runtime';
import type { Kysely } from 'kysely';
import { type BackendTables, backendMigrations } from './tables.ts';

/** `backend.db` in the data directory. */
export function openBackendStore(options: {
  dir: string;
  databaseUrl?: string | undefined;
}): Promise<Kysely<BackendTables>> {
  const { dir, databaseUrl } = options;
  return openStore<BackendTables>({ file: join(dir, 'backend.db'), migrations: backendMigrations, databaseUrl });
}

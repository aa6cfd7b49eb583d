import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Migrations by name; they run once each, in the order of their names. */
export type Migrations = Record<string, Migration>;

interface Bookkeeping {
  schema_versions: { name: string; applied_at: string };
}

/** The store was written by a newer version of the product. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
}

/**
 * Brings a store up to date, in one transaction: all of it or nothing.
 * @throws {StoreTooNew} when the store knows a migration that this version does not.
 */
export async function migrate<Tables>(store: Kysely<Tables>, migrations: Migrations): Promise<void> {
  await store.transaction().execute(async (within) => {
    const books = within as unknown as Kysely<Bookkeeping>;
    await books.schema
      .createTable('schema_versions')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', 'text', (column) => column.notNull())
      .execute();
    const applied = new Set(
      (await books.selectFrom('schema_versions').select('name').execute()).map((row) => row.name),
    );
    refuseNewer([...applied], migrations);
    for (const [name, migration] of Object.entries(migrations).toSorted(([one], [other]) => (one < other ? -1 : 1))) {
      if (applied.has(name)) continue;
      await migration.up(within);
      await books.insertInto('schema_versions').values({ name, applied_at: new Date().toISOString() }).execute();
    }
  });
}

function refuseNewer(applied: string[], migrations: Migrations): void {
  const unknown = applied.find((name) => !(name in migrations));
  if (unknown === undefined) return;
  throw new StoreTooNew(
    `The database was written by a newer version (${unknown}). Use that version, or another FES_DATA_DIR.`,
  );
}

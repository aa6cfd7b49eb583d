import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const first: Migration = {
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable('operations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('head_hash', 'text', (column) => column.notNull())
      .addColumn('undoes', 'text')
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addColumn('lease_owner', 'text')
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .execute();
    await store.schema
      .createIndex('operations_principal')
      .on('operations')
      .columns(['principal', 'created_at'])
      .execute();
    await store.schema.createIndex('operations_state').on('operations').column('state').execute();
    await store.schema.createIndex('operations_undoes').on('operations').column('undoes').execute();
    await createJournal(store);
    await createAudit(store);
  },
};

/** Proposals that still wait are counted before each new one. */
const waiting: Migration = {
  async up(store: Kysely<unknown>) {
    await store.schema.createIndex('operations_waiting').on('operations').columns(['state', 'expires_at']).execute();
  },
};

async function createJournal(store: Kysely<unknown>): Promise<void> {
  await store.schema
    .createTable('journal')
    .addColumn('operation_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('prev_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_place', ['operation_id', 'seq'])
    .execute();
  await store.schema
    .createTable('blobs')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await store.schema
    .createTable('deployment_locks')
    .addColumn('deployment', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
}

async function createAudit(store: Kysely<unknown>): Promise<void> {
  await store.schema
    .createTable('audit')
    .addColumn('seq', 'integer', (column) => column.primaryKey())
    .addColumn('line', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await store.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
}

/** The schema of `operations.db`, oldest change first. A released entry is never edited. */
export const operationsMigrations: Record<string, Migration> = {
  '0001-operations': first,
  '0002-waiting': waiting,
};

import type { Kysely } from 'kysely';

/** Tables of `backend.db`. No token and no secret is ever stored in them. */
export interface BackendTables {
  page_sessions: { principal: string; created_at: string };
  conversations: {
    id: string;
    principal: string;
    mode: string;
    /** The `session_id` that an API caller gave it; null for the page's. */
    api_name: string | null;
    title: string;
    started_at: string;
    last_at: string;
  };
  conversation_events: { conversation: string; seq: number; at: string; event: string };
  operations: { id: string; conversation: string; turn: string; call: string; tool: string; approval_url: string };
}

export const backendMigrations = {
  '001-conversations': { up: createTables },
};

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('page_sessions')
    .addColumn('principal', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('principal', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('api_name', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('started_at', 'text', (column) => column.notNull())
    .addColumn('last_at', 'text', (column) => column.notNull())
    .addUniqueConstraint('conversations_api_name', ['principal', 'api_name'])
    .execute();
  await db.schema
    .createTable('conversation_events')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('conversation_events_pk', ['conversation', 'seq'])
    .execute();
  await db.schema
    .createTable('operations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('turn', 'text', (column) => column.notNull())
    .addColumn('call', 'text', (column) => column.notNull())
    .addColumn('tool', 'text', (column) => column.notNull())
    .addColumn('approval_url', 'text', (column) => column.notNull())
    .execute();
}

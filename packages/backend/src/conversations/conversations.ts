import { randomBytes } from 'node:crypto';
import type { Mode } from '@fes-assistant/protocol';
import type { Selectable } from 'kysely';
import { type ConversationEvents, type ConversationStore, createConversationEvents } from './conversation-events.ts';
import type { BackendTables } from './tables.ts';

export type ConversationRecord = Selectable<BackendTables['conversations']>;
export type OperationRecord = Selectable<BackendTables['operations']>;

interface ConversationRecords {
  create(request: { principal: string; mode: Mode; apiName?: string }): Promise<ConversationRecord>;
  find(request: { id: string; principal: string }): Promise<ConversationRecord | undefined>;
  findByApiName(request: { apiName: string; principal: string }): Promise<ConversationRecord | undefined>;
  list(principal: string): Promise<ConversationRecord[]>;
  /** Conversations that a crash may have left open: a turn was running, or an operation was proposed in them. */
  listUnsettled(): Promise<ConversationRecord[]>;
}

interface OperationRecords {
  recordOperation(record: OperationRecord): Promise<void>;
  findOperation(request: { id: string; principal: string }): Promise<OperationRecord | undefined>;
  operationsOf(conversation: string): Promise<OperationRecord[]>;
}

interface IssuedSessions {
  issueSession(principal: string): Promise<void>;
  isIssued(principal: string): Promise<boolean>;
}

/** Everything that the backend keeps on disk. */
export interface Conversations extends ConversationEvents, ConversationRecords, OperationRecords, IssuedSessions {}

export function createConversations(store: ConversationStore): Conversations {
  return {
    ...createConversationEvents(store),
    ...conversationRecords(store),
    ...operationRecords(store),
    ...issuedSessions(store),
  };
}

function conversationRecords({ db, now }: ConversationStore): ConversationRecords {
  return {
    async create({ principal, mode, apiName }) {
      const at = now().toISOString();
      const record = {
        id: randomBytes(16).toString('hex'),
        principal,
        mode,
        api_name: apiName ?? null,
        title: '',
        started_at: at,
        last_at: at,
      };
      await db.insertInto('conversations').values(record).execute();
      return record;
    },
    find: ({ id, principal }) =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', id)
        .where('principal', '=', principal)
        .executeTakeFirst(),
    findByApiName: ({ apiName, principal }) =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where('api_name', '=', apiName)
        .where('principal', '=', principal)
        .executeTakeFirst(),
    list: (principal) =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where('principal', '=', principal)
        .orderBy('last_at', 'desc')
        .limit(500)
        .execute(),
    listUnsettled: () => unsettled(db),
  };
}

function unsettled(db: ConversationStore['db']): Promise<ConversationRecord[]> {
  return db
    .selectFrom('conversations')
    .selectAll()
    .where(({ or, exists, selectFrom, eb }) =>
      or([
        exists(
          selectFrom('operations').select('operations.id').whereRef('operations.conversation', '=', 'conversations.id'),
        ),
        eb(
          selectFrom('conversation_events')
            .select('event')
            .whereRef('conversation_events.conversation', '=', 'conversations.id')
            .orderBy('seq', 'desc')
            .limit(1),
          'not like',
          '{"type":"turn-ended"%',
        ),
      ]),
    )
    .execute();
}

function operationRecords({ db }: ConversationStore): OperationRecords {
  return {
    async recordOperation(record) {
      await db
        .insertInto('operations')
        .values(record)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    findOperation: ({ id, principal }) =>
      db
        .selectFrom('operations')
        .innerJoin('conversations', 'conversations.id', 'operations.conversation')
        .selectAll('operations')
        .where('operations.id', '=', id)
        .where('conversations.principal', '=', principal)
        .executeTakeFirst(),
    operationsOf: (conversation) =>
      db.selectFrom('operations').selectAll().where('conversation', '=', conversation).execute(),
  };
}

function issuedSessions({ db, now }: ConversationStore): IssuedSessions {
  return {
    async issueSession(principal) {
      await db.insertInto('page_sessions').values({ principal, created_at: now().toISOString() }).execute();
    },
    async isIssued(principal) {
      const row = await db
        .selectFrom('page_sessions')
        .select('principal')
        .where('principal', '=', principal)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

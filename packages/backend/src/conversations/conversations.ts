import { randomBytes } from 'node:crypto';
import {
  type Conversation,
  type ConversationEntry,
  emptyConversation,
  foldConversation,
  type Mode,
  type TurnEvent,
} from '@fes-assistant/protocol';
import type { Kysely, Selectable } from 'kysely';
import { createSignalBoard } from './signal-board.ts';
import type { BackendTables } from './tables.ts';

export type ConversationRecord = Selectable<BackendTables['conversations']>;
export type OperationRecord = Selectable<BackendTables['operations']>;

/** Everything said and done, on disk, in order; whoever listens is woken after it is durable. */
export interface Conversations {
  create(request: { principal: string; mode: Mode; apiName?: string }): Promise<ConversationRecord>;
  find(request: { id: string; principal: string }): Promise<ConversationRecord | undefined>;
  findByApiName(request: { apiName: string; principal: string }): Promise<ConversationRecord | undefined>;
  list(principal: string): Promise<ConversationRecord[]>;
  append(id: string, event: TurnEvent): Promise<ConversationEntry>;
  entriesAfter(request: { id: string; after: number; limit: number }): Promise<ConversationEntry[]>;
  /** Resolves when there may be more than `after`, or when `signal` aborts. */
  more(request: { id: string; after: number; signal: AbortSignal }): Promise<void>;
  fold(id: string): Promise<Conversation>;
  recordOperation(record: OperationRecord): Promise<void>;
  findOperation(request: { id: string; principal: string }): Promise<OperationRecord | undefined>;
  operationsOf(conversation: string): Promise<OperationRecord[]>;
  /** Conversations that a crash may have left open: a turn was running, or an operation was proposed in them. */
  listUnsettled(): Promise<ConversationRecord[]>;
  issueSession(principal: string): Promise<void>;
  isIssued(principal: string): Promise<boolean>;
}

export function createConversations({ db, now }: { db: Kysely<BackendTables>; now: () => Date }): Conversations {
  const board = createSignalBoard();
  const tails = new Map<string, Promise<unknown>>();
  const lastSeq = new Map<string, number>();

  async function seqOf(id: string): Promise<number> {
    const known = lastSeq.get(id);
    if (known !== undefined) return known;
    const row = await db
      .selectFrom('conversation_events')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .where('conversation', '=', id)
      .executeTakeFirst();
    return Number(row?.seq ?? 0);
  }

  async function write(id: string, event: TurnEvent): Promise<ConversationEntry> {
    const entry = { seq: (await seqOf(id)) + 1, at: now().toISOString(), ...event };
    const { seq, at } = entry;
    await db
      .insertInto('conversation_events')
      .values({ conversation: id, seq, at, event: JSON.stringify(event) })
      .execute();
    lastSeq.set(id, seq);
    if (event.type === 'turn-started') await touch(id, { at, text: event.by === 'person' ? event.text : '' });
    board.raise(id);
    return entry;
  }

  async function touch(id: string, { at, text }: { at: string; text: string }): Promise<void> {
    await db.updateTable('conversations').set({ last_at: at }).where('id', '=', id).execute();
    if (text === '') return;
    const title = text.replace(/\s+/g, ' ').slice(0, 80);
    await db.updateTable('conversations').set({ title }).where('id', '=', id).where('title', '=', '').execute();
  }

  async function entriesAfter({ id, after, limit }: { id: string; after: number; limit: number }) {
    const rows = await db
      .selectFrom('conversation_events')
      .selectAll()
      .where('conversation', '=', id)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(({ seq, at, event }): ConversationEntry => ({ seq, at, ...(JSON.parse(event) as TurnEvent) }));
  }

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
    append(id, event) {
      const tail = (tails.get(id) ?? Promise.resolve()).catch(() => {}).then(() => write(id, event));
      tails.set(id, tail);
      const forget = (): void => {
        if (tails.get(id) === tail) tails.delete(id);
      };
      tail.then(forget, forget);
      return tail;
    },
    entriesAfter,
    async more({ id, after, signal }) {
      const raised = board.next(id, signal);
      if ((await seqOf(id)) > after) return;
      await raised;
    },
    async fold(id) {
      let conversation = emptyConversation;
      for (;;) {
        const page = await entriesAfter({ id, after: conversation.seq, limit: 500 });
        if (page.length === 0) return conversation;
        conversation = page.reduce(foldConversation, conversation);
      }
    },
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
    listUnsettled: () =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where(({ or, exists, selectFrom, eb }) =>
          or([
            exists(
              selectFrom('operations')
                .select('operations.id')
                .whereRef('operations.conversation', '=', 'conversations.id'),
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
        .execute(),
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

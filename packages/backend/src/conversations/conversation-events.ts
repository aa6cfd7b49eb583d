import {
  type Conversation,
  type ConversationEntry,
  emptyConversation,
  foldConversation,
  type TurnEvent,
} from '@fes-assistant/protocol';
import type { Kysely } from 'kysely';
import { createSignalBoard } from './signal-board.ts';
import type { BackendTables } from './tables.ts';

/** What was said and done in each conversation, in order; whoever listens is woken after it is durable. */
export interface ConversationEvents {
  append(id: string, event: TurnEvent): Promise<ConversationEntry>;
  entriesAfter(request: { id: string; after: number; limit: number }): Promise<ConversationEntry[]>;
  /** Resolves when there may be more than `after`, or when `signal` aborts. */
  more(request: { id: string; after: number; signal: AbortSignal }): Promise<void>;
  fold(id: string): Promise<Conversation>;
}

export interface ConversationStore {
  db: Kysely<BackendTables>;
  now: () => Date;
}

export function createConversationEvents({ db, now }: ConversationStore): ConversationEvents {
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
  };
}

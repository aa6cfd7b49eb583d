import { type Conversation, type ConversationEntry, foldConversation, type TurnEvent } from '@fes-assistant/protocol';
import type { Conversations } from '../conversations/conversations.ts';

/** Writes what happens in a conversation and knows what it has come to. */
export interface TurnLog {
  write(event: TurnEvent): Promise<ConversationEntry>;
  now(): Conversation;
  /** Ends a turn of which the process that ran it is gone. */
  cutOff(turn: string): Promise<void>;
}

export function createTurnLog({
  conversations,
  conversation,
  folded,
}: {
  conversations: Pick<Conversations, 'append'>;
  conversation: string;
  folded: Conversation;
}): TurnLog {
  let state = folded;
  async function write(event: TurnEvent): Promise<ConversationEntry> {
    const entry = await conversations.append(conversation, event);
    state = foldConversation(state, entry);
    return entry;
  }
  return {
    write,
    now: () => state,
    async cutOff(turn) {
      const message = 'The backend was restarted while this was answered. Ask again; nothing was changed by it.';
      await write({ type: 'turn-failed', turn, failure: { code: 'cancelled', message, fixableBy: 'asker' } });
      await write({ type: 'turn-ended', turn, cancelled: false });
    },
  };
}

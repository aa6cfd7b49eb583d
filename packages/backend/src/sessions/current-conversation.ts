import type { Backend } from '../backend.ts';
import type { ConversationRecord } from '../conversations/conversations.ts';
import type { Person } from './page-sessions.ts';

/** The conversation that this person has in the current mode: the last one, or a new one. */
export async function currentConversation(
  { conversations }: Pick<Backend, 'conversations'>,
  person: Person,
): Promise<ConversationRecord> {
  const { principal, mode } = person;
  const id = person.current[mode];
  const known = id === undefined ? undefined : await conversations.find({ id, principal });
  const latest = known ?? (await conversations.list(principal)).find((record) => record.mode === mode);
  const record = latest ?? (await conversations.create({ principal, mode }));
  person.current[mode] = record.id;
  return record;
}

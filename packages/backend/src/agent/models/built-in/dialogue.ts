import type { Disclosed } from '../../disclosed.ts';
import type { ModelMessage } from '../model.ts';

export type CallMessage = Extract<ModelMessage, { role: 'call' }>;
export type DoneCall = CallMessage & { result: Extract<Disclosed, { state: 'done' }> };

/** A conversation as the planner needs it: what is asked now, what was done for it, and what came before. */
export interface Dialogue {
  /** What to understand: the message itself, or the earlier ask that it answers a question of. */
  ask: string;
  by: 'person' | 'outcome';
  /** Answers that the person gave to questions about that ask, in order. */
  answers: string[];
  /** Calls made for this message so far. */
  calls: CallMessage[];
  /** Calls of earlier messages that gave rows or an item, in order. */
  before: DoneCall[];
  /** Operations of earlier messages, in order. */
  operations: string[];
}

interface Exchange {
  text: string;
  by: 'person' | 'outcome';
  calls: CallMessage[];
  endsInQuestion: boolean;
}

/** `answersQuestion` judges whether a message answers the question before it or asks for something new. */
export function dialogueOf(messages: ModelMessage[], answersQuestion: (text: string) => boolean): Dialogue {
  const exchanges = exchangesOf(messages);
  const now = exchanges.at(-1) ?? { text: '', by: 'person' as const, calls: [], endsInQuestion: false };
  const answers: string[] = [];
  let base = exchanges.length - 1;
  while (base > 0 && exchanges[base - 1]?.endsInQuestion && answersQuestion(exchanges[base]?.text ?? '')) {
    answers.unshift(exchanges[base]?.text ?? '');
    base -= 1;
  }
  const before = exchanges.slice(0, -1).flatMap(({ calls }) => calls.filter(isDone));
  const operations = exchanges
    .slice(0, -1)
    .flatMap(({ calls }) => calls.flatMap(({ result }) => (result.state === 'waiting' ? [result.operation] : [])));
  return { ask: exchanges[base]?.text ?? '', by: now.by, answers, calls: now.calls, before, operations };
}

function exchangesOf(messages: ModelMessage[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const message of messages) {
    if (message.role === 'user') {
      exchanges.push({ text: message.text, by: message.by, calls: [], endsInQuestion: false });
      continue;
    }
    const last = exchanges.at(-1);
    if (!last) continue;
    if (message.role === 'call') last.calls.push(message);
    else if (message.question) last.endsInQuestion = true;
  }
  return exchanges;
}

function isDone(call: CallMessage): call is DoneCall {
  return call.result.state === 'done';
}

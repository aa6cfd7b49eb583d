import {
  type Conversation,
  type ConversationEntry,
  emptyConversation,
  foldConversation,
  type SessionInfo,
} from '@fes-assistant/protocol';

/** A browser as far as the backend can tell: it keeps its cookie and reads event streams. */
export interface Browser {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
  delete<Answer>(path: string): Promise<Answer>;
  send(path: string, init?: RequestInit): Promise<Response>;
  session(): Promise<SessionInfo>;
  cookie(): string;
  /** Reads a conversation's stream until the condition holds. */
  until(
    id: string,
    holds: (conversation: Conversation, entry: ConversationEntry) => boolean,
    after?: number,
  ): Promise<Conversation>;
  /** Types a message and waits for the end of its turn. */
  ask(text: string): Promise<Conversation>;
}

export function openBrowser(url: string, known = ''): Browser {
  let cookie = known;

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('Cookie', cookie);
    const answer = await fetch(`${url}${path}`, { ...init, headers });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) cookie = set.slice(0, set.indexOf(';'));
    return answer;
  }
  async function asked<Answer>(path: string, init?: RequestInit): Promise<Answer> {
    return (await (await send(path, init)).json()) as Answer;
  }
  const post = <Answer>(path: string, body?: object): Promise<Answer> =>
    asked(path, {
      method: 'POST',
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });

  async function until(id: string, holds: Parameters<Browser['until']>[1], after = 0): Promise<Conversation> {
    let conversation = emptyConversation;
    const stream = await send(`/api/conversations/${id}/events?after=${after}`);
    for await (const entry of entriesOf(stream)) {
      conversation = foldConversation(conversation, entry);
      if (!holds(conversation, entry)) continue;
      return conversation;
    }
    throw new Error('The stream ended before that happened.');
  }
  const session = (): Promise<SessionInfo> => asked('/api/session');

  return {
    send,
    get: (path) => asked(path),
    post,
    delete: (path) => asked(path, { method: 'DELETE' }),
    session,
    cookie: () => cookie,
    until,
    async ask(text) {
      const { conversationId } = await session();
      const { turn } = await post<{ turn: string }>(`/api/conversations/${conversationId}/messages`, { text });
      return until(conversationId, (_, entry) => entry.type === 'turn-ended' && entry.turn === turn);
    },
  };
}

async function* entriesOf(answer: Response): AsyncIterable<ConversationEntry> {
  let rest = '';
  if (!answer.body) return;
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '));
      if (data !== undefined) yield JSON.parse(data.slice(6)) as ConversationEntry;
    }
  }
}

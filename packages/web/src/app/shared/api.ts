import type {
  ConnectAnswer,
  ConnectRequest,
  ConversationAnswer,
  ConversationsAnswer,
  ErrorAnswer,
  MessageAnswer,
  Mode,
  OperationAnswer,
  SessionInfo,
  StopAnswer,
} from '@fes-assistant/protocol';

/** A refusal of the server in its own words, or that there is no server to answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly type: string;
  constructor({ message, status, type }: { message: string; status: number; type: string }) {
    super(message);
    this.status = status;
    this.type = type;
  }
  /** The backend could not be reached, so trying again later makes sense. */
  get isDown(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch(() => undefined);
  if (!response) {
    throw new ApiError({ message: 'The page cannot reach its server.', status: 0, type: 'unreachable' });
  }
  const body = (await response.json().catch(() => undefined)) as T | ErrorAnswer | undefined;
  if (response.ok && body !== undefined) return body as T;
  const refusal = body as Partial<ErrorAnswer> | undefined;
  throw new ApiError({
    message: refusal?.error ?? `The server answered ${response.status} without saying why.`,
    status: response.status,
    type: refusal?.error_type ?? 'unexpected_answer',
  });
}

const send = <T>(path: string, { method = 'POST', body }: { method?: string; body?: unknown } = {}) =>
  request<T>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });

const conversation = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

export type OperationVerb = 'approve' | 'decline' | 'cancel' | 'resume' | 'undo' | 'decide';

/** Everything the page asks of the backend. */
export const api = {
  session: () => request<SessionInfo>('/api/session'),
  connect: (body: ConnectRequest) => send<ConnectAnswer>('/api/connections', { body }),
  disconnect: (side: ConnectRequest['side']) => send<ConnectAnswer>(`/api/connections/${side}`, { method: 'DELETE' }),
  setMode: (mode: Mode) => send<SessionInfo>('/api/mode', { body: { mode } }),
  setSummarization: (allow: boolean) => send<SessionInfo>('/api/summarization', { body: { allow } }),
  conversations: () => request<ConversationsAnswer>('/api/conversations'),
  newConversation: () => send<ConversationAnswer>('/api/conversations'),
  eventsOf: (id: string, after: number) => `${conversation(id)}/events${after > 0 ? `?after=${after}` : ''}`,
  ask: (id: string, text: string) => send<MessageAnswer>(`${conversation(id)}/messages`, { body: { text } }),
  conversation: (id: string) => request<ConversationAnswer>(conversation(id)),
  stop: (id: string) => send<StopAnswer>(`${conversation(id)}/stop`),
  operation: (id: string, { verb, body }: { verb: OperationVerb; body: Record<string, unknown> }) =>
    send<OperationAnswer>(`/api/operations/${encodeURIComponent(id)}/${verb}`, { body }),
};

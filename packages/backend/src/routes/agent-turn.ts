import { type AgentTurnRequest, agentTurnSchema, type Connection, type Mode, type Side } from '@fes-assistant/protocol';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { failedTurn, turnAnswer } from '../agent/turn-answer.ts';
import type { Backend } from '../backend.ts';
import type { ConversationRecord } from '../conversations/conversations.ts';
import { Refusal } from '../refusal.ts';
import { trimmedOrigin } from '../sessions/connect.ts';
import type { Person } from '../sessions/page-sessions.ts';
import { knownPerson } from '../sessions/who-asks.ts';
import { answer, described, jsonBody } from './answers.ts';

const route = createRoute({
  method: 'post',
  path: '/agent/turn',
  tags: ['agent'],
  summary:
    'One turn of a conversation, named by `session_id`; JSON, or server-sent events with `Accept: text/event-stream`',
  request: jsonBody(agentTurnSchema),
  responses: described(
    '`{reply, tool_result}`; as events: `status`, `progress`, `result`, `error`, and `keepalive` about every 10 seconds',
  ),
});

const keepAliveMs = 10_000;

export function agentTurnRoute(app: OpenAPIHono, backend: Backend): void {
  app.openapi(route, async (context) => {
    const request = context.req.valid('json');
    refuseForgedApproval(request);
    const person = await personOf(backend, { context, request });
    const record = await conversationOf(backend, { person, request });
    const { id } = record;
    const before = (await backend.conversations.fold(id)).seq;
    const { turn, ended } = await backend.turns.start({
      conversation: id,
      mode: request.mode,
      person,
      text: request.user_input,
    });
    if (wantsEvents(context)) return streamTurn(context, { backend, id, turn, after: before, ended });
    await ended;
    const conversation = await backend.conversations.fold(id);
    const failure = failedTurn(conversation, turn);
    if (failure) throw new Refusal(502, failure.code, failure.message);
    return answer(context, turnAnswer(conversation, turn));
  });
}

function refuseForgedApproval({ approved_keys: keys }: AgentTurnRequest): void {
  if (!keys || keys.length === 0) return;
  throw new Refusal(
    400,
    'approved_keys_refused',
    'approved_keys approves nothing here: open the approval_url of the pending confirmation, see the exact plan and approve it there.',
  );
}

function wantsEvents(context: Context): boolean {
  return (context.req.header('Accept') ?? '').includes('text/event-stream');
}

/** A browser of ours, else the API caller's own conversation on this machine, with the connections it sent. */
async function personOf(
  backend: Backend,
  { context, request }: { context: Context; request: AgentTurnRequest },
): Promise<Person> {
  const person = (await knownPerson(backend, context)) ?? backend.sessions.ofApi(request.session_id);
  const { tenant_config: tenant, migration_config: migration } = request;
  if (tenant) person.connections.set('only', connectionOf(tenant));
  if (migration) {
    for (const side of ['source', 'target'] as const satisfies Side[]) {
      person.connections.set(side, connectionOf(migration[side]));
    }
  }
  person.allowSummarization = request.allow_summarization;
  return person;
}

function connectionOf({ domain, token, ssl }: { domain: string; token: string; ssl: boolean }): Connection {
  return { origin: trimmedOrigin(domain), token, verifyTls: ssl };
}

async function conversationOf(
  { conversations }: Backend,
  { person: { principal }, request }: { person: Person; request: AgentTurnRequest },
): Promise<ConversationRecord> {
  const { session_id: apiName, mode, messages } = request;
  const known = await conversations.findByApiName({ apiName, principal });
  if (known) {
    if (known.mode === mode) return known;
    return conversationOfMode({ conversations, principal, apiName, mode });
  }
  const record = await conversations.create({ principal, mode, apiName });
  await seed(conversations, { id: record.id, messages });
  return record;
}

/** One `session_id` used in both modes names one conversation in each. */
async function conversationOfMode({
  conversations,
  principal,
  apiName,
  mode,
}: Pick<Backend, 'conversations'> & { principal: string; apiName: string; mode: Mode }): Promise<ConversationRecord> {
  const name = `${apiName}#${mode}`;
  const known = await conversations.findByApiName({ apiName: name, principal });
  return known ?? conversations.create({ principal, mode, apiName: name });
}

/** What the caller says was said before. Its answers may hold Sisense data, so they are withheld where that is off. */
async function seed(
  conversations: Backend['conversations'],
  { id, messages }: { id: string; messages: AgentTurnRequest['messages'] },
): Promise<void> {
  let turn = 'seed-0';
  let open = false;
  const end = async (): Promise<void> => {
    if (open) await conversations.append(id, { type: 'turn-ended', turn, cancelled: false });
    open = false;
  };
  for (const [index, { role, content }] of messages.entries()) {
    if (role === 'user') {
      await end();
      turn = `seed-${index}`;
      await conversations.append(id, { type: 'turn-started', turn, text: content, by: 'person', disclosed: true });
      open = true;
    } else if (open) {
      await conversations.append(id, { type: 'text', turn, text: content, writtenBy: 'model' });
    }
  }
  await end();
}

interface StreamedTurn {
  backend: Backend;
  id: string;
  turn: string;
  after: number;
  ended: Promise<void>;
}

/** The turn as events. When the caller leaves, the turn goes on to its end. */
function streamTurn(context: Context, { backend, id, turn, after, ended }: StreamedTurn): Response {
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    ended.finally(() => setTimeout(() => left.abort(), 5000).unref()).catch(() => undefined);
    const send = (event: string, data: object) => stream.writeSSE({ event, data: JSON.stringify(data) });
    const beat = setInterval(() => void send('keepalive', {}).catch(() => left.abort()), keepAliveMs);
    try {
      await tell({ backend, id, turn, after, send, signal: left.signal });
    } finally {
      clearInterval(beat);
    }
  });
}

async function tell(told: {
  backend: Backend;
  id: string;
  turn: string;
  after: number;
  send: (event: string, data: object) => Promise<void>;
  signal: AbortSignal;
}): Promise<void> {
  const { backend, id, turn, send, signal } = told;
  const { conversations } = backend;
  let { after } = told;
  let step = 0;
  while (!signal.aborted) {
    const entries = await conversations.entriesAfter({ id, after, limit: 200 });
    for (const entry of entries) {
      after = entry.seq;
      if (entry.turn !== turn) continue;
      if (entry.type === 'status') await send('status', { phase: entry.phase });
      if (entry.type === 'progress') {
        step += 1;
        const { message, progress, total } = entry;
        const counters = { processed_so_far: progress, total_count: total };
        await send('progress', { type: 'progress', step, message, ...counters });
      }
      if (entry.type !== 'turn-ended') continue;
      const conversation = await conversations.fold(id);
      const failure = failedTurn(conversation, turn);
      if (failure) await send('error', new Refusal(502, failure.code, failure.message).answer());
      else await send('result', turnAnswer(conversation, turn));
      return;
    }
    if (entries.length === 0) await conversations.more({ id, after, signal });
  }
}

import { type ConversationSummary, type Mode, messageRequestSchema } from '@fes-assistant/protocol';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Backend } from '../backend.ts';
import type { ConversationRecord } from '../conversations/conversations.ts';
import { streamEvents } from '../event-stream.ts';
import { notFound } from '../refusal.ts';
import type { KnownPerson } from '../sessions/who-asks.ts';
import { answer, described, jsonBody } from './answers.ts';

const params = z.object({ id: z.string().max(64) });
const tags = ['page'];

const list = createRoute({
  method: 'get',
  path: '/conversations',
  tags,
  summary: 'The conversations of this browser, the latest first',
  responses: described('`{conversations: ConversationSummary[]}`'),
});
const create = createRoute({
  method: 'post',
  path: '/conversations',
  tags,
  summary: 'Starts a new conversation in the current mode',
  responses: described('`{conversation: ConversationSummary}`'),
});
const get = createRoute({
  method: 'get',
  path: '/conversations/{id}',
  tags,
  summary: 'One conversation',
  request: { params },
  responses: described('`{conversation: ConversationSummary}`'),
});
const events = createRoute({
  method: 'get',
  path: '/conversations/{id}/events',
  tags,
  summary: 'Server-sent events: every entry after `Last-Event-ID` or `?after=`, then what follows',
  request: { params },
  responses: described('`text/event-stream`; `id` is the entry’s `seq`, `data` the `ConversationEntry`'),
});
const message = createRoute({
  method: 'post',
  path: '/conversations/{id}/messages',
  tags,
  summary: 'Starts a turn and answers at once',
  request: { params, ...jsonBody(messageRequestSchema) },
  responses: { ...described('-'), 202: { description: '`{turn}`' } },
});
const stop = createRoute({
  method: 'post',
  path: '/conversations/{id}/stop',
  tags,
  summary: 'Stops the running turn; an approved operation goes on',
  request: { params },
  responses: described('`{stopped}`'),
});

export function conversationRoutes(app: OpenAPIHono<KnownPerson>, backend: Backend): void {
  const { conversations, turns } = backend;
  const summaryOf = (record: ConversationRecord): ConversationSummary => ({
    id: record.id,
    title: record.title,
    mode: record.mode as Mode,
    startedAt: record.started_at,
    lastAt: record.last_at,
    running: turns.isRunning(record.id),
  });
  async function own(context: Context<KnownPerson>, id: string) {
    const { person } = context.var;
    const record = await conversations.find({ id, principal: person.principal });
    if (!record) throw notFound('conversation');
    return { record, person };
  }

  app.openapi(list, async (context) => {
    const { principal } = context.var.person;
    return answer(context, { conversations: (await conversations.list(principal)).map(summaryOf) });
  });
  app.openapi(create, async (context) => {
    const { person } = context.var;
    const { principal, mode } = person;
    const record = await conversations.create({ principal, mode });
    person.current[mode] = record.id;
    return answer(context, { conversation: summaryOf(record) });
  });
  app.openapi(get, async (context) => {
    const { record, person } = await own(context, context.req.valid('param').id);
    person.current[record.mode as Mode] = record.id;
    return answer(context, { conversation: summaryOf(record) });
  });
  app.openapi(events, async (context) => {
    const { record } = await own(context, context.req.valid('param').id);
    const { id } = record;
    return streamEvents(context, {
      read: (after) => conversations.entriesAfter({ id, after, limit: 200 }),
      more: (after, signal) => conversations.more({ id, after, signal }),
    });
  });
  app.openapi(message, async (context) => {
    const { record, person } = await own(context, context.req.valid('param').id);
    const { text } = context.req.valid('json');
    const { turn } = await turns.start({ conversation: record.id, mode: record.mode as Mode, person, text });
    return answer(context, { turn }, 202);
  });
  app.openapi(stop, async (context) => {
    const { record } = await own(context, context.req.valid('param').id);
    return answer(context, { stopped: turns.stop(record.id) });
  });
}

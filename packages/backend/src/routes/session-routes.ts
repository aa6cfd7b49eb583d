import { connectRequestSchema, modeRequestSchema, summarizationRequestSchema } from '@fes-assistant/protocol';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Backend } from '../backend.ts';
import { connect, disconnect } from '../sessions/connect.ts';
import { sessionInfo } from '../sessions/session-info.ts';
import { type KnownPerson, whoAsks } from '../sessions/who-asks.ts';
import { answer, described, jsonBody } from './answers.ts';

const sideParam = z.object({ side: z.enum(['only', 'source', 'target']) });
const info = described('The `SessionInfo`: mode, connections without tokens, offers, examples, model, summarization.');

const getSession = createRoute({
  method: 'get',
  path: '/session',
  tags: ['page'],
  summary: 'All that the page must know; sets the session cookie of a new browser',
  responses: info,
});
const postConnection = createRoute({
  method: 'post',
  path: '/connections',
  tags: ['page'],
  summary: 'Tests a connection and keeps it in memory for this browser',
  request: jsonBody(connectRequestSchema),
  responses: described('`{session}`'),
});
const deleteConnection = createRoute({
  method: 'delete',
  path: '/connections/{side}',
  tags: ['page'],
  summary: 'Forgets a connection and its token',
  request: { params: sideParam },
  responses: described('`{session}`'),
});
const postMode = createRoute({
  method: 'post',
  path: '/mode',
  tags: ['page'],
  summary: 'One deployment (chat) or two (migration)',
  request: jsonBody(modeRequestSchema),
  responses: info,
});
const postSummarization = createRoute({
  method: 'post',
  path: '/summarization',
  tags: ['page'],
  summary: 'Whether results may be sent to the language model, where the operator leaves the choice',
  request: jsonBody(summarizationRequestSchema),
  responses: info,
});

/** Makes a person of a browser that has no session yet. */
export function openSessionRoute(app: OpenAPIHono, backend: Backend): void {
  app.openapi(getSession, async (context) => {
    const person = await whoAsks(backend, context);
    return answer(context, await sessionInfo(backend, person));
  });
}

export function sessionRoutes(app: OpenAPIHono<KnownPerson>, backend: Backend): void {
  app.openapi(postConnection, async (context) => {
    const { person } = context.var;
    await connect(backend, { person, request: context.req.valid('json') });
    return answer(context, { session: await sessionInfo(backend, person) });
  });
  app.openapi(deleteConnection, async (context) => {
    const { person } = context.var;
    await disconnect(backend, { person, side: context.req.valid('param').side });
    return answer(context, { session: await sessionInfo(backend, person) });
  });
  app.openapi(postMode, async (context) => {
    const { person } = context.var;
    person.mode = context.req.valid('json').mode;
    return answer(context, await sessionInfo(backend, person));
  });
  app.openapi(postSummarization, async (context) => {
    const { person } = context.var;
    person.allowSummarization = context.req.valid('json').allow;
    return answer(context, await sessionInfo(backend, person));
  });
}

import { approveRequestSchema, decideRequestSchema, resumeRequestSchema } from '@fes-assistant/protocol';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { OperationRef } from '../agent/turns.ts';
import type { Backend } from '../backend.ts';
import { streamEvents } from '../event-stream.ts';
import { notFound } from '../refusal.ts';
import type { KnownPerson } from '../sessions/who-asks.ts';
import type { OperationAction } from '../tool-server/tool-server.ts';
import { answer, described, jsonBody } from './answers.ts';
import { operationSource } from './operation-source.ts';

const params = z.object({ id: z.string().max(200) });
const tags = ['operations'];
const operationAnswer = described('`{operation}`, as it is now');

function post<const Name extends string>(name: Name, summary: string) {
  return { method: 'post', path: `/operations/{id}/${name}`, tags, summary, responses: operationAnswer } as const;
}

const get = createRoute({
  method: 'get',
  path: '/operations/{id}',
  tags,
  summary: 'One operation of this browser',
  request: { params },
  responses: operationAnswer,
});
const events = createRoute({
  method: 'get',
  path: '/operations/{id}/events',
  tags,
  summary: 'Server-sent events: the operation as it is, then every change of it until it ends',
  request: { params },
  responses: described('`text/event-stream`; `id` is the entry’s `seq`, `data` the `OperationChange`'),
});
const approve = createRoute({
  ...post('approve', 'Approves exactly the stored plan, once; answers at once'),
  request: { params, ...jsonBody(approveRequestSchema) },
});
const decline = createRoute({ ...post('decline', 'Declines; nothing changes'), request: { params } });
const cancel = createRoute({ ...post('cancel', 'Stops before the next step'), request: { params } });
const resume = createRoute({
  ...post('resume', 'Goes on with an interrupted operation'),
  request: { params, ...jsonBody(resumeRequestSchema) },
});
const decide = createRoute({
  ...post('decide', 'A person’s answer to "did this happen?"'),
  request: { params, ...jsonBody(decideRequestSchema) },
});
const undo = createRoute({
  ...post('undo', 'Proposes the operation that takes this one back'),
  request: { params },
});

export function operationRoutes(app: OpenAPIHono<KnownPerson>, backend: Backend): void {
  async function own(context: Context<KnownPerson>, id: string): Promise<OperationRef> {
    const { person } = context.var;
    const record = await backend.conversations.findOperation({ id, principal: person.principal });
    if (!record) throw notFound('operation');
    return { person, record };
  }
  async function act(context: Context<KnownPerson>, id: string, action: OperationAction): Promise<Response> {
    return answer(context, await backend.turns.act(await own(context, id), action));
  }

  app.openapi(get, async (context) => {
    const ref = await own(context, context.req.valid('param').id);
    return answer(context, await backend.turns.operation(ref));
  });
  app.openapi(events, async (context) => {
    const ref = await own(context, context.req.valid('param').id);
    const caller = await backend.turns.callerOf(ref);
    return streamEvents(
      context,
      operationSource({ operations: backend.toolServer.operations, id: ref.record.id, caller }),
    );
  });
  app.openapi(approve, (context) =>
    act(context, context.req.valid('param').id, { action: 'approve', ...context.req.valid('json') }),
  );
  app.openapi(decline, (context) => act(context, context.req.valid('param').id, { action: 'decline' }));
  app.openapi(cancel, (context) => act(context, context.req.valid('param').id, { action: 'cancel' }));
  app.openapi(resume, (context) =>
    act(context, context.req.valid('param').id, { action: 'resume', ...context.req.valid('json') }),
  );
  app.openapi(decide, (context) =>
    act(context, context.req.valid('param').id, { action: 'decide', ...context.req.valid('json') }),
  );
  app.openapi(undo, (context) => act(context, context.req.valid('param').id, { action: 'undo' }));
}

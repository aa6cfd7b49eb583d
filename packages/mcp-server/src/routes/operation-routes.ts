import type { Caller } from '@fes-assistant/operations';
import {
  approveRequestSchema,
  decideRequestSchema,
  type Operation,
  type OperationAnswer,
  resumeRequestSchema,
} from '@fes-assistant/protocol';
import { fitting, Refusal } from '@fes-assistant/tools';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import type { Requester } from '../callers/requester.ts';
import type { ChangeParts } from '../calls/change-parts.ts';
import { journalStream } from './journal-stream.ts';
import { refusalResponse, refuse } from './refusal-response.ts';

export type RouteVariables = {
  Variables: {
    requester: Requester;
    /** The parsed body of a request to `/mcp`. */
    message: unknown;
  };
};

/**
 * `/operations/{id}` for our backend alone: with `FES_MCP_TOKEN`, the person's name and the same connection headers as on
 * `/mcp`. The one thing that MCP does not carry is secrets typed at approval.
 */
export function operationRoutes(parts: ChangeParts): Hono<RouteVariables> {
  const routes = new Hono<RouteVariables>();
  routes.onError((error) => refusalResponse(error));
  routes.use(async (context, next) => {
    if (context.get('requester').via === 'backend') return next();
    return refuse(401, { error: 'This route needs the token in FES_MCP_TOKEN.', type: 'unauthorized' });
  });

  serveReading(routes, parts);
  serveDecisions(routes, parts);
  serveContinuations(routes, parts);
  return routes;
}

type Routes = Hono<RouteVariables>;

function serveReading(routes: Routes, parts: ChangeParts): void {
  const { operations } = parts.desk;
  routes.get('/:id', async (context) => {
    const operation = await operations.get({ id: context.req.param('id'), principal: principalOf(context) });
    return answer(parts, operation);
  });
  routes.get('/:id/events', async (context) => {
    const leave = new AbortController();
    const id = context.req.param('id');
    const principal = principalOf(context);
    await operations.get({ id, principal });
    return journalStream(operations.watch({ id, principal, after: afterOf(context), signal: leave.signal }), leave);
  });
}

function serveDecisions(routes: Routes, parts: ChangeParts): void {
  const { operations } = parts.desk;
  routes.post('/:id/approve', async (context) => {
    const { digest, secrets } = await bodyOf(context, approveRequestSchema);
    const caller = await callerOf(context, parts);
    return remember(parts, {
      caller,
      operation: await operations.approve({ id: context.req.param('id'), digest, secrets, caller }),
    });
  });
  routes.post('/:id/decline', async (context) => {
    const caller = { principal: principalOf(context) };
    return answer(parts, await operations.decline({ id: context.req.param('id'), caller }));
  });
  routes.post('/:id/cancel', async (context) => {
    const caller = { principal: principalOf(context) };
    return answer(parts, await operations.cancel({ id: context.req.param('id'), caller }));
  });
}

function serveContinuations(routes: Routes, parts: ChangeParts): void {
  const { operations } = parts.desk;
  routes.post('/:id/resume', async (context) => {
    const { secrets } = await bodyOf(context, resumeRequestSchema);
    const caller = await callerOf(context, parts);
    return remember(parts, {
      caller,
      operation: await operations.resume({ id: context.req.param('id'), secrets, caller }),
    });
  });
  routes.post('/:id/decide', async (context) => {
    const { step, decision, candidate, secrets } = await bodyOf(context, decideRequestSchema);
    const which = candidate === undefined ? {} : { candidate };
    const caller = await callerOf(context, parts);
    return remember(parts, {
      caller,
      operation: await operations.decide({ id: context.req.param('id'), step, decision, caller, secrets, ...which }),
    });
  });
  routes.post('/:id/undo', async (context) => {
    const caller = await callerOf(context, parts);
    const { signal } = context.req.raw;
    const { operation } = await operations.undo({ id: context.req.param('id'), caller, signal });
    return remember(parts, { caller, operation });
  });
}

function principalOf(context: Context<RouteVariables>): string {
  return context.get('requester').principal;
}

async function callerOf(context: Context<RouteVariables>, parts: ChangeParts): Promise<Caller> {
  const connections = await parts.connections.identifyIfAny(context.req.raw.headers);
  return { principal: principalOf(context), connections };
}

async function bodyOf<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  const body: unknown = await context.req.json().catch(() => ({}));
  const parsed = fitting(schema, body);
  if (parsed.success) return parsed.data;
  throw new Refusal('The body does not fit: see the schema of this route.', 'invalid');
}

function afterOf(context: Context): number {
  const given = context.req.header('last-event-id') ?? context.req.query('after') ?? '0';
  return /^\d{1,9}$/.test(given) ? Number(given) : 0;
}

function remember(parts: ChangeParts, { caller, operation }: { caller: Caller; operation: Operation }): Response {
  parts.desk.remember(operation.id, caller);
  return answer(parts, operation);
}

function answer(parts: ChangeParts, operation: Operation): Response {
  const waits = operation.state === 'proposed';
  const body: OperationAnswer = { operation, ...(waits ? { approvalUrl: parts.approvalUrlOf(operation.id) } : {}) };
  return Response.json(body);
}

import {
  type InputRequests,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { RequestContext, ServerPart } from './server-part.ts';

/** The extension of 2026-07-28 that answers a call with a task instead of a result. */
export const tasksExtension = 'io.modelcontextprotocol/tasks';

type TaskBase = {
  taskId: string;
  statusMessage?: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  lastUpdatedAt: string;
  /** Milliseconds after which the task may be forgotten; `null` for one that is kept. */
  ttlMs: number | null;
  pollIntervalMs?: number;
};

/** What `tasks/get` answers. `failed` is for errors of the protocol; a tool that failed is `completed` with `isError`. */
export type Task = TaskBase &
  (
    | { status: 'working' | 'cancelled' }
    | { status: 'input_required'; inputRequests: InputRequests }
    | { status: 'completed'; result: Record<string, unknown> }
    | { status: 'failed'; error: { code: number; message: string } }
  );

/** A task as the answer of the call that made it: no result, no error, no questions, which `tasks/get` has. */
export function createdTask(task: Task): TaskBase & { status: Task['status']; resultType: 'task'; content: [] } {
  const { taskId, status, statusMessage, createdAt, lastUpdatedAt, ttlMs, pollIntervalMs } = task;
  return {
    resultType: 'task',
    content: [],
    taskId,
    status,
    createdAt,
    lastUpdatedAt,
    ttlMs,
    ...(statusMessage === undefined ? {} : { statusMessage }),
    ...(pollIntervalMs === undefined ? {} : { pollIntervalMs }),
  };
}

const byId = z.looseObject({ taskId: z.string().regex(/^.{1,200}$/s) });

interface TaskWiring {
  server: Server;
  parts: ServerPart[];
  contextOf: (sdk: ServerContext) => RequestContext;
}

/** `tasks/get`, `tasks/update` and `tasks/cancel`, for clients that declare the extension with the request. */
export function serveTasks({ server, parts, contextOf }: TaskWiring): void {
  const holders = parts.flatMap(({ tasks }) => (tasks ? [tasks] : []));
  server.setRequestHandler('tasks/get', { params: byId }, async ({ taskId }, sdk) => {
    const context = declared(contextOf(sdk));
    for (const holder of holders) {
      const task = await holder.get(taskId, context);
      if (task) return { ...task };
    }
    throw unknownTask();
  });
  server.setRequestHandler('tasks/update', { params: byId }, async ({ taskId }, sdk) => {
    const context = declared(contextOf(sdk));
    const inputResponses = sdk.mcpReq.inputResponses ?? {};
    for (const holder of holders) if (await holder.update({ taskId, inputResponses }, context)) return {};
    throw unknownTask();
  });
  server.setRequestHandler('tasks/cancel', { params: byId }, async ({ taskId }, sdk) => {
    const context = declared(contextOf(sdk));
    for (const holder of holders) if (await holder.cancel(taskId, context)) return {};
    throw unknownTask();
  });
}

/** The context of a client that takes tasks. @throws {MissingRequiredClientCapabilityError} -32021, for any other */
export function declared(context: RequestContext): RequestContext {
  if (context.takesTasks) return context;
  throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [tasksExtension]: {} } } });
}

function unknownTask(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, 'You have no such task.');
}

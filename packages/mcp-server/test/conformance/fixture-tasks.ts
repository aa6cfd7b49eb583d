import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { acceptedContent, type CallToolResult, type InputRequests, inputRequired } from '@modelcontextprotocol/server';
import type { RequestContext, ServerPart } from '../../src/mcp/server-part.ts';
import { createdTask, declared, type Task } from '../../src/mcp/tasks.ts';
import { answer } from './content.ts';

const pollIntervalMs = 100;
const confirmSchema = {
  type: 'object' as const,
  properties: { confirm: { type: 'boolean' as const } },
  required: ['confirm'],
};
const nameSchema = { type: 'object' as const, properties: { name: { type: 'string' as const } }, required: ['name'] };

interface Running {
  task: Task;
  abort: AbortController;
  /** Questions that wait for an answer. */
  open: InputRequests;
  answered: () => void;
}

type Job = (running: {
  signal: AbortSignal;
  ask: (questions: InputRequests) => Promise<void>;
}) => Promise<CallToolResult>;

function question(message: string) {
  return inputRequired.elicit({ message, requestedSchema: confirmSchema });
}

/** Jobs of the conformance suite, each of which runs as a task in this process. */
class Jobs {
  readonly #running = new Map<string, Running>();

  start(job: Job): CallToolResult {
    const now = new Date().toISOString();
    const base = { taskId: randomUUID(), createdAt: now, lastUpdatedAt: now, ttlMs: 60_000, pollIntervalMs };
    const running: Running = {
      task: { ...base, status: 'working' },
      abort: new AbortController(),
      open: {},
      answered: () => undefined,
    };
    this.#running.set(base.taskId, running);
    const ask = (questions: InputRequests) =>
      new Promise<void>((resolve) => Object.assign(running, { open: questions, answered: resolve }));
    job({ signal: running.abort.signal, ask }).then(
      (result) => settle(running, { ...base, status: 'completed', result }),
      () => settle(running, { ...base, status: 'failed', error: { code: -32603, message: 'The job panicked.' } }),
    );
    return createdTask(running.task);
  }

  get(id: string): Task | undefined {
    const running = this.#running.get(id);
    if (!running) return undefined;
    const { task, open } = running;
    if (task.status !== 'working' || Object.keys(open).length === 0) return task;
    return { ...task, status: 'input_required', inputRequests: open };
  }

  update(id: string, responses: Record<string, unknown>): boolean {
    const running = this.#running.get(id);
    if (!running) return false;
    running.open = Object.fromEntries(Object.entries(running.open).filter(([key]) => !(key in responses)));
    if (Object.keys(running.open).length === 0) running.answered();
    return true;
  }

  cancel(id: string): boolean {
    const running = this.#running.get(id);
    if (!running) return false;
    const { taskId, createdAt, lastUpdatedAt, ttlMs } = running.task;
    settle(running, { taskId, createdAt, lastUpdatedAt, ttlMs, status: 'cancelled' });
    running.abort.abort();
    return true;
  }
}

function settle(running: Running, task: Task): void {
  if (running.task.status !== 'working') return;
  running.task = { ...task, lastUpdatedAt: new Date().toISOString() };
}

type Run = (
  args: Record<string, unknown>,
  context: RequestContext,
) => Promise<CallToolResult | ReturnType<typeof inputRequired>>;

function runs(jobs: Jobs): Record<string, Run> {
  const compute = (seconds: number, signal?: AbortSignal) =>
    pause(seconds * 1_000, answer(`Computed for ${seconds} s.`), signal ? { signal } : {});
  return {
    greet: async ({ name }) => answer(`Hello, ${String(name)}!`),
    slow_compute: async ({ seconds }, { takesTasks }) => {
      if (!takesTasks) return compute(Number(seconds));
      return jobs.start(({ signal }) => compute(Number(seconds), signal));
    },
    failing_job: async (_args, context) => {
      declared(context);
      return jobs.start(async () => ({ ...(await compute(1)), isError: true }));
    },
    protocol_error_job: async (_args, context) => {
      declared(context);
      return jobs.start(async () => Promise.reject(new Error('panic')));
    },
    ...askingRuns(jobs),
    test_tool_with_task: async (_args, context) => {
      const name = acceptedContent(context.sdk.mcpReq.inputResponses, 'user_name')?.['name'];
      if (name === undefined) {
        const user_name = inputRequired.elicit({ message: 'What is your name?', requestedSchema: nameSchema });
        return inputRequired({ inputRequests: { user_name }, requestState: await context.mintState({ round: 1 }) });
      }
      declared(context);
      return jobs.start(async () => answer(`Hello, ${String(name)}!`));
    },
  };
}

function askingRuns(jobs: Jobs): Record<string, Run> {
  return {
    confirm_delete: async ({ filename }, context) => {
      declared(context);
      return jobs.start(async ({ ask }) => {
        await ask({ confirm: question(`Delete ${String(filename)}?`) });
        return answer(`Deleted ${String(filename)}.`);
      });
    },
    multi_input: async (_args, context) => {
      declared(context);
      return jobs.start(async ({ ask }) => {
        await ask({ first: question('First?'), second: question('Second?') });
        return answer('Both were answered.');
      });
    },
  };
}

/** Tools of the suite's scenarios of the Tasks extension, with tasks that live in this process. */
export function fixtureTasks(): ServerPart {
  const jobs = new Jobs();
  const byName = runs(jobs);
  return {
    capabilities: { tools: {} },
    tools: {
      list: () =>
        Object.keys(byName).map((name) => ({
          name,
          description: `Conformance fixture ${name}.`,
          inputSchema: { type: 'object' },
        })),
      call: async ({ name, arguments: args }, context) => byName[name]?.(args ?? {}, context),
    },
    tasks: {
      get: async (id) => jobs.get(id),
      update: async ({ taskId, inputResponses }) => jobs.update(taskId, inputResponses),
      cancel: async (id) => jobs.cancel(id),
    },
  };
}

import type { Operation } from '@fes-assistant/protocol';
import { createdTask } from '../mcp/tasks.ts';
import type { CallAnswer } from './tool-call.ts';

/** How often a client is asked to ask how a task goes on. */
export const pollIntervalMs = 1_000;

/** An operation as the task that it is: the task's id is the operation's, and its journal is never forgotten. */
export function taskAnswer(operation: Operation, { status }: { status: 'working' | 'input_required' }): CallAnswer {
  const { id: taskId, createdAt } = operation;
  const task = { taskId, createdAt, lastUpdatedAt: createdAt, ttlMs: null, pollIntervalMs };
  return createdTask(status === 'working' ? { ...task, status } : { ...task, status, inputRequests: {} });
}

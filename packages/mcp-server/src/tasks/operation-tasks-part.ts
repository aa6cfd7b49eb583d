import { OperationRefused } from '@fes-assistant/operations';
import { approvalKey, type Operation } from '@fes-assistant/protocol';
import { explain } from '@fes-assistant/tools';
import { inputResponse, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { refuseWithoutScopeFor } from '../callers/scopes.ts';
import { questionsOf } from '../calls/ask-person.ts';
import { changeAnswer } from '../calls/change-answer.ts';
import type { ChangeParts } from '../calls/change-parts.ts';
import { operationHeadline } from '../calls/operation-text.ts';
import { pollIntervalMs } from '../calls/task-answer.ts';
import type { RequestContext, ServerPart } from '../mcp/server-part.ts';
import { type Task, tasksExtension } from '../mcp/tasks.ts';
import { elicits } from '../mcp/tools-part.ts';

interface Asked {
  operation: Operation;
  context: RequestContext;
}

/**
 * Operations as tasks: one task is one operation, for the person who proposed it. One that waits for approval is
 * `input_required`, and the person's answer comes by `tasks/update`. Nothing is held beside the journal.
 */
export function operationTasksPart(parts: ChangeParts): ServerPart {
  const { operations } = parts.desk;
  const find = ({ principal }: RequestContext, id: string) =>
    operations.get({ id, principal }).catch((error: unknown) => {
      if (error instanceof OperationRefused) return undefined;
      throw error;
    });
  return {
    capabilities: { extensions: { [tasksExtension]: {} } },
    tasks: {
      async get(id, context) {
        const operation = await find(context, id);
        return operation && taskOf({ operation, context }, parts);
      },
      async update({ taskId, inputResponses }, context) {
        const operation = await find(context, taskId);
        if (operation?.state === 'proposed') await decide({ operation, context }, { parts, inputResponses });
        return operation !== undefined;
      },
      async cancel(id, context) {
        const operation = await find(context, id);
        if (operation) await stop({ operation, context }, parts);
        return operation !== undefined;
      },
    },
  };
}

async function taskOf({ operation, context }: Asked, parts: ChangeParts): Promise<Task> {
  const approvalUrl = parts.approvalUrlOf(operation.id);
  const task = {
    taskId: operation.id,
    statusMessage: operationHeadline(operation, operation.state === 'proposed' ? approvalUrl : undefined),
    createdAt: operation.createdAt,
    lastUpdatedAt: await lastChangeOf(operation, parts),
    ttlMs: null,
    pollIntervalMs,
  };
  const inputRequests = questionsOf(operation, { elicits: elicits(context.clientCapabilities), approvalUrl });
  if (inputRequests) return { ...task, status: 'input_required', inputRequests };
  if (operation.end === 'cancelled') return { ...task, status: 'cancelled' };
  const rests = operation.state === 'ended' || operation.state === 'declined' || operation.state === 'expired';
  return rests ? { ...task, status: 'completed', result: changeAnswer(operation) } : { ...task, status: 'working' };
}

async function lastChangeOf({ id, principal, seq, createdAt }: Operation, { desk }: ChangeParts): Promise<string> {
  const leave = new AbortController();
  for await (const { at } of desk.operations.watch({ id, principal, after: seq - 1, signal: leave.signal })) return at;
  return createdAt;
}

interface Answered {
  parts: ChangeParts;
  inputResponses: Record<string, unknown>;
}

/** Answers to questions that were never asked say nothing; one that was refused is told as an error. */
async function decide({ operation, context }: Asked, { parts, inputResponses }: Answered): Promise<void> {
  const response = inputResponse(inputResponses, approvalKey);
  if (response.kind !== 'elicit' || response.action === 'cancel') return;
  const { id, digest } = operation;
  const { principal, scopes } = context;
  const { operations } = parts.desk;
  const decision = response.action === 'decline' ? 'decline' : response.content?.['decision'];
  try {
    if (decision === 'decline') await operations.decline({ id, caller: { principal } });
    if (decision !== 'approve') return;
    await refuseWithoutScopeFor({ id, principal, scopes }, operations);
    const caller = { principal, connections: await parts.connections.identify(context.headers) };
    await operations.approve({ id, digest, caller });
    parts.desk.remember(id, caller);
  } catch (error) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, explain(error).message);
  }
}

/** One that rests already stays as it ended: cancelling a task twice is no mistake. */
async function stop({ operation: { id }, context: { principal } }: Asked, { desk }: ChangeParts): Promise<void> {
  try {
    await desk.operations.cancel({ id, caller: { principal } });
  } catch (error) {
    if (!(error instanceof OperationRefused && error.code === 'not-waiting')) throw error;
  }
}

import type { NothingToDo } from '@fes-assistant/operations';
import type { ChangeAnswer, NothingToDoAnswer, Operation } from '@fes-assistant/protocol';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { operationText } from './operation-text.ts';

/** Where an operation stands, as the result of a call. Only what is done is told as done. */
export function changeAnswer(operation: Operation, approvalUrl?: string): CallToolResult {
  const state = wordOf(operation);
  const answer: ChangeAnswer = {
    operation_id: operation.id,
    state,
    summary: operation.plan.summary,
    digest: operation.digest,
    expires_at: operation.expiresAt,
    ...(approvalUrl === undefined || state !== 'proposed' ? {} : { approval_url: approvalUrl }),
    operation,
  };
  return {
    content: [{ type: 'text', text: operationText(operation, answer.approval_url) }],
    structuredContent: { ...answer },
    ...(state === 'failed' ? { isError: true } : {}),
  };
}

/** The one word that is true of an operation now. */
export function wordOf(operation: Operation): ChangeAnswer['state'] {
  if (operation.state !== 'ended') return operation.state;
  return operation.end ?? 'unknown';
}

/** Everything is already as it was asked for: no operation was made. */
export function nothingToDoAnswer({ nothingToDo, warnings }: NothingToDo): CallToolResult {
  const answer: NothingToDoAnswer = {
    operation_id: '',
    state: 'nothing-to-do',
    summary: nothingToDo,
    item: { nothing_to_do: nothingToDo, warnings },
    columns: [],
    total: 1,
  };
  const text = [`Nothing to do: ${nothingToDo}`, ...warnings].join('\n');
  return { content: [{ type: 'text', text }], structuredContent: { ...answer } };
}

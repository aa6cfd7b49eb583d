import {
  type ChangeAnswer,
  callMeta,
  type Operation,
  type ReadResult,
  type ToolFailure,
} from '@fes-assistant/protocol';
import { type CallToolResult, isInputRequiredResult } from '@modelcontextprotocol/client';
import type { CallOutcome } from './tool-server.ts';

/** Sorts the answer to a tool call: rows or an item, a failure in words, or a change that waits for a person. */
export function callOutcome(result: CallToolResult): CallOutcome {
  if (isInputRequiredResult(result)) return waiting(result._meta);
  const failure = result._meta?.[callMeta.failure];
  if (failure !== undefined) return { kind: 'failed', failure: failure as ToolFailure };
  const content = result.structuredContent;
  if (isChangeAnswer(content)) {
    return { kind: 'approval', operation: content.operation, approvalUrl: content.approval_url ?? '' };
  }
  if (result.isError === true) return { kind: 'failed', failure: saidFailure(textOf(result)) };
  if (isReadResult(content)) return { kind: 'result', result: content };
  return {
    kind: 'failed',
    failure: bug('The tool server answered something that this version does not understand. Update both together.'),
  };
}

function waiting(meta: Record<string, unknown> | undefined): CallOutcome {
  const operation = meta?.[callMeta.operation];
  const approvalUrl = meta?.[callMeta.approvalUrl];
  if (typeof operation !== 'object' || operation === null) {
    return { kind: 'failed', failure: bug('The tool server asks for an approval without saying of what.') };
  }
  return {
    kind: 'approval',
    operation: operation as Operation,
    approvalUrl: typeof approvalUrl === 'string' ? approvalUrl : '',
  };
}

function isChangeAnswer(content: unknown): content is ChangeAnswer {
  return typeof content === 'object' && content !== null && 'operation_id' in content && 'operation' in content;
}

function isReadResult(content: unknown): content is ReadResult {
  if (typeof content !== 'object' || content === null || !('columns' in content)) return false;
  return ('rows' in content && Array.isArray(content.rows)) || 'item' in content;
}

function textOf(result: CallToolResult): string {
  return result.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
}

function saidFailure(message: string): ToolFailure {
  return { code: 'invalid', message: message.slice(0, 500) || 'The tool failed without a word.', fixableBy: 'asker' };
}

function bug(message: string): ToolFailure {
  return { code: 'bug', message, fixableBy: 'us' };
}

import type { Operation } from './operation.ts';
import type { Conversation, ConversationEntry, OperationChange, ToolUse, Turn } from './turn.ts';

/** Folds one event into a conversation. Nothing is mutated; an event seen before changes nothing. */
export function foldConversation(before: Conversation, entry: ConversationEntry): Conversation {
  if (entry.seq <= before.seq) return before;
  const next = { ...before, seq: entry.seq };
  if (entry.type === 'turn-started') return { ...next, turns: [...before.turns, startTurn(entry)] };
  if (entry.type === 'operation' || entry.type === 'approval-needed') {
    const known = before.operations[entry.operation.id];
    const approvalUrl = entry.type === 'approval-needed' ? entry.approvalUrl : known?.approvalUrl;
    const card = { operation: entry.operation, ...(approvalUrl === undefined ? {} : { approvalUrl }) };
    next.operations = { ...before.operations, [entry.operation.id]: card };
  }
  if (entry.type === 'operation-changed') return { ...next, operations: foldChange(before, entry) };
  next.turns = before.turns.map((turn) => (turn.id === entry.turn ? foldTurn(turn, entry) : turn));
  return next;
}

function foldChange(
  { operations }: Conversation,
  { operationId, change }: Extract<ConversationEntry, { type: 'operation-changed' }>,
): Conversation['operations'] {
  const known = operations[operationId];
  if (!known || change.seq < known.operation.seq) return operations;
  return { ...operations, [operationId]: { ...known, operation: applyOperationChange(known.operation, change) } };
}

/** What an operation is after a change of it was told. */
export function applyOperationChange(before: Operation, change: OperationChange): Operation {
  return { plan: before.plan, ...change, steps: { ...before.steps, ...change.steps } };
}

function startTurn(entry: Extract<ConversationEntry, { type: 'turn-started' }>): Turn {
  const { turn: id, text, by, at, disclosed } = entry;
  return {
    id,
    text,
    by,
    ...(disclosed === undefined ? {} : { disclosed }),
    at,
    state: 'running',
    phase: 'started',
    tools: [],
    log: [],
    answer: [],
  };
}

function foldTurn(turn: Turn, entry: ConversationEntry): Turn {
  switch (entry.type) {
    case 'turn-started':
    case 'operation':
    case 'operation-changed':
      return turn;
    case 'status':
      return { ...turn, phase: entry.phase };
    case 'tool-called': {
      const { call, tool, title, given } = entry;
      const use: ToolUse = { call, tool, title, arguments: entry.arguments, state: 'running' };
      return { ...turn, tools: [...turn.tools, given === undefined ? use : { ...use, given }] };
    }
    case 'progress': {
      const { at, message, progress, total } = entry;
      const line = {
        at,
        message,
        ...(progress === undefined ? {} : { progress }),
        ...(total === undefined ? {} : { total }),
      };
      return { ...turn, log: [...turn.log, line] };
    }
    case 'tool-result':
      return withTool(turn, entry.call, { state: 'done', result: entry.result, seconds: entry.seconds });
    case 'tool-failed':
      return withTool(turn, entry.call, { state: 'failed', failure: entry.failure });
    case 'approval-needed':
      return withTool(turn, entry.call, { state: 'waiting', operationId: entry.operation.id });
    case 'text':
      return { ...turn, answer: [...turn.answer, { text: entry.text, writtenBy: entry.writtenBy }] };
    case 'question':
      return { ...turn, question: { text: entry.text, choices: entry.choices } };
    case 'turn-failed':
      return { ...turn, state: 'failed', failure: entry.failure };
    case 'turn-ended':
      return { ...turn, state: turn.state === 'failed' ? 'failed' : entry.cancelled ? 'cancelled' : 'ended' };
    default:
      return entry satisfies never;
  }
}

function withTool(turn: Turn, call: string, change: Partial<ToolUse>): Turn {
  return { ...turn, tools: turn.tools.map((tool) => (tool.call === call ? { ...tool, ...change } : tool)) };
}

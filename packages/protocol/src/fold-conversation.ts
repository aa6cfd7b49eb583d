import { foldOperation } from './fold-operation.ts';
import type { Conversation, ConversationEntry, ToolUse, Turn } from './turn.ts';

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
  if (entry.type === 'operation-entries') return { ...next, operations: foldEntries(before, entry) };
  next.turns = before.turns.map((turn) => (turn.id === entry.turn ? foldTurn(turn, entry) : turn));
  return next;
}

function foldEntries(
  { operations }: Conversation,
  { operationId, entries }: Extract<ConversationEntry, { type: 'operation-entries' }>,
): Conversation['operations'] {
  const known = operations[operationId];
  if (!known) return operations;
  const operation = entries.reduce(
    (folded, entry) => (entry.seq <= folded.seq ? folded : foldOperation(operationId, folded, entry)),
    known.operation,
  );
  return { ...operations, [operationId]: { ...known, operation } };
}

function startTurn(entry: Extract<ConversationEntry, { type: 'turn-started' }>): Turn {
  const { turn: id, text, by, at } = entry;
  return { id, text, by, at, state: 'running', phase: 'started', tools: [], log: [], answer: [] };
}

function foldTurn(turn: Turn, entry: ConversationEntry): Turn {
  switch (entry.type) {
    case 'turn-started':
    case 'operation':
    case 'operation-entries':
      return turn;
    case 'status':
      return { ...turn, phase: entry.phase };
    case 'tool-called': {
      const { call, tool, title } = entry;
      return { ...turn, tools: [...turn.tools, { call, tool, title, arguments: entry.arguments, state: 'running' }] };
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

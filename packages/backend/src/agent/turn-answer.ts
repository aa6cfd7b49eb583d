import type {
  AgentTurnAnswer,
  Conversation,
  Json,
  Operation,
  ReadResult,
  ToolFailure,
  ToolUse,
  Turn,
  TurnToolResult,
} from '@fes-assistant/protocol';
import { wordOf } from './disclosure.ts';
import { countsText, outcomeText } from './outcome-text.ts';

/** Why a turn failed as a whole; undefined when it did not. */
export function failedTurn(conversation: Conversation, id: string): ToolFailure | undefined {
  return conversation.turns.find((turn) => turn.id === id)?.failure;
}

/** A turn as `/agent/turn` answers it: what was said, and the last tool's result. */
export function turnAnswer(conversation: Conversation, id: string): AgentTurnAnswer {
  const turn = conversation.turns.find((candidate) => candidate.id === id);
  if (!turn) return { reply: '', tool_result: null };
  const last = turn.tools.filter(({ tool }) => tool !== 'tools.search').at(-1);
  return { reply: replyOf(turn, conversation), tool_result: last ? toolResult(last, conversation) : null };
}

function replyOf(turn: Turn, { operations }: Conversation): string {
  if (turn.state === 'cancelled') return 'Stopped.';
  const waiting = turn.tools.flatMap(({ operationId }) => {
    const operation = operations[operationId ?? '']?.operation;
    return operation ? [standingOf(operation)] : [];
  });
  const question = turn.question ? [turn.question.text, ...turn.question.choices.map((choice) => `- ${choice}`)] : [];
  return [...turn.answer.map(({ text }) => text), ...waiting, ...question].join('\n\n');
}

/** Where an operation stands, in a word that is true. */
function standingOf(operation: Operation): string {
  const { summary } = operation.plan;
  switch (operation.state) {
    case 'proposed':
      return `Waiting for approval: ${summary}. Nothing has changed yet.`;
    case 'declined':
      return `Declined: ${summary}. Nothing was changed.`;
    case 'expired':
      return `Expired: ${summary}. Nothing was changed; ask again.`;
    case 'ended':
      return outcomeText(operation);
    default:
      return `${wordOf(operation)}: ${summary} (${countsText(operation)}).`;
  }
}

function toolResult(use: ToolUse, { operations }: Conversation): TurnToolResult | null {
  const { tool: tool_id, failure, result } = use;
  if (failure) return { tool_id, ok: false, error: failure.message, error_type: failure.code, failure };
  const card = operations[use.operationId ?? ''];
  if (card) return pending(use, card);
  if (!result) return null;
  const { bare, beside } = split(result);
  return { tool_id, ok: true, result: bare, ...beside, ...unusedCounts(tool_id, bare) } as TurnToolResult;
}

function split(result: ReadResult): { bare: Json; beside: object } {
  if ('rows' in result) {
    const { rows, ...beside } = result;
    return { bare: rows, beside };
  }
  const { item, ...beside } = result;
  return { bare: item, beside };
}

function pending(use: ToolUse, { operation, approvalUrl = '' }: Conversation['operations'][string]): TurnToolResult {
  return {
    tool_id: use.tool,
    ok: false,
    pending_confirmation: {
      tool_id: use.tool,
      arguments: use.arguments,
      reason: reasonOf(operation, approvalUrl),
      operation_id: operation.id,
      digest: operation.digest,
      approval_url: approvalUrl,
    },
  };
}

const stepsTold = 20;

/** The plan in words, ending with where it can be approved. */
function reasonOf({ plan }: Operation, approvalUrl: string): string {
  const lines = plan.steps.slice(0, stepsTold).map((step) => {
    const { action, asset, consequences, undo } = step;
    return `- ${action} ${asset.type} ${JSON.stringify(asset.name)}. ${[...consequences, undo].filter(Boolean).join(' ')}`.trim();
  });
  const more =
    plan.steps.length > stepsTold ? [`… and ${plan.steps.length - stepsTold} more steps, listed there.`] : [];
  const where = `Approve or decline it at ${approvalUrl}`;
  return [`${plan.summary}.`, ...lines, ...more, ...plan.warnings.map((text) => `Warning: ${text}`), where].join('\n');
}

/** The seed's three counts beside the columns of a model. */
function unusedCounts(tool: string, bare: Json): object {
  if (tool !== 'access.get_unused_columns' || !Array.isArray(bare)) return {};
  const used = bare.filter((row) => isObject(row) && row['used'] === true).length;
  return { total_columns: bare.length, used_count: used, unused_count: bare.length - used };
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

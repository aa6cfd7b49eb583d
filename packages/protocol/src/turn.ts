import type { Json } from './canonical-json.ts';
import type { Operation } from './operation.ts';
import type { ReadResult } from './results.ts';
import type { ToolFailure } from './tool-failure.ts';

/** The phases of the seed's `status` event. */
export type TurnPhase = 'started' | 'planning' | 'executing_tools' | 'summarizing' | 'completed' | 'cancelled';

/** A change that waits for a person, as `/agent/turn` answers it. */
export interface PendingConfirmation {
  tool_id: string;
  arguments: Record<string, Json>;
  /** The plan in words; ends with the approval URL. */
  reason: string;
  operation_id: string;
  digest: string;
  approval_url: string;
}

/** `tool_result` of `/agent/turn`: the seed's shape; the rest of a read's result sits beside the bare rows. */
export type TurnToolResult =
  | ({ tool_id: string; ok: true; result: Json } & Partial<Omit<ReadResult & { nextCursor: string }, 'rows' | 'item'>>)
  | { tool_id: string; ok: false; error: string; error_type: string; failure?: ToolFailure }
  | { tool_id: string; ok: false; pending_confirmation: PendingConfirmation };

/**
 * What happens in a conversation, in order; the page's screen is a fold over it. `disclosed` says whether the model was sent
 * Sisense data in that turn; `operation-changed` brings an operation up to date without sending its plan again;
 * `given` are the arguments as the model wrote them, where they held references such as `$r3.rows[0].oid`.
 */
export type TurnEvent =
  | { type: 'turn-started'; turn: string; text: string; by: 'person' | 'outcome'; disclosed?: boolean }
  | { type: 'status'; turn: string; phase: TurnPhase }
  | {
      type: 'tool-called';
      turn: string;
      call: string;
      tool: string;
      title: string;
      arguments: Record<string, Json>;
      given?: Record<string, Json>;
    }
  | { type: 'progress'; turn: string; call?: string; message: string; progress?: number; total?: number }
  | { type: 'tool-result'; turn: string; call: string; tool: string; result: ReadResult; seconds: number }
  | { type: 'tool-failed'; turn: string; call: string; tool: string; failure: ToolFailure }
  | { type: 'approval-needed'; turn: string; call: string; tool: string; operation: Operation; approvalUrl: string }
  | { type: 'operation'; turn: string; operation: Operation }
  | { type: 'operation-changed'; turn: string; operationId: string; change: OperationChange }
  | { type: 'text'; turn: string; text: string; writtenBy: 'model' | 'code' }
  | { type: 'question'; turn: string; text: string; choices: string[] }
  | { type: 'turn-failed'; turn: string; failure: ToolFailure }
  | { type: 'turn-ended'; turn: string; cancelled: boolean };

/** An operation as it is now, without its plan and with only those steps that changed since it was last told. */
export type OperationChange = Omit<Operation, 'plan'>;

/** A turn event with its place in the conversation; `seq` starts at 1, has no gaps, and is the SSE `id`. */
export type ConversationEntry = { seq: number; at: string } & TurnEvent;

export interface ToolUse {
  call: string;
  tool: string;
  title: string;
  arguments: Record<string, Json>;
  given?: Record<string, Json>;
  state: 'running' | 'done' | 'failed' | 'waiting';
  result?: ReadResult;
  failure?: ToolFailure;
  seconds?: number;
  operationId?: string;
}

export interface Turn {
  id: string;
  text: string;
  by: 'person' | 'outcome';
  disclosed?: boolean;
  at: string;
  state: 'running' | 'ended' | 'cancelled' | 'failed';
  phase: TurnPhase;
  tools: ToolUse[];
  /** The run log: what progress said, in order. */
  log: { at: string; message: string; progress?: number; total?: number }[];
  answer: { text: string; writtenBy: 'model' | 'code' }[];
  question?: { text: string; choices: string[] };
  failure?: ToolFailure;
}

export interface Conversation {
  turns: Turn[];
  /** Operations by id, as last seen; cards are drawn from here. */
  operations: Record<string, { operation: Operation; approvalUrl?: string }>;
  /** The last event folded in: ask for what comes after it. */
  seq: number;
}

export const emptyConversation: Conversation = { turns: [], operations: {}, seq: 0 };

import { z } from 'zod';
import { connectionSchema, type Mode, type Side } from './connections.ts';
import type { Operation } from './operation.ts';
import type { OperationChange, TurnToolResult } from './turn.ts';

/** A connection as the seed's page sent it: `ssl: false` skips certificate checks and is still HTTPS. */
export const tenantConfigSchema = z.object({
  domain: z.string().min(1).max(2048),
  token: z.string().min(1).max(16_384),
  ssl: z.boolean().default(true),
});

export const modeSchema = z.enum(['chat', 'migration']);

/** Body of `POST /agent/turn`. */
export const agentTurnSchema = z.object({
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string().max(100_000) }))
    .max(500)
    .default([]),
  user_input: z.string().min(1).max(20_000),
  session_id: z.string().min(1).max(200),
  mode: modeSchema.default('chat'),
  tenant_config: tenantConfigSchema.nullish(),
  migration_config: z.object({ source: tenantConfigSchema, target: tenantConfigSchema }).nullish(),
  allow_summarization: z.boolean().default(true),
  /** Refused when not empty: what is approved is the stored plan, by its operation. */
  approved_keys: z.array(z.unknown()).nullish(),
});
export type AgentTurnRequest = z.infer<typeof agentTurnSchema>;

export interface AgentTurnAnswer {
  reply: string;
  tool_result: TurnToolResult | null;
}

/** Body of `POST /api/connections`: a connection a person typed, or one that the operator or the demo offers by name. */
export const connectRequestSchema = z.object({
  side: z.enum(['only', 'source', 'target']),
  connection: z.union([connectionSchema, z.strictObject({ named: z.string().min(1).max(200) })]),
});
export type ConnectRequest = z.infer<typeof connectRequestSchema>;

/** A connection of this page session, without its token. */
export interface ConnectionStatus {
  side: Side;
  deployment: string;
  verifyTls: boolean;
  user: { name: string; email: string; role: string };
  /** Version of Sisense, when it says so. */
  version?: string;
}

/** Answer of `GET /api/session`: all that the page must know before anyone types. */
export interface SessionInfo {
  mode: Mode;
  connections: ConnectionStatus[];
  /** Connections offered by name, one click each: the demo's, or the operator's file. */
  offers: { name: string; title: string; deployment: string; sides: Side[] }[];
  tools: { chat: number; migration: number };
  examples: { mode: Mode; ask: string; tool: string }[];
  model: { provider: string; name: string; notice?: string };
  /** `allowed` is what holds now; the person may change it only when `toggle` is true, else `reason` says why not. */
  summarization: { allowed: boolean; toggle: boolean; reason?: string };
  /** The conversation of the current mode. */
  conversationId: string;
}

/** Answer of `POST /api/connections` and of `DELETE /api/connections/{side}`. */
export interface ConnectAnswer {
  session: SessionInfo;
}

/** Body of `POST /api/mode`; answers with the new `SessionInfo`. */
export const modeRequestSchema = z.strictObject({ mode: modeSchema });

/** Body of `POST /api/summarization`; answers with the new `SessionInfo`. */
export const summarizationRequestSchema = z.strictObject({ allow: z.boolean() });

/** Body of `POST /api/conversations/{id}/messages`; answers 202 with `MessageAnswer`, all else comes as events. */
export const messageRequestSchema = z.strictObject({ text: z.string().min(1).max(20_000) });

export interface MessageAnswer {
  turn: string;
}

/** Body of `POST /api/operations/{id}/decide`: a person's answer to "did this happen?". */
export const decideRequestSchema = z.strictObject({
  step: z.string().min(1).max(200),
  decision: z.enum(['applied', 'not-applied']),
  /** Which of the question's candidates the step made, where there are several. */
  candidate: z.string().min(1).max(200).optional(),
  /** Secrets that the remaining steps take; needed again after a restart. */
  secrets: z.record(z.string(), z.string().max(16_384)).default({}),
});
export type DecideRequest = z.infer<typeof decideRequestSchema>;

/** One conversation of this page session. */
export interface ConversationSummary {
  id: string;
  /** The first message, shortened; empty while there is none. */
  title: string;
  mode: Mode;
  startedAt: string;
  lastAt: string;
  running: boolean;
}

/** Answer of `GET /api/conversations`, the latest first. */
export interface ConversationsAnswer {
  conversations: ConversationSummary[];
}

/**
 * `GET /api/conversations/{id}/events` (SSE) sends every `ConversationEntry` after `Last-Event-ID` (or `?after=`) as an
 * unnamed event: `id` is its `seq`, `data` its JSON; then what follows, live. Comments keep the line open.
 *
 * Answer of `POST /api/conversations` and `GET /api/conversations/{id}`. */
export interface ConversationAnswer {
  conversation: ConversationSummary;
}

/** Answer of `POST /api/conversations/{id}/stop`: whether a turn was running. */
export interface StopAnswer {
  stopped: boolean;
}

/** Body of `POST /api/operations/{id}/resume`. */
export const resumeRequestSchema = z.strictObject({
  secrets: z.record(z.string(), z.string().max(16_384)).default({}),
});

/**
 * `GET /api/operations/{id}/events` (SSE) sends the operation as it is and then every change of it, each as an unnamed event
 * whose `id` is its `seq`, until it rests for good. The same changes are in the events of its conversation.
 */
export type OperationStreamEntry = OperationChange;

export const approveRequestSchema = z.strictObject({
  digest: z.string().length(64),
  /** Secrets that the plan's steps take, typed by the person who approves. */
  secrets: z.record(z.string(), z.string().max(16_384)).default({}),
});
export type ApproveRequest = z.infer<typeof approveRequestSchema>;

/** Answer of `GET /api/operations/{id}` and of every `POST` under it. `undo` answers with the operation it proposes. */
export interface OperationAnswer {
  operation: Operation;
  approvalUrl?: string;
}

/** Every refusal of the backend and the tool server's own routes. */
export interface ErrorAnswer {
  ok: false;
  error: string;
  error_type: string;
}

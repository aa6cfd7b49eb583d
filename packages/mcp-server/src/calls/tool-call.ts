import type { Mode } from '@fes-assistant/protocol';
import type { CallToolResult, InputRequiredResult, InputResponseView } from '@modelcontextprotocol/server';
import type { Scope } from '../callers/scopes.ts';
import type { SessionScope } from '../mcp/legacy-sessions.ts';
import type { ReportProgress } from './progress.ts';

export type CallAnswer = CallToolResult | InputRequiredResult;

/** One call of a tool, free of the protocol revision it came by. */
export interface ToolCall {
  args: Record<string, unknown>;
  principal: string;
  /** What the caller may do. */
  scopes: readonly Scope[];
  /** Headers of the HTTP request, with its connections; absent over stdio. */
  headers: Headers | undefined;
  mode: Mode;
  /** Aborts when nobody waits for the answer any more. That never stops a change under way. */
  signal: AbortSignal;
  /** Present when the caller asked for progress. */
  progress: ReportProgress | undefined;
  /** How the caller's host can ask a person. */
  elicits: { forms: boolean; urls: boolean };
  /** The caller takes a task for an answer, and asks with `tasks/get` how it goes on. */
  takesTask: boolean;
  /** On a repeated call: which operation it answers (from the signed state) and what the person said. */
  answered: { operationId: string; response: InputResponseView } | undefined;
  /** Signs the state that a repeated call brings back. */
  mintState: (operationId: string) => Promise<string>;
  scope: SessionScope | undefined;
}

/** A call together with the tool that it is of. */
export interface CallOf<AnyTool> {
  tool: AnyTool;
  call: ToolCall;
}

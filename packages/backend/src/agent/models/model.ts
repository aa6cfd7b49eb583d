import type { Json, JsonSchema, Mode } from '@fes-assistant/protocol';
import type { Disclosed } from '../disclosed.ts';

/** A tool as a model sees it. */
export interface ModelTool {
  /** Letters, digits and `_` only. */
  name: string;
  description: string;
  inputSchema: JsonSchema;
}

/** What a model wants called. `malformed` says that its arguments could not be read: such a call is never run. */
export interface ModelCall {
  name: string;
  arguments: Record<string, Json>;
  malformed?: true;
}

export type ModelMessage =
  | { role: 'user'; text: string; by: 'person' | 'outcome' }
  | { role: 'assistant'; text: string; question?: true }
  | { role: 'call'; call: string; name: string; arguments: Record<string, Json>; result: Disclosed };

export interface ModelRequest {
  mode: Mode;
  system: string;
  messages: ModelMessage[];
  tools: ModelTool[];
  today: Date;
  signal: AbortSignal;
}

export interface ModelAnswer {
  text: string;
  calls: ModelCall[];
  question?: { text: string; choices: string[] };
  /** Tokens in and out, where the provider counts them. */
  tokens?: number;
}

/** What answers: a language model, or the built-in planner. */
export interface Model {
  provider: string;
  name: string;
  /** `code` for the planner, whose sentences are ours. */
  writtenBy: 'model' | 'code';
  /** Why it is not the one that was asked for. */
  notice?: string | undefined;
  next(request: ModelRequest): Promise<ModelAnswer>;
}

/** The model did not answer, or not with anything that can be used. Its message is for people. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly code:
    | 'unauthorized'
    | 'rate-limited'
    | 'unavailable'
    | 'unreachable'
    | 'timeout'
    | 'unexpected-answer'
    | 'refused';
  constructor(code: ModelFailure['code'], message: string) {
    super(message);
    this.code = code;
  }
}

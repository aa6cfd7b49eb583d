import type { ConnectionIdentity, JournalEntry, Json, Operation } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import type { ChangeTool } from '@fes-assistant/tools';

/** A live connection together with what may be recorded of it. */
export interface LiveConnection {
  identity: ConnectionIdentity;
  sisense: Sisense;
}

/** Who asks, and on which deployments. */
export interface Caller {
  principal: string;
  connections: LiveConnection[];
}

export interface Proposal {
  operation: Operation;
  /** Where a person can approve it in a browser: holds the operation id and nothing else. */
  approvalUrl: string;
}

/** Why the engine refused; each has its own sentence. */
export type RefusalCode =
  | 'unknown-operation'
  | 'wrong-principal'
  | 'wrong-digest'
  | 'wrong-connection'
  | 'expired'
  | 'already-used'
  | 'not-waiting'
  | 'secret-missing'
  | 'arguments-differ'
  | 'not-undoable'
  | 'connection-needed'
  | 'changes-off';

export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The engine that every change goes through. Nothing here takes a plan, a step or an approval from a caller: only ids and
 * digests of what it stored itself.
 */
export interface Operations {
  /** Plans a change on live state, stores it, changes nothing. */
  propose(request: {
    tool: ChangeTool;
    input: Record<string, unknown>;
    caller: Caller;
    signal: AbortSignal;
    progress?: (message: string) => void;
  }): Promise<Proposal>;
  /** Single use. Starts carrying out and returns at once. `secrets` stay in memory under the operation. */
  approve(request: {
    id: string;
    digest: string;
    caller: Caller;
    secrets?: Record<string, string>;
  }): Promise<Operation>;
  decline(request: { id: string; caller: Pick<Caller, 'principal'> }): Promise<Operation>;
  /** Stops before the next step; the step under way is finished and recorded. */
  cancel(request: { id: string; caller: Pick<Caller, 'principal'> }): Promise<Operation>;
  /** Goes on with an interrupted operation, under the same deployments and users only. */
  resume(request: { id: string; caller: Caller; secrets?: Record<string, string> }): Promise<Operation>;
  /** A person's answer to "did this happen?". */
  decide(request: {
    id: string;
    step: string;
    decision: 'applied' | 'not-applied';
    caller: Caller;
  }): Promise<Operation>;
  /** Proposes the operation that takes a finished one back. */
  undo(request: { id: string; caller: Caller; signal: AbortSignal }): Promise<Proposal>;
  get(request: { id: string; principal: string }): Promise<Operation>;
  list(request: { principal: string; limit?: number }): Promise<Operation[]>;
  /** The input it was proposed with, to compare a repeated call with. */
  inputOf(request: { id: string; principal: string }): Promise<{ tool: string; input: Json }>;
  /** Journal entries after `after`, then live ones, until the operation rests or `signal` aborts. */
  watch(request: { id: string; principal: string; after?: number; signal: AbortSignal }): AsyncIterable<JournalEntry>;
  /** At start: folds unfinished journals; what was running is `interrupted`. Returns their ids. */
  recover(): Promise<string[]>;
  /** Lets running steps finish, then closes the store. */
  close(): Promise<void>;
}

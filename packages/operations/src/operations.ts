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

/** A plan without steps is not proposed: everything is already as it was asked for. */
export interface NothingToDo {
  /** One sentence: what was looked at and why nothing has to change. */
  nothingToDo: string;
  warnings: string[];
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
    progress?: (message: string, done?: number, total?: number) => void;
  }): Promise<Proposal | NothingToDo>;
  /**
   * Single use. Starts carrying out and returns at once. `secrets` stay in memory under the operation. `by` names who
   * approved where that is not the principal itself: a browser that was given the code of the terminal.
   */
  approve(request: {
    id: string;
    digest: string;
    caller: Caller;
    secrets?: Record<string, string>;
    by?: string;
  }): Promise<Operation>;
  decline(request: { id: string; caller: Pick<Caller, 'principal'> }): Promise<Operation>;
  /** Stops before the next step; the step under way is finished and recorded. */
  cancel(request: { id: string; caller: Pick<Caller, 'principal'> }): Promise<Operation>;
  /** Goes on with an interrupted operation, under the same deployments and users only. */
  resume(request: { id: string; caller: Caller; secrets?: Record<string, string> }): Promise<Operation>;
  /** A person's answer to "did this happen?". `candidate` is the id of the asset it made, of those asked about. */
  decide(request: {
    id: string;
    step: string;
    decision: 'applied' | 'not-applied';
    candidate?: string;
    caller: Caller;
    secrets?: Record<string, string>;
  }): Promise<Operation>;
  /** Proposes the operation that takes a finished one back. */
  undo(request: { id: string; caller: Caller; signal: AbortSignal }): Promise<Proposal>;
  get(request: { id: string; principal: string }): Promise<Operation>;
  list(request: { principal: string; limit?: number }): Promise<Operation[]>;
  /** The input it was proposed with, to compare a repeated call with. */
  inputOf(request: { id: string; principal: string }): Promise<{ tool: string; input: Json }>;
  /** Under which principal it was proposed: for a page whose visitor was authenticated by other means. */
  ownerOf(request: { id: string }): Promise<string>;
  /**
   * Journal entries after `after`, then live ones. It goes on while the operation waits for approval or runs, and ends when
   * the operation is declined, expired, interrupted, asks a person, or has ended, or when `signal` aborts.
   */
  watch(request: { id: string; principal: string; after?: number; signal: AbortSignal }): AsyncIterable<JournalEntry>;
  /** At start: folds unfinished journals; what was running is `interrupted`. Returns their ids. */
  recover(): Promise<string[]>;
  /** The audit trail as lines of JSON, oldest first. */
  auditTrail(): AsyncIterable<string>;
  /** Whether the audit trail is as it was written; when not, at which line and why. */
  verifyAudit(): Promise<{ intact: true; lines: number } | { intact: false; line: number; reason: string }>;
  /** Lets running steps finish, then closes the store. */
  close(): Promise<void>;
}

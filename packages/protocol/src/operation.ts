import type { Json } from './canonical-json.ts';
import type { Plan } from './plan.ts';
import type { ToolFailure } from './tool-failure.ts';

/** How one step ended. The word is always true: what could not be established is `unknown`. */
export type StepOutcome =
  | { state: 'done'; assetId?: string; result?: Json; before?: string; after?: string }
  | { state: 'failed'; failure: ToolFailure }
  | { state: 'skipped'; reason: string }
  | { state: 'unknown'; reason: string; candidates?: string[] };

export type EndState = 'done' | 'partly' | 'failed' | 'unknown' | 'cancelled';

/** What the journal records, in order. The state of an operation is a fold over it. */
export type OperationEvent =
  | { type: 'proposed'; plan: Plan; digest: string; principal: string; expiresAt: string }
  | { type: 'approved'; by: string; digest: string; secrets: string[] }
  | { type: 'declined'; by: string }
  | { type: 'expired' }
  | { type: 'started'; fence: number }
  /** `before` is the digest of the state just before the call; `argument` is it with every reference resolved. */
  | { type: 'step-intended'; step: string; attempt: number; intent: Json; before?: string; argument?: Json }
  | { type: 'step-progress'; step: string; message: string; done?: number; total?: number }
  | { type: 'step-ended'; step: string; outcome: StepOutcome }
  | { type: 'cancel-requested'; by: string }
  | { type: 'interrupted'; reason: string }
  | { type: 'decision-needed'; step: string; question: string; candidates: string[] }
  | { type: 'decided'; step: string; by: string; decision: 'applied' | 'not-applied'; candidate?: string }
  | { type: 'ended'; state: EndState; undoable: boolean }
  /** Another operation took back what this one did; `undoable` says whether something is left to take back. */
  | { type: 'undone'; by: string; undoable: boolean };

/** An event with its place and time. `seq` starts at 1 and has no gaps. */
export type JournalEntry = { seq: number; at: string } & OperationEvent;

export type OperationState =
  | 'proposed'
  | 'declined'
  | 'expired'
  | 'approved'
  | 'running'
  | 'interrupted'
  | 'needs-decision'
  | 'ended';

export interface StepProgress {
  state: 'pending' | 'intended' | StepOutcome['state'];
  attempt: number;
  intent?: Json;
  /** Digest of the state just before the call. */
  before?: string;
  /** The step's argument as it was called with: references to earlier outcomes resolved. */
  argument?: Json;
  outcome?: StepOutcome;
  message?: string;
}

export interface Counts {
  total: number;
  done: number;
  failed: number;
  skipped: number;
  unknown: number;
  pending: number;
}

/** An operation as everyone computes it: server, page and restart alike. */
export interface Operation {
  id: string;
  state: OperationState;
  /** Set when `state` is `ended`. */
  end?: EndState;
  undoable: boolean;
  cancelRequested: boolean;
  plan: Plan;
  digest: string;
  principal: string;
  createdAt: string;
  expiresAt: string;
  approvedBy?: string;
  /** Names of the secrets that were given at approval. */
  secrets: string[];
  steps: Record<string, StepProgress>;
  counts: Counts;
  question?: { step: string; question: string; candidates: string[] };
  /** What a person answered about a step, until that step has its outcome. */
  decision?: { step: string; decision: 'applied' | 'not-applied'; candidate?: string };
  /** The operations that took something of this one back. */
  undoneBy?: string[];
  reason?: string;
  /** The last event folded in. */
  seq: number;
}

import type { Action, FieldChange, Json, Side } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import type { z } from 'zod';

/** A step as a tool's plan names it. The engine adds its fingerprint, its stored previous state and its undo words. */
export interface StepDraft {
  kind: string;
  /** Defaults to the one deployment of chat mode; a migration writes to `target`. */
  side?: Side;
  asset: { type: string; name: string; id?: string };
  argument: Json;
  /** What the approver sees field by field. */
  changes?: FieldChange[];
  consequences?: string[];
  /** Names of the secrets that the step takes, of those its tool declares. */
  secrets?: string[];
  /** The state it was planned against, where the plan has read it already; else the engine reads it. */
  state?: Json;
}

/** What a change tool answers to "what would you do?". */
export interface PlanDraft {
  /** One line: "Delete user jane@acme.com". Without steps, why there is nothing to do. */
  summary: string;
  steps: StepDraft[];
  warnings?: string[];
}

export interface StepReadContext<Argument> {
  argument: Argument;
  sisense: Sisense;
  signal: AbortSignal;
}

export interface StepApplyContext<Argument> extends StepReadContext<Argument> {
  /** What `intend` recorded before the first byte. */
  intent: Json;
  attempt: number;
  secrets: Record<string, string>;
  progress: (message: string, done?: number, total?: number) => void;
}

export interface StepJudgement<Argument> {
  argument: Argument;
  /** State now. */
  now: Json;
  /** State just before the call. */
  before: Json;
  intent: Json;
  /** What `apply` answered; absent when its answer was lost. */
  applied?: { id?: string; result?: Json };
}

/**
 * How one kind of change is carried out, checked and taken back. Written once, used by every tool and by migrations.
 *
 * The engine calls, in order: `read` (the state is the one planned against, or the step is stale) → `intend` → [intent is
 * durable] → `apply` → `read` → `judge`. After a crash or a lost answer it calls `read` and `judge` alone, never `apply`
 * blindly.
 */
export interface StepKind<Argument = unknown> {
  /** `user.delete`. */
  name: string;
  action: Action;
  argument: z.ZodType<Argument>;
  /**
   * The state that this step depends on and changes: only fields that matter, none that move by themselves (last activity),
   * no secrets; `null` where the asset does not exist.
   */
  read: (context: StepReadContext<Argument>) => Promise<Json>;
  /** What must be known before the call to recognise its effect afterwards (for a duplicate: the ids that exist). */
  intend?: (context: StepReadContext<Argument>) => Promise<Json>;
  apply: (context: StepApplyContext<Argument>) => Promise<{ id?: string; result?: Json }>;
  /** Whether the effect is there. `unknown` makes a person decide. */
  judge: (
    judgement: StepJudgement<Argument>,
  ) => 'applied' | 'not-applied' | 'unknown' | { unknown: string; candidates: string[] };
  /** The id of the asset that the effect made, told from the state: for when the answer that named it was lost. */
  idOf?: (judgement: StepJudgement<Argument>) => string | undefined;
  undo: UndoRule<Argument>;
}

export type UndoRule<Argument> =
  | { possible: false; because: string }
  | {
      possible: true;
      /** Ends the sentence "Can be undone: …"; says what does not come back. */
      how: string;
      /**
       * The asset may be out of sight until the steps after it are taken back: whether someone else changed it is then
       * told when its undo is carried out, by the `state` of the steps, not when it is planned.
       */
      seenLater?: (argument: Argument) => boolean;
      /** The steps that take a done step back. `before` is the stored previous state, `id` the asset's id now. */
      steps: (done: {
        argument: Argument;
        before: Json;
        after: Json;
        id?: string;
        asset: StepDraft['asset'];
      }) => StepDraft[];
    };

/** Types one step kind and forgets its argument's type, which its schema holds; what catalogues hold. */
export function stepKind<Argument>(kind: StepKind<Argument>): StepKind {
  return kind as unknown as StepKind;
}

import type { Json, OperationEvent, Step, StepOutcome } from '@fes-assistant/protocol';
import { type Sisense, SisenseError } from '@fes-assistant/sisense';
import { explain, type StepKind } from '@fes-assistant/tools';
import type { Engine } from './engine.ts';
import { type Run, record } from './run.ts';
import { withoutSecrets } from './without-secrets.ts';

/** One step in the hands of a run, with everything its kind is called with. */
export interface StepWork {
  engine: Engine;
  run: Run;
  step: Step;
  kind: StepKind;
  /** References resolved, and checked by the kind's schema. */
  argument: unknown;
  /** References resolved, as it is recorded. */
  resolved: Json;
  sisense: Sisense;
  secrets: Record<string, string>;
}

/**
 * How a run goes on after a step: it has its outcome; a person was asked; the run was paused before anything happened; or
 * the operation is to be interrupted, with the reason.
 */
export type StepVerdict = 'ended' | 'asked' | 'paused' | { interrupted: string };

export async function endStep(
  work: Pick<StepWork, 'engine' | 'run' | 'step' | 'secrets'>,
  outcome: StepOutcome,
  blobs = new Map<string, string>(),
): Promise<'ended'> {
  const event: OperationEvent = {
    type: 'step-ended',
    step: work.step.id,
    outcome: withoutSecrets(outcome, work.secrets),
  };
  await record(work.engine, work.run, [event], { blobs });
  return 'ended';
}

export async function failStep(
  work: Pick<StepWork, 'engine' | 'run' | 'step' | 'secrets'>,
  error: unknown,
): Promise<'ended'> {
  const failure = explain(error);
  if (failure.code === 'bug') logBug(work, error);
  return endStep(work, { state: 'failed', failure });
}

/** What an error before the change, or with the change verifiably not made, means for the run. */
export async function verdictOf(work: StepWork, error: unknown): Promise<StepVerdict> {
  if (work.run.pause.signal.aborted && isAbort(error)) return 'paused';
  if (isOutage(error))
    return { interrupted: `${explain(error).message} Then resume: nothing of the next step was done.` };
  return failStep(work, error);
}

const outages = new Set(['unauthorized', 'unreachable', 'unavailable', 'timeout', 'rate-limited']);

/** Errors that say nothing about the step: the same would happen to every other one. */
export function isOutage(error: unknown): error is SisenseError {
  return error instanceof SisenseError && outages.has(error.code);
}

export function isAbort(error: unknown): boolean {
  if (error instanceof SisenseError) return error.code === 'cancelled';
  return error instanceof Error && error.name === 'AbortError';
}

/** Whether the deployment may have got the change. Only our client can say that it has not. */
export function mayHaveHappened(error: unknown): boolean {
  return !(error instanceof SisenseError) || error.details.mayHaveHappened;
}

export function readNow({ kind, argument, sisense }: StepWork, signal: AbortSignal): Promise<Json> {
  return kind.read({ argument, sisense, signal });
}

export function logBug({ engine, run, step }: Pick<StepWork, 'engine' | 'run' | 'step'>, error: unknown): void {
  engine.logger.error({ err: error, operation: run.operation.id, step: step.id }, 'A step failed by an error of ours');
}

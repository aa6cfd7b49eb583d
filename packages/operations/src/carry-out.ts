import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EndState, foldJournal, type Operation, type OperationEvent } from '@fes-assistant/protocol';
import { carryOutStep } from './carry-out-step.ts';
import type { Engine } from './engine.ts';
import { keepLease } from './lease.ts';
import type { LiveConnection } from './operations.ts';
import { catchUp, FencedOut, type Run, record } from './run.ts';
import type { StepVerdict } from './step-work.ts';
import { canUndo, recordUndone } from './undo-what-is-left.ts';

const cancelledBefore = 'Cancelled before it began.';
const closingReason = 'The tool server was stopped while this was carried out. Connect again and resume.';

/** Begins to carry out, in this process, an operation whose lease this process has just taken. */
export function startRun(
  engine: Engine,
  taken: { operation: Operation; fence: number; leaseUntil: number; connections: LiveConnection[] },
): Run {
  const operation = foldJournal(taken.operation.id, [], taken.operation) ?? taken.operation;
  const run: Run = { ...taken, operation, pause: new AbortController(), finished: Promise.resolve() };
  engine.runs.set(run.operation.id, run);
  run.finished = carryOut(engine, run);
  return run;
}

async function carryOut(engine: Engine, run: Run): Promise<void> {
  const { id } = run.operation;
  const stopLease = keepLease(engine, run);
  try {
    await record(engine, run, [{ type: 'started', fence: run.fence }]);
    await allSteps(engine, run);
  } catch (error) {
    await giveUp(engine, run, error);
  } finally {
    stopLease();
    if (engine.runs.get(id) === run) {
      engine.runs.delete(id);
      if (run.operation.state !== 'needs-decision') engine.vault.wipe(id);
    }
  }
}

async function allSteps(engine: Engine, run: Run): Promise<void> {
  for (const step of run.operation.plan.steps) {
    // The store answers without waiting: without this, a run could keep the process from serving anyone else.
    await nextTurn();
    const verdict = await goOn(engine, run, step);
    if (verdict === 'asked') return;
    if (typeof verdict === 'object') return interrupt(engine, run, verdict.interrupted);
    if (verdict === 'paused' && !run.operation.cancelRequested) return interrupt(engine, run, closingReason);
  }
  await end(engine, run);
}

/** Carries a step out unless it has its outcome already, or the operation is to stop. */
async function goOn(engine: Engine, run: Run, step: Operation['plan']['steps'][number]): Promise<StepVerdict> {
  if (!run.operation.cancelRequested) await catchUp(engine, run);
  const progress = run.operation.steps[step.id];
  if (progress?.outcome !== undefined) return 'ended';
  if (engine.closing.signal.aborted) return 'paused';
  if (run.operation.cancelRequested && progress?.state !== 'intended') return 'paused';
  const verdict = await carryOutStep(engine, run, step);
  if (verdict === 'paused') await catchUp(engine, run);
  return verdict;
}

async function interrupt(engine: Engine, run: Run, reason: string): Promise<void> {
  await record(engine, run, [{ type: 'interrupted', reason }], { lease: 'release' });
}

async function giveUp(engine: Engine, run: Run, error: unknown): Promise<void> {
  const details = { err: error, operation: run.operation.id };
  if (error instanceof FencedOut) return engine.logger.warn(details, 'Another runner has taken the operation');
  engine.logger.error(details, 'Carrying out stopped by an error of ours');
  try {
    await interrupt(engine, run, 'An error in this program stopped it; the log has the details. Resume to go on.');
  } catch (second) {
    engine.logger.error(
      { ...details, err: second },
      'The interruption could not be recorded; it is found at the next start',
    );
  }
}

async function end(engine: Engine, run: Run): Promise<void> {
  const { steps, plan } = run.operation;
  const open = plan.steps.filter(({ id }) => steps[id]?.outcome === undefined);
  const skipped: OperationEvent[] = open.map(({ id }) => ({
    type: 'step-ended',
    step: id,
    outcome: { state: 'skipped', reason: cancelledBefore },
  }));
  const state = endState(run.operation, open.length > 0);
  const undoable = canUndo(engine, run.operation);
  const also = await recordUndone(engine, run.operation);
  await record(engine, run, [...skipped, { type: 'ended', state, undoable }], { lease: 'release', also });
}

/** The one word for what became of an operation, from what became of its steps. */
export function endState({ steps }: Operation, stoppedEarly: boolean): EndState {
  const states = Object.values(steps).map(({ state }) => state);
  if (states.includes('unknown')) return 'unknown';
  if (stoppedEarly) return 'cancelled';
  const done = states.filter((state) => state === 'done').length;
  if (done === states.length) return 'done';
  return done > 0 ? 'partly' : 'failed';
}

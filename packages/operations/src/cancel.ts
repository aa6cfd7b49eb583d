import { foldJournal, type Operation, type OperationEvent } from '@fes-assistant/protocol';
import { decline } from './approve.ts';
import { endState } from './carry-out.ts';
import type { Engine } from './engine.ts';
import { isHeld } from './lease.ts';
import type { Operations } from './operations.ts';
import { interruptAbandoned } from './recover.ts';
import { loadOwn, notWaiting } from './refusals.ts';
import { canUndo, recordUndone } from './undo-what-is-left.ts';

/** Stops an operation before its next step. One that nobody carries out ends at once, with the truth about every step. */
export async function cancel(engine: Engine, request: Parameters<Operations['cancel']>[0]): Promise<Operation> {
  const own = { id: request.id, principal: request.caller.principal };
  const { operation, row } = await loadOwn(engine, own);
  switch (operation.state) {
    case 'proposed':
      return decline(engine, request);
    case 'approved':
    case 'running':
      if (isHeld(engine, row)) await askToStop(engine, operation, own.principal);
      else {
        await interruptAbandoned(engine, { operation, row });
        return cancel(engine, request);
      }
      break;
    case 'interrupted':
    case 'needs-decision':
      await endNow(engine, operation, own.principal);
      break;
    default:
      throw notWaiting(operation, 'There is nothing to cancel.');
  }
  return (await loadOwn(engine, own)).operation;
}

async function askToStop(engine: Engine, operation: Operation, by: string): Promise<void> {
  if (!operation.cancelRequested) {
    await engine.journal.append([
      { operation, events: [{ type: 'cancel-requested', by }], guard: { states: ['approved', 'running'] } },
    ]);
  }
  engine.runs.get(operation.id)?.pause.abort(new DOMException('The operation was cancelled.', 'AbortError'));
}

async function endNow(engine: Engine, operation: Operation, by: string): Promise<void> {
  const open = operation.plan.steps.filter(({ id }) => operation.steps[id]?.outcome === undefined);
  const ends: OperationEvent[] = open.map(({ id }) => ({
    type: 'step-ended',
    step: id,
    outcome: outcomeOfOpen(operation, id),
  }));
  const events: OperationEvent[] = [{ type: 'cancel-requested', by }, ...ends];
  const entries = events.map((event, index) => ({ seq: operation.seq + index + 1, at: '', ...event }));
  const after = foldJournal(operation.id, entries, operation) ?? operation;
  const ended: OperationEvent = { type: 'ended', state: endState(after, true), undoable: canUndo(engine, after) };
  const also = await recordUndone(engine, after);
  await engine.journal.append([
    {
      operation,
      events: [...events, ended],
      guard: { states: ['interrupted', 'needs-decision'], notLeasedAt: engine.clock().getTime() },
      lease: 'release',
    },
    ...also,
  ]);
  engine.vault.wipe(operation.id);
}

function outcomeOfOpen({ steps, question }: Operation, id: string) {
  if (steps[id]?.state !== 'intended') return { state: 'skipped' as const, reason: 'Cancelled before it began.' };
  const reason = 'It was begun, and it was cancelled before anyone established whether it happened. Look in Sisense.';
  const candidates = question?.step === id ? question.candidates : [];
  return { state: 'unknown' as const, reason, ...(candidates.length === 0 ? {} : { candidates }) };
}

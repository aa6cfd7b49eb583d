import type { Operations } from '@fes-assistant/operations';
import { foldOperation, type JournalEntry, type Operation } from '@fes-assistant/protocol';
import type { ReportProgress } from './progress.ts';

interface FollowRequest {
  operation: Operation;
  principal: string;
  /** With it the wait lasts to the end; without it, `patienceMs`, because hosts drop calls that are silent for a minute. */
  progress: ReportProgress | undefined;
  patienceMs: number;
  signal: AbortSignal;
}

/** Watches an operation until it rests or patience ends, and answers with it as it is then. Leaving stops nothing. */
export async function followOperation(operations: Operations, request: FollowRequest): Promise<Operation> {
  const { principal, progress } = request;
  const patience = progress ? [] : [AbortSignal.timeout(request.patienceMs)];
  const signal = AbortSignal.any([request.signal, ...patience]);
  const { id } = request.operation;
  let operation = request.operation;
  try {
    for await (const entry of operations.watch({ id, principal, after: operation.seq, signal })) {
      operation = foldOperation(id, operation, entry);
      progress?.(progressWords(operation, entry), doneSteps(operation), operation.counts.total);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return operations.get({ id, principal });
}

function doneSteps({ counts }: Operation): number {
  return counts.done + counts.failed + counts.skipped + counts.unknown;
}

/** What one journal entry says to a person who waits. */
function progressWords(operation: Operation, entry: JournalEntry): string {
  switch (entry.type) {
    case 'step-intended':
      return stepWords(operation, entry.step);
    case 'step-progress':
      return `${stepWords(operation, entry.step)}: ${entry.message}`;
    case 'step-ended':
      return `${stepWords(operation, entry.step)}: ${entry.outcome.state}`;
    case 'decision-needed':
      return entry.question;
    case 'interrupted':
      return `Interrupted: ${entry.reason}`;
    case 'ended':
      return `Ended: ${entry.state}`;
    default:
      return entry.type.replaceAll('-', ' ');
  }
}

function stepWords({ plan }: Operation, id: string): string {
  const step = plan.steps.find((candidate) => candidate.id === id);
  return step ? `${step.action} ${step.asset.type} ${JSON.stringify(step.asset.name)}` : id;
}

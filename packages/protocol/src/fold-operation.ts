import type { Counts, JournalEntry, Operation, StepProgress } from './operation.ts';

/** Folds one journal entry into an operation. The first entry of a journal is `proposed`; nothing is mutated. */
export function foldOperation(id: string, before: Operation | undefined, entry: JournalEntry): Operation {
  if (entry.type === 'proposed') return propose(id, entry);
  if (!before) throw new Error(`The journal of operation ${id} does not begin with a proposal.`);
  const next = { ...before, seq: entry.seq };
  switch (entry.type) {
    case 'approved':
      return { ...next, state: 'approved', approvedBy: entry.by, secrets: entry.secrets };
    case 'declined':
      return { ...next, state: 'declined' };
    case 'expired':
      return { ...next, state: 'expired' };
    case 'started':
      return omit({ ...next, state: 'running' as const }, 'question', 'reason');
    case 'step-intended':
      return withStep(next, entry.step, (step) => ({
        ...step,
        state: 'intended',
        attempt: entry.attempt,
        intent: entry.intent,
      }));
    case 'step-progress':
      return withStep(next, entry.step, (step) => ({ ...step, message: entry.message }));
    case 'step-ended':
      return withStep(next, entry.step, (step) => ({ ...step, state: entry.outcome.state, outcome: entry.outcome }));
    case 'cancel-requested':
      return { ...next, cancelRequested: true };
    case 'interrupted':
      return { ...next, state: 'interrupted', reason: entry.reason };
    case 'decision-needed':
      return {
        ...next,
        state: 'needs-decision',
        question: { step: entry.step, question: entry.question, candidates: entry.candidates },
      };
    case 'decided':
      return omit({ ...next, state: 'approved' as const }, 'question');
    case 'ended':
      return { ...next, state: 'ended', end: entry.state, undoable: entry.undoable };
    default:
      return entry satisfies never;
  }
}

/** Folds a whole journal, or what follows an already folded part of it. */
export function foldJournal(id: string, entries: Iterable<JournalEntry>, from?: Operation): Operation | undefined {
  let operation = from;
  for (const entry of entries) operation = foldOperation(id, operation, entry);
  return operation;
}

function propose(id: string, entry: Extract<JournalEntry, { type: 'proposed' }>): Operation {
  const steps = Object.fromEntries(
    entry.plan.steps.map((step): [string, StepProgress] => [step.id, { state: 'pending', attempt: 0 }]),
  );
  return {
    id,
    state: 'proposed',
    undoable: false,
    cancelRequested: false,
    plan: entry.plan,
    digest: entry.digest,
    principal: entry.principal,
    createdAt: entry.at,
    expiresAt: entry.expiresAt,
    secrets: [],
    steps,
    counts: countSteps(steps),
    seq: entry.seq,
  };
}

function withStep(operation: Operation, id: string, change: (step: StepProgress) => StepProgress): Operation {
  const step = operation.steps[id];
  if (!step) throw new Error(`The journal of operation ${operation.id} names the step ${id}, which its plan lacks.`);
  const steps = { ...operation.steps, [id]: change(step) };
  return { ...operation, steps, counts: countSteps(steps) };
}

function countSteps(steps: Record<string, StepProgress>): Counts {
  const counts: Counts = { total: 0, done: 0, failed: 0, skipped: 0, unknown: 0, pending: 0 };
  for (const { state } of Object.values(steps)) {
    counts.total += 1;
    counts[state === 'intended' ? 'pending' : state] += 1;
  }
  return counts;
}

function omit<T extends object, K extends keyof T>(value: T, ...keys: K[]): T {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as K))) as T;
}

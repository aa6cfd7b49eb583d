import type { Counts, JournalEntry, Operation, StepProgress } from './operation.ts';

/** Folds one journal entry into an operation. The first entry of a journal is `proposed`; nothing is mutated. */
export function foldOperation(id: string, before: Operation | undefined, entry: JournalEntry): Operation {
  if (entry.type === 'proposed') return propose(id, entry);
  return applyEntry(copyOf(required(id, before)), entry);
}

/** Folds a whole journal, or what follows an already folded part of it. Nothing is mutated. */
export function foldJournal(id: string, entries: Iterable<JournalEntry>, from?: Operation): Operation | undefined {
  let operation = from && copyOf(from);
  for (const entry of entries) {
    operation = entry.type === 'proposed' ? propose(id, entry) : applyEntry(required(id, operation), entry);
  }
  return operation;
}

/**
 * Folds entries into an operation that nobody else holds, and changes it; entries seen before change nothing. For whoever follows one journal entry by entry,
 * where copying a large plan each time would cost more than the work.
 */
export function foldInto(operation: Operation, entries: Iterable<JournalEntry>): void {
  for (const entry of entries) {
    if (entry.type !== 'proposed' && entry.seq > operation.seq) applyEntry(operation, entry);
  }
}

function required(id: string, operation: Operation | undefined): Operation {
  if (operation) return operation;
  throw new Error(`The journal of operation ${id} does not begin with a proposal.`);
}

/** One copy for a whole run of entries: copying a plan of thousands of steps for every entry would be quadratic. */
function copyOf(operation: Operation): Operation {
  return { ...operation, steps: { ...operation.steps }, counts: { ...operation.counts } };
}

function applyEntry(next: Operation, entry: Exclude<JournalEntry, { type: 'proposed' }>): Operation {
  next.seq = entry.seq;
  switch (entry.type) {
    case 'approved':
      return Object.assign(next, { state: 'approved', approvedBy: entry.by, secrets: entry.secrets });
    case 'declined':
      return Object.assign(next, { state: 'declined' });
    case 'expired':
      return Object.assign(next, { state: 'expired' });
    case 'started':
      return omit(Object.assign(next, { state: 'running' }), 'question', 'reason');
    case 'step-intended':
      return withStep(next, entry.step, (step) => intended(step, entry));
    case 'step-progress':
      return withStep(next, entry.step, (step) => ({ ...step, message: entry.message }));
    case 'step-ended':
      if (next.decision?.step === entry.step) delete next.decision;
      return withStep(next, entry.step, (step) => ({ ...step, state: entry.outcome.state, outcome: entry.outcome }));
    case 'cancel-requested':
      return Object.assign(next, { cancelRequested: true });
    case 'interrupted':
      return Object.assign(next, { state: 'interrupted', reason: entry.reason });
    case 'decision-needed': {
      const { step, question, candidates } = entry;
      return Object.assign(next, { state: 'needs-decision', question: { step, question, candidates } });
    }
    case 'decided':
      return omit(Object.assign(next, { state: 'approved', decision: decisionOf(entry) }), 'question');
    case 'ended':
      return omit(
        Object.assign(next, { state: 'ended', end: entry.state, undoable: entry.undoable }),
        'question',
        'reason',
      );
    case 'undone':
      return Object.assign(next, { undoable: entry.undoable, undoneBy: [...(next.undoneBy ?? []), entry.by] });
    default:
      return entry satisfies never;
  }
}

function intended(step: StepProgress, entry: Extract<JournalEntry, { type: 'step-intended' }>): StepProgress {
  const { attempt, intent, before, argument } = entry;
  return {
    ...step,
    state: 'intended',
    attempt,
    intent,
    ...(before === undefined ? {} : { before }),
    ...(argument === undefined ? {} : { argument }),
  };
}

function decisionOf(entry: Extract<JournalEntry, { type: 'decided' }>): NonNullable<Operation['decision']> {
  const { step, decision, candidate } = entry;
  return { step, decision, ...(candidate === undefined ? {} : { candidate }) };
}

function propose(id: string, entry: Extract<JournalEntry, { type: 'proposed' }>): Operation {
  const steps = Object.fromEntries(
    entry.plan.steps.map((step): [string, StepProgress] => [step.id, { state: 'pending', attempt: 0 }]),
  );
  const total = entry.plan.steps.length;
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
    counts: { total, done: 0, failed: 0, skipped: 0, unknown: 0, pending: total },
    seq: entry.seq,
  };
}

function withStep(operation: Operation, id: string, change: (step: StepProgress) => StepProgress): Operation {
  const step = Object.hasOwn(operation.steps, id) ? operation.steps[id] : undefined;
  if (!step) throw new Error(`The journal of operation ${operation.id} names the step ${id}, which its plan lacks.`);
  const after = change(step);
  operation.steps[id] = after;
  operation.counts[countedAs(step.state)] -= 1;
  operation.counts[countedAs(after.state)] += 1;
  return operation;
}

function countedAs(state: StepProgress['state']): keyof Omit<Counts, 'total'> {
  return state === 'intended' ? 'pending' : state;
}

function omit(operation: Operation, ...keys: ('question' | 'reason')[]): Operation {
  for (const key of keys) delete operation[key];
  return operation;
}

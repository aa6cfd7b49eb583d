import type { JournalEntry, Json, Operation, Step } from '@fes-assistant/protocol';
import { digestOf } from '../digest.ts';

/** What one line of the audit trail says, without its place in the chain. Never a secret: plans and journals hold none. */
export interface AuditEvent {
  event: string;
  operation?: string;
  principal: string;
  by?: string;
  tool?: string;
  deployments?: { side: string; deployment: string; user: string }[];
  digest?: string;
  arguments?: Json;
  step?: { id: string; kind: string; asset: string; argument: string; attempt: number };
  before?: string;
  after?: string;
  outcome?: string;
  /** Why: of a refusal, a failure, an interruption. */
  reason?: string;
  code?: string;
}

/** The line that goes with a journal entry. Progress has none; everything else has exactly one. */
export function auditEventOf(operation: Operation, entry: JournalEntry): AuditEvent | undefined {
  if (entry.type === 'step-progress') return undefined;
  return { ...subjectOf(operation), event: entry.type, ...detailsOf(operation, entry) };
}

/** Who, what and on which deployments. */
export function subjectOf(operation: Operation): Omit<AuditEvent, 'event'> {
  const { id, principal, plan, digest } = operation;
  const deployments = plan.connections.map(({ side, deployment, userName }) => ({ side, deployment, user: userName }));
  return { operation: id, principal, tool: plan.tool, deployments, digest };
}

function detailsOf(operation: Operation, entry: JournalEntry): Partial<AuditEvent> {
  switch (entry.type) {
    case 'proposed':
      return { arguments: entry.plan.input };
    case 'approved':
    case 'declined':
    case 'cancel-requested':
    case 'undone':
      return { by: entry.by };
    case 'decided':
      return { by: entry.by, outcome: entry.decision, ...stepOf(operation, entry.step) };
    case 'step-intended':
      return {
        ...stepOf(operation, entry.step, entry),
        ...(entry.before === undefined ? {} : { before: entry.before }),
      };
    case 'step-ended':
      return { ...stepOf(operation, entry.step), ...outcomeOf(entry) };
    case 'interrupted':
      return { reason: entry.reason };
    case 'decision-needed':
      return { reason: entry.question, ...stepOf(operation, entry.step) };
    case 'ended':
      return { outcome: entry.state };
    default:
      return {};
  }
}

function stepOf(
  operation: Operation,
  id: string,
  now?: { attempt: number; argument?: Json },
): Pick<AuditEvent, 'step'> {
  const step: Step | undefined = operation.plan.steps.find((one) => one.id === id);
  if (!step) return {};
  const progress = operation.steps[id];
  const argument = digestOf(now?.argument ?? progress?.argument ?? step.argument);
  const { type, name } = step.asset;
  const attempt = now?.attempt ?? progress?.attempt ?? 0;
  return { step: { id, kind: step.kind, asset: `${type} ${name}`, argument, attempt } };
}

function outcomeOf({ outcome }: Extract<JournalEntry, { type: 'step-ended' }>): Partial<AuditEvent> {
  switch (outcome.state) {
    case 'done': {
      const { before, after } = outcome;
      return {
        outcome: 'done',
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      };
    }
    case 'failed':
      return { outcome: 'failed', code: outcome.failure.code, reason: outcome.failure.message };
    default:
      return { outcome: outcome.state, reason: outcome.reason };
  }
}

import { approvalPlainText, type Operation, type Step } from '@fes-assistant/protocol';
import { wordOf } from './change-answer.ts';

const maxSteps = 20;

/** Where an operation stands, in words for a person and a model; what a deployment named is quoted. */
export function operationText(operation: Operation, approvalUrl?: string): string {
  const lines = [operationHeadline(operation, approvalUrl)];
  if (operation.state === 'proposed') lines.push('', approvalPlainText(operation.plan));
  else lines.push(...stepLines(operation));
  if (operation.undoable) lines.push('It can be undone: operations.undo proposes that.');
  return lines.join('\n');
}

/** The first line of it: the one sentence that says where the operation stands. */
export function operationHeadline(operation: Operation, approvalUrl?: string): string {
  const { id, plan } = operation;
  const where = approvalUrl === undefined ? '' : ` A person can approve or decline it at ${approvalUrl}`;
  switch (wordOf(operation)) {
    case 'proposed':
      return `Nothing has changed yet: operation ${id} waits for a person's approval until ${operation.expiresAt}.${where}`;
    case 'declined':
      return `Declined: ${plan.summary}. Nothing was changed.`;
    case 'expired':
      return `Expired before it was approved: ${plan.summary}. Nothing was changed. Ask again to get a new plan.`;
    case 'approved':
    case 'running':
      return `Running: ${plan.summary} (operation ${id}, ${countWords(operation)}). operations.watch or operations.get say how it goes on.`;
    case 'interrupted':
      return `Interrupted: ${plan.summary} (operation ${id}, ${countWords(operation)}). ${operation.reason ?? ''} operations.resume goes on with it.`;
    case 'needs-decision':
      return `A person must decide: ${operation.question?.question ?? 'whether a step happened'} (operation ${id}).`;
    case 'done':
      return `Done: ${plan.summary} (operation ${id}, ${countWords(operation)}).`;
    case 'partly':
      return `Only partly done: ${plan.summary} (operation ${id}, ${countWords(operation)}).`;
    case 'failed':
      return `Failed: ${plan.summary} (operation ${id}, ${countWords(operation)}).`;
    case 'cancelled':
      return `Cancelled: ${plan.summary} (operation ${id}, ${countWords(operation)}).`;
    case 'unknown':
      return `Not known whether it happened: ${plan.summary} (operation ${id}, ${countWords(operation)}). Check on the deployment.`;
  }
}

function countWords({ counts }: Operation): string {
  const words = (['done', 'failed', 'skipped', 'unknown', 'pending'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`);
  return `${counts.total} ${counts.total === 1 ? 'step' : 'steps'}: ${words.join(', ')}`;
}

/** The steps that a reader must know of: first those that went wrong, then the others, as many as fit. */
export function stepLines(operation: Operation): string[] {
  const steps = operation.plan.steps.toSorted((a, b) => weight(operation, a) - weight(operation, b));
  const lines = steps.slice(0, maxSteps).map((step) => stepLine(operation, step));
  const rest = steps.length - lines.length;
  return rest > 0 ? [...lines, `… and ${rest} more steps; operations.get has them all.`] : lines;
}

function weight(operation: Operation, step: Step): number {
  const state = operation.steps[step.id]?.state ?? 'pending';
  return ['failed', 'unknown', 'intended', 'done', 'skipped', 'pending'].indexOf(state);
}

function stepLine(operation: Operation, step: Step): string {
  const outcome = operation.steps[step.id]?.outcome;
  const what = `${step.action} ${step.asset.type} ${JSON.stringify(step.asset.name)}`;
  if (!outcome) return `- ${what}: ${operation.steps[step.id]?.state ?? 'pending'}`;
  if (outcome.state === 'failed') return `- ${what}: failed. ${outcome.failure.message}`;
  if (outcome.state === 'done') return `- ${what}: done`;
  return `- ${what}: ${outcome.state}. ${outcome.reason}`;
}

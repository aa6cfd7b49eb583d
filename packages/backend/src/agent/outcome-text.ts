import type { Operation } from '@fes-assistant/protocol';

/** How an operation ended, in words that claim nothing that was not established. */
export function outcomeText(operation: Operation): string {
  const { plan, counts, end = 'unknown' } = operation;
  const what = plan.summary;
  switch (end) {
    case 'done':
      return counts.skipped > 0
        ? `Done: ${what}. ${steps(counts.done)} done, ${counts.skipped} skipped.`
        : `Done: ${what}.`;
    case 'partly':
      return `Partly done: ${what}. ${countsText(operation)}.`;
    case 'failed':
      return `Failed: ${what}. ${countsText(operation)}. ${firstReason(operation)}`.trim();
    case 'cancelled':
      return `Cancelled: ${what}. ${countsText(operation)}; nothing more is changed.`;
    case 'unknown':
      return `Unknown: ${what}. It could not be established whether everything happened: ${countsText(operation)}. Look at the deployment before you go on.`;
    default:
      return end satisfies never;
  }
}

/** "3 of 5 steps done, 1 failed, 1 unknown". */
export function countsText({ counts }: Operation): string {
  const others = (['failed', 'skipped', 'unknown', 'pending'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state === 'pending' ? 'not begun' : state}`);
  return [`${counts.done} of ${steps(counts.total)} done`, ...others].join(', ');
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${count} steps`;
}

function firstReason({ steps: progress }: Operation): string {
  for (const { outcome } of Object.values(progress)) {
    if (outcome?.state === 'failed') return outcome.failure.message;
  }
  return '';
}

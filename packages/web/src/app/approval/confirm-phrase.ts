import type { Plan } from '@fes-assistant/protocol';

const many = 3;

/** What must be typed before a plan that deletes several things is approved: `delete 12`. */
export function confirmPhrase(plan: Plan): string | undefined {
  const deletions = plan.steps.filter(({ action }) => action === 'delete').length;
  return deletions >= many ? `delete ${deletions}` : undefined;
}

/** Whether it was typed, whatever the case and blanks around it. */
export function isConfirmed(phrase: string | undefined, typed: string): boolean {
  return phrase === undefined || typed.trim().replace(/\s+/g, ' ').toLowerCase() === phrase;
}

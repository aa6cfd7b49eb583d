import type { Operation, OperationChange } from '@fes-assistant/protocol';

/** What to tell of an operation to someone who knows it as it was: all but its plan, and only the steps that changed. */
export function changeOf(before: Operation | undefined, now: Operation): OperationChange {
  const { plan: _known, steps, ...rest } = now;
  const changed = Object.entries(steps).filter(
    ([id, step]) => JSON.stringify(before?.steps[id]) !== JSON.stringify(step),
  );
  return { ...rest, steps: Object.fromEntries(changed) };
}

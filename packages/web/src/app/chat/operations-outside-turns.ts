import type { Conversation, Operation } from '@fes-assistant/protocol';

/** Operations that no turn's tool call stands for, such as a proposed undo; the oldest first. */
export function operationsOutsideTurns({ turns, operations }: Conversation): Operation[] {
  const placed = new Set(turns.flatMap(({ tools }) => tools.map(({ operationId }) => operationId)));
  return Object.values(operations)
    .map(({ operation }) => operation)
    .filter(({ id }) => !placed.has(id))
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

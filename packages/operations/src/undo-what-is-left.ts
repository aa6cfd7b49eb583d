import type { Operation, Step } from '@fes-assistant/protocol';
import type { Engine } from './engine.ts';
import type { Append } from './journal/journal.ts';

/** Whether something that this operation did can be taken back. */
export function canUndo(engine: Engine, operation: Operation): boolean {
  return undoableSteps(engine, operation).length > 0;
}

/** The done steps whose kinds can take them back. */
export function undoableSteps({ catalog }: Engine, { plan, steps }: Operation): Step[] {
  return plan.steps.filter(({ id, kind }) => steps[id]?.state === 'done' && catalog.findStepKind(kind)?.undo.possible);
}

/** Ids of the steps of an operation that the given undoing operations have taken back, wholly. */
export function takenBack(undoing: Operation[]): Set<string> {
  const taken = new Set<string>();
  for (const { plan, steps } of undoing) {
    for (const id of new Set(plan.steps.flatMap(({ takesBack }) => takesBack ?? []))) {
      const parts = plan.steps.filter(({ takesBack }) => takesBack === id);
      if (parts.every((part) => steps[part.id]?.state === 'done')) taken.add(id);
    }
  }
  return taken;
}

/** Every operation that was to take this one back, in the order they were proposed. */
export async function undoingOperations(engine: Engine, id: string): Promise<Operation[]> {
  const rows = await engine.store
    .selectFrom('operations')
    .select('id')
    .where('undoes', '=', id)
    .orderBy('created_at')
    .execute();
  const loaded = await Promise.all(rows.map((row) => engine.journal.load(row.id)));
  return loaded.flatMap((one) => one?.operation ?? []);
}

/** What the end of an undo adds to the journal of the operation it took back; nothing where it took nothing back. */
export async function recordUndone(engine: Engine, operation: Operation): Promise<Append[]> {
  const { undoes } = operation.plan;
  if (undoes === undefined || operation.counts.done === 0) return [];
  const undone = (await engine.journal.load(undoes))?.operation;
  if (!undone) return [];
  const others = (await undoingOperations(engine, undoes)).filter(({ id }) => id !== operation.id);
  const taken = takenBack([...others, operation]);
  const left = undoableSteps(engine, undone).filter(({ id }) => !taken.has(id));
  return [{ operation: undone, events: [{ type: 'undone', by: operation.id, undoable: left.length > 0 }], guard: {} }];
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Operations } from '@fes-assistant/operations';
import type { Operation } from '@fes-assistant/protocol';

/** How often an operation that rests, but can go on, is looked at. */
const restMs = 2_000;

interface Watched {
  id: string;
  principal: string;
  changed: () => void;
}

/** Calls `changed` for every entry of an operation's journal from now on, until it is stopped or nothing can follow. */
export function watchOperation(operations: Operations, watched: Watched): () => void {
  const leave = new AbortController();
  follow(operations, { ...watched, signal: leave.signal }).catch(() => undefined);
  return () => leave.abort();
}

async function follow(
  operations: Operations,
  { id, principal, changed, signal }: Watched & { signal: AbortSignal },
): Promise<void> {
  let operation = await operations.get({ id, principal });
  while (!signal.aborted) {
    for await (const _entry of operations.watch({ id, principal, after: operation.seq, signal })) changed();
    operation = await operations.get({ id, principal });
    if (isOver(operation)) return;
    await pause(restMs, undefined, { signal, ref: false });
  }
}

/** An interrupted one may be resumed, one that asks answered, and one that ended taken back. */
function isOver({ state, undoable }: Operation): boolean {
  return state === 'declined' || state === 'expired' || (state === 'ended' && !undoable);
}

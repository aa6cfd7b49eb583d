import type { JournalEntry, OperationState } from '@fes-assistant/protocol';
import { expireWhenDue } from './approve.ts';
import type { Engine } from './engine.ts';
import { stateAfter } from './journal/journal-record.ts';
import { isHeld } from './lease.ts';
import { interruptAbandoned } from './recover.ts';
import { loadOperation } from './refusals.ts';

const resting = new Set<OperationState>(['declined', 'expired', 'interrupted', 'needs-decision', 'ended']);

/** Entries after `after`, then live ones, until the operation rests. Listens before it reads, so nothing falls between. */
export async function* watch(
  engine: Engine,
  request: { id: string; after?: number; signal: AbortSignal },
): AsyncGenerator<JournalEntry> {
  const { id, signal } = request;
  let sent = request.after ?? 0;
  const bell = doorbell();
  const stopListening = engine.journal.onAppend(id, bell.ring);
  signal.addEventListener('abort', bell.ring);
  engine.closing.signal.addEventListener('abort', bell.ring);
  try {
    let read = 0;
    let state: OperationState = 'proposed';
    while (!signal.aborted) {
      const news = await engine.journal.entriesAfter(id, read);
      for (const entry of news) {
        read = entry.seq;
        state = stateAfter(entry.type) ?? state;
        if (entry.seq <= sent) continue;
        sent = entry.seq;
        yield entry;
        if (signal.aborted) return;
      }
      if (resting.has(state) || engine.closing.signal.aborted) return;
      if (news.length === 0) await settleLeftBehind(engine, id);
      await bell.wait(engine.patience.watch);
    }
  } finally {
    stopListening();
    signal.removeEventListener('abort', bell.ring);
    engine.closing.signal.removeEventListener('abort', bell.ring);
  }
}

/** A proposal that has run out says so; an operation whose runner is gone is interrupted. */
async function settleLeftBehind(engine: Engine, id: string): Promise<void> {
  const row = await engine.journal.rowOf(id);
  if (!row) return;
  const runsOut = row.state === 'proposed' && row.expires_at <= engine.clock().getTime();
  const abandoned = (row.state === 'approved' || row.state === 'running') && !isHeld(engine, row);
  if (!runsOut && !abandoned) return;
  const loaded = await loadOperation(engine, id);
  if (runsOut) await expireWhenDue(engine, loaded.operation);
  else await interruptAbandoned(engine, loaded);
}

/** Rung while nobody waits, it still lets the next one in at once. */
function doorbell() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (milliseconds: number) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}

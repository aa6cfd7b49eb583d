import { foldInto, type Operation, type OperationEvent, type Side } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import type { Engine } from './engine.ts';
import type { Append } from './journal/journal.ts';
import type { LiveConnection } from './operations.ts';

/** One carrying-out of one operation by this process. */
export interface Run {
  /** The run's own copy, kept up with the journal. */
  operation: Operation;
  fence: number;
  leaseUntil: number;
  connections: LiveConnection[];
  /** Aborts when the operation is cancelled or the process closes: ends waiting and reading, never a change under way. */
  pause: AbortController;
  /** Resolves when nothing of it runs any more. */
  finished: Promise<void>;
}

/** Another runner has taken the operation, or may have: this one must not write, nor send, anything more. */
export class FencedOut extends Error {
  override readonly name = 'FencedOut';
}

/** Appends under the run's fence and folds what was written. @throws {FencedOut} */
export async function record(
  engine: Engine,
  run: Run,
  events: OperationEvent[],
  more: Pick<Append, 'blobs' | 'lease'> & { also?: Append[] } = {},
): Promise<void> {
  const { also = [], ...own } = more;
  const keepUntil = engine.clock().getTime() + engine.patience.lease;
  const written = await engine.journal.append([
    { operation: run.operation, events, guard: { fence: run.fence }, lease: { keepUntil }, ...own },
    ...also,
  ]);
  if (!written) throw new FencedOut();
  if (own.lease === undefined) run.leaseUntil = keepUntil;
  const [{ entries }] = written;
  const gap = (entries[0]?.seq ?? 0) !== run.operation.seq + 1;
  const news = gap ? await engine.journal.entriesAfter(run.operation.id, run.operation.seq) : entries;
  foldInto(run.operation, news);
}

/** Folds what others wrote since: a cancellation asked for through another process. */
export async function catchUp(engine: Engine, run: Run): Promise<void> {
  const row = await engine.journal.rowOf(run.operation.id);
  if (!row || row.fence !== run.fence) throw new FencedOut();
  if (row.seq === run.operation.seq) return;
  const news = await engine.journal.entriesAfter(run.operation.id, run.operation.seq);
  foldInto(run.operation, news);
}

/** @throws {FencedOut} when the lease is over: between this check and the change no other runner can have begun. */
export function requireLease(engine: Engine, run: Run): void {
  if (engine.clock().getTime() >= run.leaseUntil) throw new FencedOut();
}

export function sisenseOf(run: Run, side: Side): Sisense {
  const connection = run.connections.find(({ identity }) => identity.side === side);
  if (!connection) throw new Error(`The run lacks the connection to the ${side} deployment.`);
  return connection.sisense;
}

import { hostname } from 'node:os';
import { lockOwner } from './deployment-lock.ts';
import type { Engine } from './engine.ts';
import type { OperationRow } from './journal/tables.ts';
import type { Run } from './run.ts';

const living = new Set<string>();

/** A name for this engine in leases: where it runs, as which process, and which one of it. */
export function enrolRunner(instance: string): string {
  const runner = JSON.stringify([hostname(), process.pid, instance]);
  living.add(runner);
  return runner;
}

export function dismissRunner(runner: string): void {
  living.delete(runner);
}

/**
 * Whether a runner may still be at work. One of another machine counts as alive until its lease ends; one of this machine
 * is asked for by its process id, so that a restart need not wait for the lease of the killed process.
 */
export function isRunnerAlive(runner: string): boolean {
  const [host, pid] = JSON.parse(runner) as [string, number, string];
  if (host !== hostname()) return true;
  if (pid === process.pid) return living.has(runner);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether someone is carrying it out, as far as can be known. */
export function isHeld(engine: Engine, row: OperationRow): boolean {
  if (row.lease_owner === null || row.lease_until <= engine.clock().getTime()) return false;
  return engine.isRunnerAlive(row.lease_owner);
}

export function newLease(engine: Engine): { owner: string; until: number } {
  return { owner: engine.runner, until: engine.clock().getTime() + engine.patience.lease };
}

/** Shows signs of life while a run goes on, for its lease and its lock. Returns how to stop. */
export function keepLease(engine: Engine, run: Run): () => void {
  const renew = async () => {
    const until = engine.clock().getTime() + engine.patience.lease;
    const { id } = run.operation;
    const kept = await engine.store
      .updateTable('operations')
      .set({ lease_until: until })
      .where('id', '=', id)
      .where('fence', '=', run.fence)
      .where('lease_owner', '=', engine.runner)
      .executeTakeFirst();
    if (kept.numUpdatedRows === 0n) return;
    run.leaseUntil = until;
    await engine.store
      .updateTable('deployment_locks')
      .set({ until })
      .where('owner', '=', lockOwner(engine, id))
      .execute();
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) =>
      engine.logger.warn({ err: error, operation: run.operation.id }, 'Lease not renewed'),
    );
  }, engine.patience.lease / 3);
  timer.unref();
  return () => clearInterval(timer);
}

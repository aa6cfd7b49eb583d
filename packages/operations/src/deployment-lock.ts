import type { Engine } from './engine.ts';

const pause = 50;

/** Who holds a lock: this runner, for that operation. */
export function lockOwner(engine: Engine, operation: string): string {
  return `${engine.runner} ${operation}`;
}

/**
 * Runs `work` while no other operation writes to the deployment: reading, changing and reading back are one whole, and ids
 * that appear in between are this step's own.
 */
export async function withDeploymentLock<T>(
  engine: Engine,
  { deployment, operation, signal }: { deployment: string; operation: string; signal: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  const owner = lockOwner(engine, operation);
  while (!(await take(engine, { deployment, owner }))) await engine.sleep(pause, signal);
  try {
    return await work();
  } finally {
    await engine.store
      .deleteFrom('deployment_locks')
      .where('deployment', '=', deployment)
      .where('owner', '=', owner)
      .execute()
      .catch((error: unknown) =>
        engine.logger.warn({ err: error, deployment }, 'Lock not released; it ends by itself'),
      );
  }
}

async function take(engine: Engine, { deployment, owner }: { deployment: string; owner: string }): Promise<boolean> {
  const now = engine.clock().getTime();
  const until = now + engine.patience.lease;
  const taken = await engine.store
    .insertInto('deployment_locks')
    .values({ deployment, owner, until })
    .onConflict((conflict) =>
      conflict
        .column('deployment')
        .doUpdateSet({ owner, until })
        .where((row) => row.or([row('deployment_locks.until', '<=', now), row('deployment_locks.owner', '=', owner)])),
    )
    .returning('owner')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Takes away locks whose runner is gone, so that a restart need not wait for them. */
export async function clearDeadLocks(engine: Engine): Promise<void> {
  for (const { owner } of await engine.store.selectFrom('deployment_locks').select('owner').execute()) {
    const runner = owner.slice(0, owner.lastIndexOf(' '));
    if (engine.isRunnerAlive(runner)) continue;
    await engine.store.deleteFrom('deployment_locks').where('owner', '=', owner).execute();
  }
}

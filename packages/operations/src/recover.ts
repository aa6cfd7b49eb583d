import type { Operation } from '@fes-assistant/protocol';
import { clearDeadLocks } from './deployment-lock.ts';
import type { Engine } from './engine.ts';
import type { OperationRow } from './journal/tables.ts';
import { isHeld } from './lease.ts';

/** At start: whatever was approved or running and is nobody's now is interrupted. Returns their ids. */
export async function recover(engine: Engine): Promise<string[]> {
  await clearDeadLocks(engine);
  const rows = await engine.store
    .selectFrom('operations')
    .selectAll()
    .where('state', 'in', ['approved', 'running'])
    .execute();
  const interrupted: string[] = [];
  for (const row of rows.filter((one) => !isHeld(engine, one))) {
    try {
      const loaded = await engine.journal.load(row.id);
      if (loaded && (await interruptAbandoned(engine, loaded))) interrupted.push(row.id);
    } catch (error) {
      engine.logger.error({ err: error, operation: row.id }, 'An unfinished operation could not be recovered');
    }
  }
  return interrupted;
}

/** Under the fence that was seen: a runner that took it in the meantime is not disturbed. */
export async function interruptAbandoned(
  engine: Engine,
  { operation, row }: { operation: Operation; row: OperationRow },
): Promise<boolean> {
  const where = operation.plan.connections
    .map(({ deployment, userName }) => `${deployment} as ${userName}`)
    .join(' and ');
  const secret = operation.secrets.length > 0 ? ' Its secrets were only in memory and are asked for again.' : '';
  const reason = `The tool server stopped before this was finished.${secret} Connect to ${where}, then resume.`;
  const written = await engine.journal.append([
    {
      operation,
      events: [{ type: 'interrupted', reason }],
      guard: { states: ['approved', 'running'], fence: row.fence },
      lease: 'revoke',
    },
  ]);
  return written !== undefined;
}

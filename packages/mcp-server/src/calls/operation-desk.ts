import type { Caller, LiveConnection, Operations } from '@fes-assistant/operations';
import type { Operation } from '@fes-assistant/protocol';
import type { ConnectionPool } from '../connections/connection-pool.ts';

/**
 * Remembers, in memory only, with which open connections an operation was asked for, so that a person can approve it on a
 * page that has none. Lost with the process: then the operation waits for its owner to connect.
 */
export interface OperationDesk {
  readonly operations: Operations;
  remember(id: string, caller: Caller): void;
  connectionsOf(id: string): LiveConnection[] | undefined;
  /** Forgets operations that rest for good. */
  sweep(): Promise<void>;
}

const restsForGood = new Set<Operation['state']>(['declined', 'expired', 'ended']);

export function createOperationDesk(operations: Operations, pool: ConnectionPool): OperationDesk {
  const known = new Map<string, Caller>();
  const forget = (id: string) => {
    known.delete(id);
    pool.release(id);
  };
  return {
    operations,
    remember(id, { principal, connections }) {
      known.set(id, { principal, connections });
      pool.hold(
        connections.map(({ sisense }) => sisense),
        id,
      );
    },
    connectionsOf: (id) => known.get(id)?.connections,
    async sweep() {
      for (const [id, { principal }] of known) {
        const operation = await operations.get({ id, principal }).catch(() => undefined);
        if (!operation || (restsForGood.has(operation.state) && !operation.undoable)) forget(id);
      }
    },
  };
}

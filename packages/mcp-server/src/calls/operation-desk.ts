import { setImmediate as letOthersGoOn } from 'node:timers/promises';
import type { Caller, LiveConnection, Operations } from '@fes-assistant/operations';
import type { Operation } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import type { ConnectionPool } from '../connections/connection-pool.ts';

/**
 * Remembers, in memory only, with which open connections an operation was asked for, so that a person can approve it on a
 * page that has none. Lost with the process: then the operation waits for its owner to connect.
 */
export interface OperationDesk {
  readonly operations: Operations;
  remember(id: string, caller: Caller): void;
  connectionsOf(id: string): LiveConnection[] | undefined;
  /**
   * A person has disconnected: what they asked for on these connections keeps them only while it runs.
   */
  leave(left: { principal: string; sisense: Sisense[] }): Promise<void>;
  /** Forgets the connections of operations that no longer need them. */
  sweep(): Promise<void>;
}

const running = new Set<Operation['state']>(['approved', 'running']);
/** States in which this process still needs the connections, however long it takes. */
const inUse = new Set<Operation['state']>(['proposed', 'approved', 'running']);
/** How long they are kept otherwise, for a person who resumes or undoes on the approval page. */
const keptMs = 30 * 60_000;
/** Reading what is stored never waits for anything: after so many, others get their turn. */
const atOnce = 20;

export function createOperationDesk(
  operations: Operations,
  { pool, now }: { pool: ConnectionPool; now: () => number },
): OperationDesk {
  const known = new Map<string, Caller & { since: number; left: boolean }>();
  const forget = (id: string) => {
    known.delete(id);
    pool.release(id);
  };
  const sweep = async () => {
    let looked = 0;
    for (const [id, { principal, since, left }] of known) {
      looked += 1;
      if (looked % atOnce === 0) await letOthersGoOn();
      const operation = await operations.get({ id, principal }).catch(() => undefined);
      const isNeeded = left ? running : inUse;
      const isKept = operation && (isNeeded.has(operation.state) || (!left && now() - since < keptMs));
      if (!isKept) forget(id);
    }
  };
  return {
    operations,
    remember(id, { principal, connections }) {
      known.set(id, { principal, connections, since: now(), left: false });
      pool.hold(
        connections.map(({ sisense }) => sisense),
        id,
      );
    },
    connectionsOf: (id) => known.get(id)?.connections,
    async leave({ principal, sisense }) {
      for (const caller of known.values()) {
        if (caller.principal !== principal) continue;
        caller.left ||= caller.connections.some((connection) => sisense.includes(connection.sisense));
      }
      await sweep();
    },
    sweep,
  };
}

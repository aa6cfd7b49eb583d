import type { Caller, Operations } from '@fes-assistant/operations';
import type { Connection, Operation, Plan } from '@fes-assistant/protocol';
import { createOriginPolicy, type Logger, parseDeployment, type Settings } from '@fes-assistant/runtime';
import { type Catalog, createCatalog, Refusal } from '@fes-assistant/tools';
import { localPrincipal } from './callers/requester.ts';
import { operationText } from './calls/operation-text.ts';
import { connectSisense } from './connections/connect-sisense.ts';
import { createConnectionPool } from './connections/connection-pool.ts';
import { readStandingConnections, type StandingConnections } from './connections/standing-connections.ts';
import { openOperations } from './open-operations.ts';
import { createSecretReads, secretReadKind } from './secret-reads/secret-reads.ts';

/** The operations of one data directory, for the person at its terminal. */
export interface OperatorDesk {
  operations: Operations;
  principal: string;
  /**
   * The person with the connections of a plan, taken from the standing ones of the settings.
   * @throws {Refusal} `refused`, for a read whose answer only the approval page shows; `no-connection`, when the settings hold none for a deployment of the plan
   */
  callerFor(plan: Plan): Promise<Caller>;
  /** Where an operation stands, in words. */
  describe(operation: Operation): string;
  close(): Promise<void>;
}

/**
 * Opens the operations of FES_DATA_DIR beside, or instead of, a running tool server: a terminal approves what a host
 * over stdio has proposed.
 *
 * @throws {SettingsError} one line, when the data directory or the standing connections cannot be used
 */
export async function openOperatorDesk(options: {
  settings: Settings;
  logger: Logger;
  catalog?: Catalog;
  now?: () => number;
}): Promise<OperatorDesk> {
  const { settings, logger, now = Date.now } = options;
  const { catalog } = createSecretReads(options.catalog ?? createCatalog(), { now });
  const approvalUrlFor = (id: string) =>
    `http://localhost:${settings.network.mcpPort}/approve/${encodeURIComponent(id)}`;
  const { hosts, alsoAllowed } = settings.sisense;
  const { uiPort, backendPort, mcpPort } = settings.network;
  const pool = createConnectionPool({
    policy: createOriginPolicy({ hosts, alsoAllowed, ownPorts: [uiPort, backendPort, mcpPort] }),
    connect: connectSisense({ settings, logger }),
    now,
    idleMs: Number.POSITIVE_INFINITY,
    secrets: logger.secrets,
  });
  const standing = connectionsOf(readStandingConnections(settings));
  const operations = await openOperations({ settings, logger, catalog, now, approvalUrlFor });
  return {
    operations,
    principal: localPrincipal,
    describe: (operation) => operationText(operation),
    async callerFor(plan) {
      refuseSecretReads(plan);
      const connections = plan.connections.map(async ({ side, deployment }) => {
        const connection = standing.find(({ origin }) => parseDeployment(origin).origin === deployment);
        if (!connection) {
          throw new Refusal(
            `The settings hold no connection to ${deployment}: approve it on its page.`,
            'no-connection',
          );
        }
        return (await pool.open(connection, localPrincipal)).identify(side);
      });
      return { principal: localPrincipal, connections: await Promise.all(connections) };
    },
    async close() {
      await operations.close();
      await pool.close();
    },
  };
}

/** The answer is kept by the process that reads it, and only its page shows it. */
function refuseSecretReads({ steps }: Plan): void {
  if (steps.every(({ kind }) => kind !== secretReadKind)) return;
  throw new Refusal(
    'This reads a secret, which is shown on the approval page alone: open the approval page that the answer named, and approve it there.',
    'refused',
  );
}

function connectionsOf({ chat, migration, byName }: StandingConnections): Connection[] {
  const named = [...byName.values()].flatMap((entry) =>
    entry.mode === 'migration' ? [entry.source, entry.target] : entry.only ? [entry.only] : [],
  );
  return [...(chat ? [chat] : []), ...(migration ? [migration.source, migration.target] : []), ...named];
}

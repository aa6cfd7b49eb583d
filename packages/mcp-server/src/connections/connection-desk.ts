import type { LiveConnection } from '@fes-assistant/operations';
import { type Connection, connectionHeaders, type Mode, type Side } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { Refusal } from '@fes-assistant/tools';
import type { ConnectionPool, OpenConnection } from './connection-pool.ts';
import { requestedConnections, requestedMode } from './requested-connections.ts';
import type { StandingConnections } from './standing-connections.ts';

/** Where a request gets its deployments from. */
export interface ConnectionDesk {
  modeOf(headers: Headers | undefined): Mode;
  /** One deployment of a request, for a read. @throws {Refusal} `no-connection` */
  open(headers: Headers | undefined, side: Side): Promise<OpenConnection>;
  /** All deployments of a request with who is logged in on them, for a change. @throws {Refusal} `no-connection` */
  identify(headers: Headers | undefined): Promise<LiveConnection[]>;
  /** Like `identify`, but none when there are none: for what only looks at operations. */
  identifyIfAny(headers: Headers | undefined): Promise<LiveConnection[]>;
  /** The person leaves what the request brought in its own headers, never what the operator set up; answers with the clients. */
  discard(headers: Headers): Promise<Sisense[]>;
}

/** Callers that are not our backend bring no name; their use keeps a client until it is idle. */
const otherCaller = 'other';
const userOf = (headers: Headers | undefined): string => headers?.get(connectionHeaders.principal) ?? otherCaller;

const noConnection =
  'No Sisense deployment is connected: connect one first (on the page, in the host’s settings or as the default tenant), then ask again.';

export function createConnectionDesk(parts: { pool: ConnectionPool; standing: StandingConnections }): ConnectionDesk {
  const { pool, standing } = parts;
  const wanted = (headers: Headers | undefined): Partial<Record<Side, Connection>> => {
    const { mode, ...sides } = requestedConnections(headers, standing);
    return sides;
  };

  const identifyIfAny = async (headers: Headers | undefined) => {
    const sides = Object.entries(wanted(headers)) as [Side, Connection][];
    const opened = await Promise.all(
      sides.map(async ([side, connection]) => (await pool.open(connection, userOf(headers))).identify(side)),
    );
    refuseSameDeployment(opened);
    return opened;
  };

  return {
    modeOf: (headers) => requestedMode(headers, standing),
    async open(headers, side) {
      const connection = wanted(headers)[side];
      if (!connection) throw new Refusal(noConnection, 'no-connection');
      return pool.open(connection, userOf(headers));
    },
    async identify(headers) {
      const opened = await identifyIfAny(headers);
      if (opened.length === 0) throw new Refusal(noConnection, 'no-connection');
      return opened;
    },
    identifyIfAny,
    async discard(headers) {
      const names = [connectionHeaders.connection, connectionHeaders.source, connectionHeaders.target];
      if (!names.some((name) => headers.has(name))) return [];
      const user = userOf(headers);
      const left = await Promise.all(
        Object.values(wanted(headers)).map((connection) => pool.discard(connection, user)),
      );
      return left.filter((sisense) => sisense !== undefined);
    },
  };
}

function refuseSameDeployment(opened: LiveConnection[]): void {
  const deployments = new Set(opened.map(({ identity }) => identity.deployment));
  if (deployments.size < opened.length) {
    throw new Refusal('Source and target are the same deployment: connect two different ones.', 'invalid');
  }
}

import { createHash } from 'node:crypto';
import type { LiveConnection } from '@fes-assistant/operations';
import type { Connection, Side } from '@fes-assistant/protocol';
import { type AdmittedOrigin, type OriginPolicy, OriginRefused, type SecretRegistry } from '@fes-assistant/runtime';
import type { Sisense } from '@fes-assistant/sisense';
import { Refusal } from '@fes-assistant/tools';

const maxClients = 500;

/** Makes a client for a deployment that the policy admitted. */
export type ConnectSisense = (connection: Connection, admitted: AdmittedOrigin) => Sisense;

export interface ConnectionPoolOptions {
  policy: OriginPolicy;
  connect: ConnectSisense;
  now: () => number;
  /** How long a client is kept without being asked for. */
  idleMs: number;
  /** Keeps tokens out of logs while they are in use. */
  secrets: Pick<SecretRegistry, 'add'>;
}

/** A client that is open, with the deployment it is bound to. */
export interface OpenConnection {
  /** Origin with the tenant path. */
  deployment: string;
  sisense: Sisense;
  /** Who is logged in; asked once for each client. */
  identify(side: Side): Promise<LiveConnection>;
}

/** Clients of Sisense, one for each deployment and token, shared by requests and closed when idle. Tokens stay in memory. */
export interface ConnectionPool {
  open(connection: Connection): Promise<OpenConnection>;
  /** Keeps the clients of an operation open until `release`. */
  hold(sisense: Sisense[], by: string): void;
  release(by: string): void;
  sweep(): Promise<void>;
  close(): Promise<void>;
}

interface Client {
  deployment: string;
  sisense: Sisense;
  user: Promise<{ id: string; name: string }> | undefined;
  lastUsed: number;
  forgetToken: () => void;
  holders: Set<string>;
}

export function createConnectionPool(options: ConnectionPoolOptions): ConnectionPool {
  const clients = new Map<string, Promise<Client>>();

  const connect = async (connection: Connection): Promise<Client> => {
    const admitted = await admit(options.policy, connection.origin);
    const sisense = options.connect({ ...connection, origin: admitted.deployment.origin }, admitted);
    return {
      deployment: admitted.deployment.origin,
      sisense,
      user: undefined,
      lastUsed: options.now(),
      forgetToken: options.secrets.add(connection.token),
      holders: new Set(),
    };
  };
  const settled = async () => {
    const found = await Promise.allSettled([...clients].map(async ([key, client]) => ({ key, client: await client })));
    return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  };
  const drop = async (key: string, client: Client) => {
    clients.delete(key);
    client.forgetToken();
    await client.sisense.close();
  };

  return {
    async open(connection) {
      const key = keyOf(connection);
      const known = clients.get(key);
      if (!known && clients.size >= maxClients) {
        throw new Refusal('Too many deployments are connected at once: try again later.', 'rate-limited');
      }
      const opening = known ?? connect(connection);
      if (!known) {
        clients.set(key, opening);
        opening.catch(() => clients.delete(key));
      }
      const client = await opening;
      client.lastUsed = options.now();
      return openConnection(client);
    },
    hold(sisense, by) {
      void settled().then((all) => {
        for (const { client } of all) if (sisense.includes(client.sisense)) client.holders.add(by);
      });
    },
    release(by) {
      void settled().then((all) => {
        for (const { client } of all) client.holders.delete(by);
      });
    },
    async sweep() {
      const idle = (await settled()).filter(
        ({ client }) => client.holders.size === 0 && options.now() - client.lastUsed > options.idleMs,
      );
      await Promise.all(idle.map(({ key, client }) => drop(key, client)));
    },
    async close() {
      await Promise.all((await settled()).map(({ key, client }) => drop(key, client)));
    },
  };
}

async function admit(policy: OriginPolicy, origin: string): Promise<AdmittedOrigin> {
  try {
    return await policy.admit(origin);
  } catch (error) {
    if (error instanceof OriginRefused) throw new Refusal(error.message);
    throw error;
  }
}

function openConnection(client: Client): OpenConnection {
  const { deployment, sisense } = client;
  return {
    deployment,
    sisense,
    async identify(side) {
      client.user ??= loggedInUser(sisense);
      client.user.catch(() => {
        client.user = undefined;
      });
      const { id, name } = await client.user;
      const fingerprint = createHash('sha256').update(`${deployment}\n${id}`).digest('hex');
      return { identity: { side, deployment, fingerprint, userId: id, userName: name }, sisense };
    },
  };
}

async function loggedInUser(sisense: Sisense): Promise<{ id: string; name: string }> {
  const me = await sisense.users.me();
  return { id: me._id, name: me.email ?? me.userName ?? me._id };
}

/** The token is part of the key only as a digest. */
function keyOf({ origin, token, verifyTls }: Connection): string {
  return createHash('sha256')
    .update(JSON.stringify([origin, token, verifyTls]))
    .digest('hex');
}

import { createHash } from 'node:crypto';
import type { LiveConnection } from '@fes-assistant/operations';
import type { Connection, Side } from '@fes-assistant/protocol';
import { type AdmittedOrigin, type OriginPolicy, OriginRefused, type SecretRegistry } from '@fes-assistant/runtime';
import type { Sisense } from '@fes-assistant/sisense';
import { Refusal } from '@fes-assistant/tools';

const maxClients = 500;

/** Makes a client for a deployment that the policy admitted. */
export type ConnectSisense = (connection: Connection, admitted: AdmittedOrigin) => Sisense;

interface ConnectionPoolOptions {
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
  /** `user` is who asks: the client stays until all who asked have left it, or nobody asks any more. */
  open(connection: Connection, user: string): Promise<OpenConnection>;
  /** Keeps the clients of an operation open until `release`. */
  hold(sisense: Sisense[], by: string): void;
  release(by: string): void;
  /**
   * One user leaves a connection. With the last of them its client is closed and its token forgotten: at once, or when the
   * last operation that holds it has let go. Answers with the client, if this user had one.
   */
  discard(connection: Connection, user: string): Promise<Sisense | undefined>;
  sweep(): Promise<void>;
  close(): Promise<void>;
}

interface Client {
  deployment: string;
  sisense: Sisense;
  user: Promise<{ id: string; name: string }> | undefined;
  lastUsed: number;
  forgetToken: () => void;
  users: Set<string>;
  holders: Set<string>;
  /** Nobody may open it any more: it is dropped with its last holder. */
  leaving: boolean;
}

export function createConnectionPool(options: ConnectionPoolOptions): ConnectionPool {
  return new Clients(options);
}

class Clients implements ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #clients = new Map<string, Promise<Client>>();

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
  }

  async open(connection: Connection, user: string): Promise<OpenConnection> {
    const key = keyOf(connection);
    const client = await (this.#clients.get(key) ?? this.#connect(key, connection));
    client.lastUsed = this.#options.now();
    client.users.add(user);
    client.leaving = false;
    return openConnection(client);
  }

  hold(sisense: Sisense[], by: string): void {
    void this.#settled().then((all) => {
      for (const { client } of all) if (sisense.includes(client.sisense)) client.holders.add(by);
    });
  }

  release(by: string): void {
    void this.#settled().then((all) => {
      for (const { client } of all) client.holders.delete(by);
      return this.#dropLeaving();
    });
  }

  async discard({ origin, token, verifyTls }: Connection, user: string): Promise<Sisense | undefined> {
    const opening = this.#clients.get(keyOf({ origin, token, verifyTls }));
    const client = await opening?.catch(() => undefined);
    if (!client?.users.delete(user)) return undefined;
    client.leaving = client.users.size === 0;
    await this.#dropLeaving();
    return client.sisense;
  }

  async #dropLeaving(): Promise<void> {
    const left = (await this.#settled()).filter(({ client }) => client.leaving && client.holders.size === 0);
    await Promise.all(left.map((one) => this.#drop(one)));
  }

  async sweep(): Promise<void> {
    const { now, idleMs } = this.#options;
    const idle = (await this.#settled()).filter(
      ({ client }) => client.holders.size === 0 && now() - client.lastUsed > idleMs,
    );
    await Promise.all(idle.map((one) => this.#drop(one)));
  }

  async close(): Promise<void> {
    await Promise.all((await this.#settled()).map((one) => this.#drop(one)));
  }

  #connect(key: string, connection: Connection): Promise<Client> {
    if (this.#clients.size >= maxClients) {
      throw new Refusal('Too many deployments are connected at once: try again later.', 'rate-limited');
    }
    const opening = connect(connection, this.#options);
    this.#clients.set(key, opening);
    opening.catch(() => this.#clients.delete(key));
    return opening;
  }

  async #settled(): Promise<{ key: string; client: Client }[]> {
    const all = [...this.#clients].map(async ([key, client]) => ({ key, client: await client }));
    return (await Promise.allSettled(all)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  }

  async #drop({ key, client }: { key: string; client: Client }): Promise<void> {
    this.#clients.delete(key);
    client.forgetToken();
    await client.sisense.close();
  }
}

async function connect(connection: Connection, options: ConnectionPoolOptions): Promise<Client> {
  const admitted = await admit(options.policy, connection.origin);
  const sisense = options.connect({ ...connection, origin: admitted.deployment.origin }, admitted);
  return {
    deployment: admitted.deployment.origin,
    sisense,
    user: undefined,
    lastUsed: options.now(),
    forgetToken: options.secrets.add(connection.token),
    users: new Set(),
    holders: new Set(),
    leaving: false,
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

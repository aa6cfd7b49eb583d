import { Blox } from './blox/blox.ts';
import { Builds } from './builds/builds.ts';
import { Connections } from './connections/connections.ts';
import { Dashboards } from './dashboards/dashboards.ts';
import { Datamodels } from './datamodels/datamodels.ts';
import { Schema } from './datamodels/schema.ts';
import { Encryption } from './encryption/encryption.ts';
import { endpoints } from './endpoints.ts';
import { Folders } from './folders/folders.ts';
import { Groups } from './groups/groups.ts';
import type { CallsOptions } from './http/call-options.ts';
import { Calls } from './http/calls.ts';
import type { Deployment } from './http/origin.ts';
import { Metadata } from './metadata/metadata.ts';
import { Notebooks } from './notebooks/notebooks.ts';
import { Plugins } from './plugins/plugins.ts';
import { Queries } from './queries/queries.ts';
import { Roles } from './roles/roles.ts';
import { Security } from './security/security.ts';
import { Server } from './server/server.ts';
import { Shares } from './shares/shares.ts';
import { Tenants } from './tenants/tenants.ts';
import { Users } from './users/users.ts';
import { Widgets } from './widgets/widgets.ts';

/** Where a deployment is, as whom to ask it, and within which limits. */
export interface SisenseOptions extends CallsOptions {
  /** API token of the user as whom everything is done. */
  token: string;
}

/**
 * One deployment, as one user. Every method takes `{ signal }` last, gives what Sisense sent with all its fields, and
 * throws `SisenseError` when it could not.
 *
 * @example
 * const sisense = new Sisense({ origin: 'https://sisense.example.com', token });
 * const users = await sisense.users.list();
 * await sisense.close();
 */
export class Sisense {
  readonly deployment: Deployment;
  readonly users: Users;
  readonly groups: Groups;
  readonly roles: Roles;
  readonly dashboards: Dashboards;
  readonly datamodels: Datamodels;
  readonly blox: Blox;
  readonly builds: Builds;
  readonly connections: Connections;
  readonly encryption: Encryption;
  readonly folders: Folders;
  readonly metadata: Metadata;
  readonly notebooks: Notebooks;
  readonly plugins: Plugins;
  readonly queries: Queries;
  readonly schema: Schema;
  readonly security: Security;
  readonly shares: Shares;
  readonly tenants: Tenants;
  readonly widgets: Widgets;
  readonly server: Server;
  readonly #calls: Calls;

  /** @throws TypeError when the address or the token cannot be one */
  constructor(options: SisenseOptions) {
    this.#calls = new Calls(options);
    this.deployment = this.#calls.deployment;
    this.users = new Users(this.#calls);
    this.groups = new Groups(this.#calls);
    this.roles = new Roles(this.#calls);
    this.dashboards = new Dashboards(this.#calls);
    this.datamodels = new Datamodels(this.#calls);
    this.blox = new Blox(this.#calls);
    this.builds = new Builds(this.#calls);
    this.connections = new Connections(this.#calls);
    this.encryption = new Encryption(this.#calls);
    this.folders = new Folders(this.#calls);
    this.metadata = new Metadata(this.#calls);
    this.notebooks = new Notebooks(this.#calls);
    this.plugins = new Plugins(this.#calls);
    this.queries = new Queries(this.#calls);
    this.schema = new Schema(this.#calls);
    this.security = new Security(this.#calls);
    this.shares = new Shares(this.#calls);
    this.tenants = new Tenants(this.#calls);
    this.widgets = new Widgets(this.#calls);
    this.server = new Server(this.#calls);
  }

  /** Cancels what still runs and ends all connections. */
  close(): Promise<void> {
    return this.#calls.close();
  }
}

/**
 * Gets an API token for a user name and a password, which is tried once (rest-api §3; repeated failures lock the user).
 *
 * @throws SisenseError `unauthorized`
 */
export async function login(
  options: Omit<CallsOptions, 'token'> & { username: string; password: string },
): Promise<string> {
  const { username, password, ...rest } = options;
  const calls = new Calls(rest);
  try {
    const answer = await calls.call(endpoints['server.login'], { body: { username, password } });
    return answer.access_token;
  } finally {
    await calls.close();
  }
}

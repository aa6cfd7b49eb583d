import { Dashboards } from './dashboards/dashboards.ts';
import { Datamodels } from './datamodels/datamodels.ts';
import { endpoints } from './endpoints.ts';
import { Groups } from './groups/groups.ts';
import type { CallsOptions } from './http/call-options.ts';
import { Calls } from './http/calls.ts';
import type { Deployment } from './http/origin.ts';
import { Roles } from './roles/roles.ts';
import { Server } from './server/server.ts';
import { Users } from './users/users.ts';

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

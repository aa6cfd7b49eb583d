import { once } from 'node:events';
import type { Server } from 'node:http';
import { tokenOf } from './authentication/tokens.ts';
import { type Clock, createClock } from './clock.ts';
import type { Control } from './control.ts';
import { Faults } from './faults.ts';
import { createListener } from './http/listener.ts';
import { RequestLog } from './http/request-log.ts';
import { createIds } from './ids.ts';
import { firstOf } from './iterate.ts';
import { optionsFrom, type SimulatorOptions, type SisenseVersion } from './options.ts';
import { roleOf } from './roles/role-of.ts';
import { allWorlds } from './tenants/tenant-worlds.ts';
import { createEmptyWorld, type World } from './world.ts';
import { fillWorld, type WorldKind } from './worlds/fill-world.ts';

export type { WorldKind } from './worlds/fill-world.ts';

type DeploymentName = 'demo' | 'source' | 'target';

/** One Sisense, answering on a port. */
export interface SimulatedDeployment {
  readonly name: DeploymentName;
  /** `http://127.0.0.1:8003` */
  readonly origin: string;
  /** An API token of its first administrator. */
  readonly token: string;
  readonly users: {
    admin: SimulatedUser;
    /** By e-mail address or user name. */
    tokenOf(emailOrUserName: string): string;
  };
  /** Everything it knows, to look at and to change behind its back. */
  readonly world: World;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** May be changed while it runs. */
  readonly options: SimulatorOptions;
  readonly clock: Clock;
  /** From now on connections are refused, and open ones are cut. */
  unplug(): Promise<void>;
  /** Answers again, on the same port. */
  plug(): Promise<void>;
}

export interface SimulatedUser {
  id: string;
  userName: string;
  email: string;
  token: string;
}

interface DeploymentParts {
  name: DeploymentName;
  kind: WorldKind;
  seed: string;
  now: () => Date;
  latencyMs: number;
  host: string;
  options: Partial<SimulatorOptions>;
  version: SisenseVersion | undefined;
  tls: { key: string; cert: string } | undefined;
  control: Control | undefined;
}

export class Deployment implements SimulatedDeployment {
  readonly name: DeploymentName;
  readonly world: World;
  readonly requests = new RequestLog();
  readonly faults: Faults;
  readonly options: SimulatorOptions;
  readonly clock: Clock;
  readonly #parts: DeploymentParts;
  #running: { server: Server; stop: AbortController } | undefined;
  #port = 0;

  constructor(parts: DeploymentParts) {
    const { name, kind, seed, now } = parts;
    const ownSeed = `${seed} ${name}`;
    this.#parts = parts;
    this.name = name;
    this.clock = createClock(now);
    this.faults = new Faults(ownSeed);
    const { version, options } = parts;
    this.options = optionsFrom({ options, ...(version ? { version } : {}) });
    this.world = createEmptyWorld({ seed: ownSeed, ids: createIds(ownSeed), clock: this.clock });
    fillWorld(this.world, { kind, name, seed, options: this.options });
  }

  get origin(): string {
    const { host, tls } = this.#parts;
    return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${this.#port}`;
  }

  get token(): string {
    return this.users.admin.token;
  }

  get users(): SimulatedDeployment['users'] {
    return { admin: this.#administrator(), tokenOf: (name) => this.#tokenOf(name) };
  }

  #administrator(): SimulatedUser {
    const user = firstOf(this.world.users.values(), (one) => roleOf(this.world, one)?.name === 'super');
    if (user === undefined) throw new Error('The world has no administrator.');
    const { _id, userName, email } = user;
    return { id: _id, userName, email, token: tokenOf(this.world, _id) };
  }

  #tokenOf(name: string): string {
    const wanted = name.toLowerCase();
    for (const world of allWorlds(this.world)) {
      const user = firstOf(world.users.values(), (one) =>
        [one.userName, one.email].some((known) => known.toLowerCase() === wanted),
      );
      if (user !== undefined) return tokenOf(world, user._id);
    }
    throw new Error(`Nobody is called ${name}.`);
  }

  async listen(port: number): Promise<void> {
    const { world, options, faults, requests } = this;
    const control = this.#parts.control?.answererFor(this);
    const { latencyMs, host, tls } = this.#parts;
    const more = { ...(control ? { control } : {}), ...(tls ? { tls } : {}) };
    const running = createListener({ world, options, faults, requests, latencyMs, ...more });
    const failed = once(running.server, 'error').then(([error]) => Promise.reject(error));
    running.server.listen(port, host);
    await Promise.race([once(running.server, 'listening'), failed]);
    failed.catch(() => undefined);
    const address = running.server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
    this.#running = running;
  }

  async unplug(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    running.stop.abort();
    const closed = once(running.server, 'close');
    running.server.close();
    running.server.closeAllConnections();
    await closed;
  }

  async plug(): Promise<void> {
    if (this.#running === undefined) await this.listen(this.#port);
  }

  close(): Promise<void> {
    return this.unplug();
  }
}

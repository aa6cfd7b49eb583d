import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { isRecord } from '../http/server-reason.ts';
import { type CallOptions, unlessMissing } from '../lookup.ts';

/** What a deployment says about itself. */
export interface ServerStatus {
  /** `L2026.1.0.10`, `''` when it does not say. */
  version: string;
  isLicenseExpired: boolean | undefined;
}

/** What a deployment is and how it is set up (rest-api §10, §11). */
export class Server {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Version and licence state, whether `version` comes as text or as an object (rest-api §1.5, §10). */
  async status({ signal }: CallOptions = {}): Promise<ServerStatus> {
    const { version, license } = await this.#calls.call(endpoints['server.status'], { signal });
    const text = typeof version === 'string' ? version : version?.version;
    return { version: text ?? '', isLicenseExpired: license?.isExpired ?? undefined };
  }

  /** `linux` or `windows`, as `/api/globals` says; `undefined` when it does not (rest-api §11). */
  async platform({ signal }: CallOptions = {}): Promise<'linux' | 'windows' | undefined> {
    const { props, version } = await this.#calls.call(endpoints['server.globals'], { signal });
    const os = props?.os?.toLowerCase() ?? '';
    if (os.startsWith('win') || /^W\d/.test(version ?? '')) return 'windows';
    return os === 'linux' || /^L\d/.test(version ?? '') ? 'linux' : undefined;
  }

  /** Whether it answers at all; no token is needed for that. */
  async isUp({ signal }: CallOptions = {}): Promise<boolean> {
    await this.#calls.call(endpoints['server.health'], { signal });
    return true;
  }

  /** Whether the token of this connection is accepted, and where people sign in (rest-api §3). */
  isAuthenticated({ signal }: CallOptions = {}) {
    return this.#calls.call(endpoints['server.isAuthenticated'], { signal });
  }

  /** The user's own API token: a secret (rest-api §3). */
  async ownToken({ signal }: CallOptions = {}): Promise<string | undefined> {
    const answer: unknown = await this.#calls.call(endpoints['server.ownToken'], { signal });
    const token = isRecord(answer) ? (answer['token'] ?? answer['access_token']) : answer;
    return typeof token === 'string' ? token : undefined;
  }

  /** Ends the session of the token. */
  async logout({ signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['server.logout'], { signal });
  }

  /** Settings of the system: `customCode.enabled`, `dashboardCoAuthoring` and more (rest-api §10). */
  settings({ signal }: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#calls.call(endpoints['server.systemSettings'], { signal });
  }

  /** The Git projects of the deployment; `undefined` where it has no such thing (rest-api §7.7). */
  gitProjects({ signal }: CallOptions = {}): Promise<unknown> {
    return unlessMissing(this.#calls.call(endpoints['server.projects'], { signal }));
  }

  /** What the licence allows, as Sisense says it; for administrators (rest-api §10). */
  licenseInfo({ signal }: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#calls.call(endpoints['server.licenseInfo'], { signal });
  }
}

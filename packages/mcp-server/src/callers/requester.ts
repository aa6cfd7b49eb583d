import { connectionHeaders } from '@fes-assistant/protocol';
import { isSameSecret } from '@fes-assistant/runtime';
import { type AccessTokens, TokenRefused } from './access-tokens.ts';
import { allScopes, type Scope } from './scopes.ts';

/** On whose behalf a request runs, and how that was established. */
export interface Requester {
  principal: string;
  /** `backend` presented the shared token; `loopback` came without credentials to a server that listens on loopback. */
  via: 'backend' | 'loopback' | 'oauth';
  /** What the caller may do; everything, unless its token says less. */
  scopes: readonly Scope[];
}

export interface IdentifyOptions {
  /** `FES_MCP_TOKEN`. */
  mcpToken: string;
  /** Whether a request without credentials is the person at this machine: only on a loopback bind. */
  trustLoopback: boolean;
  /** Where callers may come with tokens of an authorization server. */
  accessTokens?: AccessTokens;
}

/** The person at this machine: whoever reaches a loopback port without credentials. */
export const localPrincipal = 'local';

/** Why a request was not accepted; answered as 401. */
export class NotAuthenticated extends Error {
  override readonly name = 'NotAuthenticated';
  /** Whether the request carried a token, which was then not accepted. */
  readonly badToken: boolean;
  constructor(message: string, { badToken = false } = {}) {
    super(message);
    this.badToken = badToken;
  }
}

/**
 * Establishes on whose behalf a request runs.
 *
 * @throws {NotAuthenticated} with a sentence that repeats nothing of the credentials.
 * @throws {KeysUnavailable} when a token cannot be judged now.
 */
export async function identifyRequester(headers: Headers, options: IdentifyOptions): Promise<Requester> {
  const authorization = headers.get('authorization');
  const named = headers.get(connectionHeaders.principal);
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token !== undefined && isSameSecret(token, options.mcpToken)) {
      const principal = named === null ? localPrincipal : checkedName(named);
      return { principal, via: 'backend', scopes: allScopes };
    }
    if (token === undefined || !options.accessTokens) {
      throw new NotAuthenticated('The bearer token is not accepted. Send the token in FES_MCP_TOKEN.', {
        badToken: true,
      });
    }
    refuseName(named);
    return holderOf(token, options.accessTokens);
  }
  refuseName(named);
  if (options.trustLoopback) return { principal: localPrincipal, via: 'loopback', scopes: allScopes };
  throw new NotAuthenticated('Send a bearer token: this server answers nobody without one.');
}

async function holderOf(token: string, accessTokens: AccessTokens): Promise<Requester> {
  try {
    return { ...(await accessTokens.verify(token)), via: 'oauth' };
  } catch (error) {
    if (error instanceof TokenRefused) throw new NotAuthenticated(error.message, { badToken: true });
    throw error;
  }
}

function refuseName(named: string | null): void {
  if (named === null) return;
  throw new NotAuthenticated(`Only a caller with the token in FES_MCP_TOKEN may send ${connectionHeaders.principal}.`);
}

function checkedName(name: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(name)) return name;
  throw new NotAuthenticated(`${connectionHeaders.principal} must be 1 to 200 visible ASCII characters.`);
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { connectionHeaders } from '@fes-assistant/protocol';

/** On whose behalf a request runs, and how that was established. */
export interface Requester {
  principal: string;
  /** `backend` presented the shared token; `loopback` came without credentials to a server that listens on loopback. */
  via: 'backend' | 'loopback' | 'stdio';
}

export interface IdentifyOptions {
  /** `FES_MCP_TOKEN`. */
  mcpToken: string;
  /** Whether a request without credentials is the person at this machine: only on a loopback bind. */
  trustLoopback: boolean;
}

/** The person at this machine: whoever reaches a loopback port without credentials. */
export const localPrincipal = 'local';

/** Why a request was not accepted; answered as 401. */
export class NotAuthenticated extends Error {
  override readonly name = 'NotAuthenticated';
}

/**
 * Establishes on whose behalf a request runs.
 *
 * @throws {NotAuthenticated} with a sentence that repeats nothing of the credentials.
 */
export function identifyRequester(headers: Headers, options: IdentifyOptions): Requester {
  const authorization = headers.get('authorization');
  const named = headers.get(connectionHeaders.principal);
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined || !sameSecret(token, options.mcpToken)) {
      throw new NotAuthenticated('The bearer token is not accepted. Send the token in FES_MCP_TOKEN.');
    }
    return { principal: named === null ? localPrincipal : checkedName(named), via: 'backend' };
  }
  if (named !== null) {
    throw new NotAuthenticated(
      `Only a caller with the token in FES_MCP_TOKEN may send ${connectionHeaders.principal}.`,
    );
  }
  if (options.trustLoopback) return { principal: localPrincipal, via: 'loopback' };
  throw new NotAuthenticated('Send a bearer token: this server answers nobody without one.');
}

/** Compares in a time that says nothing about where two secrets differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function checkedName(name: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(name)) return name;
  throw new NotAuthenticated(`${connectionHeaders.principal} must be 1 to 200 visible ASCII characters.`);
}

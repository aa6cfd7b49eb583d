import { createHmac } from 'node:crypto';
import { digestOf } from '../random.ts';
import type { User, World } from '../world.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A user's API token: a JWT without an end, the same for the same seed until all tokens are thrown away. */
export function tokenOf(world: World, userId: string): string {
  const generation = world.credentials.get(userId)?.generation ?? 0;
  const apiSecret = digestOf(world.seed, 'api secret', userId, generation).slice(0, 32);
  const parts = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ user: userId, apiSecret, iat: 1750000000 })}`;
  return `${parts}.${createHmac('sha256', digestOf(world.seed, 'signing key')).update(parts).digest('base64url')}`;
}

/** Whose token it is; nobody's when it is wrong, thrown away, or its user gone or switched off. */
export function userOfToken(world: World, token: string): User | undefined {
  const id = claimedUser(token);
  const user = id === undefined ? undefined : world.users.get(id);
  return user?.active === true && tokenOf(world, user._id) === token ? user : undefined;
}

function claimedUser(token: string): string | undefined {
  const [, payload] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'user' in claims && typeof claims.user === 'string'
      ? claims.user
      : undefined;
  } catch {
    return undefined;
  }
}

export function bearerOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? /^Bearer\s+(\S+)$/i.exec(header)?.[1] : undefined;
}

/** What the pages of Sisense are logged in by. */
export const sessionCookie = (token: string): string => `.prism=${token}; Path=/; HttpOnly`;
export const noSessionCookie = '.prism=; Path=/; HttpOnly; Expires=Thu, 01 Jan 1970 00:00:00 GMT';

/** The token that a request brings: as a bearer, else in the cookie of a session. */
export function tokenIn(headers: Record<string, string | string[] | undefined>): string | undefined {
  return (
    bearerOf(headers.authorization) ?? /(?:^|;\s*)\.prism(?:_shared)?=([^;\s]+)/.exec(String(headers.cookie ?? ''))?.[1]
  );
}

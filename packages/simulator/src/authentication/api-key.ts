import { createHmac, timingSafeEqual } from 'node:crypto';
import { firstOf } from '../iterate.ts';
import { isObject } from '../json.ts';
import type { User, World } from '../world.ts';

/** Windows, v0.9: `X-Api-Key` holds who asks and their password, signed with the key of the server once it has one. */
export function userOfApiKey(world: World, header: string | string[] | undefined): User | undefined {
  const { apiKey } = world.settings.get('api') ?? {};
  const [head = '', payload = '', signature = ''] = String(header ?? '').split('.');
  if (typeof apiKey !== 'string' || !isSigned({ text: `${head}.${payload}`, signature, apiKey })) return undefined;
  const claims = claimsIn(payload);
  const user = firstOf(world.users.values(), ({ email }) => email.toLowerCase() === String(claims.email).toLowerCase());
  const isRight = user?.active === true && world.credentials.get(user._id)?.password === claims.password;
  return isRight ? user : undefined;
}

function isSigned({ text, signature, apiKey }: { text: string; signature: string; apiKey: string }): boolean {
  const wanted = createHmac('sha256', apiKey).update(text).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function claimsIn(payload: string): { email?: unknown; password?: unknown } {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

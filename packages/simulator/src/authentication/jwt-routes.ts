import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { Call, RouteAnswerer, Routes } from '../call.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { refuse, refuseRoute } from '../refuse.ts';
import { findByLogin } from './routes.ts';
import { sessionCookie, tokenOf } from './tokens.ts';

const invalid = () => refuse({ status: 401, code: 5002, message: 'Invalid token.' });

/** What a signed text says: HS256 with the secret that both sides know. */
function claimsOf(jwt: string, secret: string): JsonObject {
  const [head = '', payload = '', signature = ''] = jwt.split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid();
  try {
    return objectOf(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    throw invalid();
  }
}

/** A token is good for one login: its `jti` is remembered. */
function useOnce({ world }: Call, jti: unknown): void {
  const used = objectOf(world.settings.get('used logins'));
  const key = String(jti ?? '');
  if (key === '' || key in used) throw invalid();
  world.settings.set('used logins', { ...used, [key]: true });
}

/** Where single sign-on by JWT is set up: whoever `sub` names gets a session and is sent on. */
const login: RouteAnswerer = (call): Answer => {
  const { enabled, ssoType, sharedSecret } = objectOf(call.world.settings.get('sso'));
  const secret = textOf(sharedSecret) ?? '';
  if (enabled !== true || (ssoType ?? 'jwt') !== 'jwt' || secret === '') throw refuseRoute(call.method, call.path);
  const { sub, jti } = claimsOf(call.query.get('jwt') ?? '', secret);
  const user = findByLogin(call.world, textOf(sub) ?? '');
  if (user?.active !== true) throw invalid();
  useOnce(call, jti);
  user.lastLogin = call.world.clock.stamp();
  const asked = call.query.get('return_to') ?? '';
  const location = /^\/(?!\/)/.test(asked) ? asked : '/';
  return { status: 302, headers: { location, 'set-cookie': sessionCookie(tokenOf(call.world, user._id)) } };
};

export const jwtRoutes = {
  'GET /jwt': { answer: login, needs: 'nothing' },
} satisfies Routes;

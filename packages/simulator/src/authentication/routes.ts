import { noContent, ok, plainOk } from '../answer.ts';
import { type Call, isYes, type RouteAnswerer, type Routes } from '../call.ts';
import { firstOf } from '../iterate.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { refuse, refuseAccess } from '../refuse.ts';
import { isAdmin } from '../roles/base-roles.ts';
import { baseRoleOf, roleOf } from '../roles/role-of.ts';
import type { User, World } from '../world.ts';
import { noSessionCookie, sessionCookie, tokenIn, tokenOf, userOfToken } from './tokens.ts';

const lockoutAfter = 5;

const login: RouteAnswerer = (call) => {
  const { username, password } = credentialsIn(call);
  const user = findByLogin(call.world, textOf(username) ?? '');
  const credential = user && call.world.credentials.get(user._id);
  const wrong = refuse({ status: 401, code: 5001, message: 'Invalid credentials.' });
  if (user === undefined || credential === undefined || !user.active) throw wrong;
  if (isLockedOut(call.world, user) || credential.password !== password) {
    credential.failedLogins += 1;
    throw wrong;
  }
  credential.failedLogins = 0;
  user.lastLogin = call.world.clock.stamp();
  const who = { userId: user._id, tenantId: user.tenantId, roleName: roleOf(call.world, user)?.name };
  const token = tokenOf(call.world, user._id);
  const answer = ok({
    success: true,
    message: '',
    access_token: token,
    profile: { firstName: user.firstName, email: user.email },
    ...(call.options.loginTells === 'token' ? {} : who),
  });
  return { ...answer, headers: { 'set-cookie': sessionCookie(token) } };
};

/** A form or JSON; also JSON that is called a form, as two public clients send it. */
function credentialsIn({ body, bytes }: Call): JsonObject {
  const given = objectOf(body);
  return given.username === undefined ? objectOf(jsonIn(bytes)) : given;
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

export function findByLogin(world: World, name: string): User | undefined {
  const wanted = name.toLowerCase();
  return firstOf(
    world.users.values(),
    (user) => user.userName.toLowerCase() === wanted || user.email.toLowerCase() === wanted,
  );
}

function isLockedOut(world: World, user: User): boolean {
  const lockout = world.settings.get('login_lockout');
  return lockout?.enabled === true && (world.credentials.get(user._id)?.failedLogins ?? 0) >= lockoutAfter;
}

function throwTokensAway(world: World, userIds: Iterable<string>): void {
  for (const id of userIds) {
    const credential = world.credentials.get(id);
    if (credential !== undefined) credential.generation += 1;
  }
}

const logoutSome: RouteAnswerer = (call) => {
  throwTokensAway(call.world, (call.query.get('users') ?? '').split(','));
  return noContent();
};

const isAuthenticated: RouteAnswerer = (call) => {
  const token = tokenIn(call.headers);
  return ok({
    isAuthenticated: token !== undefined && userOfToken(call.world, token) !== undefined,
    ssoEnabled: false,
  });
};

const lockoutStatus: RouteAnswerer = (call) => {
  const user = call.world.users.get(call.params.userId ?? '');
  return ok({ blocked: user !== undefined && isLockedOut(call.world, user), blockedUntil: null });
};

const removeLockout: RouteAnswerer = (call) => {
  const credential = call.world.credentials.get(call.params.userId ?? '');
  if (credential !== undefined) credential.failedLogins = 0;
  return noContent();
};

/** The session of a token is the token: leaving takes the cookie away and changes nothing that a token could notice. */
const leave: RouteAnswerer = () => ({ ...plainOk(), headers: { 'set-cookie': noSessionCookie } });

export const loggedIn = (call: Call) => ({
  ...call.user,
  roleName: roleOf(call.world, call.user)?.name,
  baseRoleName: baseRoleOf(call.world, call.user),
  isSystemTenantAdmin: call.role === 'super',
  tenant: call.world.tenants.find(({ _id }) => _id === call.user.tenantId),
});

export const authenticationRoutes = {
  'POST /api/v1/authentication/login': { answer: login, needs: 'nothing' },
  'GET /api/v1/authentication/tokens/api': { answer: (call) => ok({ token: tokenOf(call.world, call.user._id) }) },
  'GET /api/v1/authentication/logout': { answer: leave },
  'GET /api/v1/authentication/logout_all': {
    answer: (call) => {
      throwTokensAway(call.world, [call.user._id]);
      return noContent();
    },
  },
  'POST /api/v1/authentication/admin/logout_all_users': {
    needs: 'admin',
    answer: (call) => {
      throwTokensAway(call.world, call.world.users.keys());
      return noContent();
    },
  },
  'GET /api/v1/authentication/admin/logout': { answer: logoutSome, needs: 'admin', query: ['users'] },
  'DELETE /api/v1/authentication/admin/tokens/{tokenType}': { answer: logoutSome, needs: 'admin', query: ['users'] },
  'GET /api/auth/isauth': { answer: isAuthenticated, needs: 'nothing' },
  'GET /api/auth/logout': { answer: leave },
  'GET /api/users/loggedin': { answer: (call) => ok(loggedIn(call)) },
  'GET /api/v1/users/loggedin': { answer: (call) => ok(loggedIn(call)) },
  'GET /api/v1/account/lockout_status/{userId}': { answer: lockoutStatus, needs: 'admin' },
  'POST /api/v1/account/remove_lockout/{userId}': { answer: removeLockout, needs: 'admin' },
} satisfies Routes;

/** Whether an administrator asks as one; nobody else may say so. */
export function isAdminAccess({ query, role }: Call): boolean {
  if (!isYes(query.get('adminAccess') ?? 'false')) return false;
  if (!isAdmin(role)) throw refuseAccess();
  return true;
}

import { type Answer, Refusal } from '../answer.ts';
import { userOfApiKey } from '../authentication/api-key.ts';
import { tokenIn, userOfToken } from '../authentication/tokens.ts';
import { settleBuilds } from '../builds/build-state.ts';
import { startScheduledBuilds } from '../builds/scheduled-builds.ts';
import type { Call, Need, Route } from '../call.ts';
import type { SimulatorOptions } from '../options.ts';
import { refuse, refuseAccess, refuseInvalid, refuseRoute } from '../refuse.ts';
import { type BaseRole, rankOf } from '../roles/base-roles.ts';
import { baseRoleOf } from '../roles/role-of.ts';
import type { User, World } from '../world.ts';
import { parsedBody } from './read-body.ts';
import type { FoundRoute } from './router.ts';
import { shapedRefusal } from './shape-refusal.ts';

interface IncomingCall {
  world: World;
  options: SimulatorOptions;
  found: FoundRoute | undefined;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
}

const rankNeeded: Record<Exclude<Need, 'nothing'>, number> = {
  login: 0,
  designer: 1,
  'data-designer': 2,
  'data-admin': 3,
  admin: 4,
};

/** Sisense's order: is there such a route, who asks, may they, is the question well put. */
export async function answerRequest(incoming: IncomingCall): Promise<{ answer: Answer; user: User | undefined }> {
  let user: User | undefined;
  startScheduledBuilds(incoming.world, incoming.options);
  settleBuilds(incoming.world, incoming.options);
  try {
    const { route, params } = existing(incoming);
    user = callerOf(incoming);
    if (user === undefined && route.needs !== 'nothing')
      throw refuse({ status: 401, code: 5002, message: 'Invalid token.' });
    const asking = user ?? nobody;
    const role = user === undefined ? 'consumer' : baseRoleOf(incoming.world, user);
    checkRights(route, role);
    if (incoming.options.strictQueries) checkQuery(route, incoming.query);
    const { world, options, method, path, query, headers, bytes } = incoming;
    const body = parsedBody(bytes, headers['content-type']?.toString());
    const call: Call = { world, options, user: asking, role, method, path, params, query, headers, body, bytes };
    return { answer: await route.answer(call), user };
  } catch (error) {
    if (error instanceof Refusal) return { answer: shapedRefusal(error.answer, incoming.options), user };
    throw error;
  }
}

function existing({ found, options, method, path }: IncomingCall): FoundRoute {
  if (found === undefined || (found.route.on !== undefined && found.route.on !== options.os))
    throw refuseRoute(method, path);
  return found;
}

function callerOf({ world, options, headers }: IncomingCall): User | undefined {
  const token = tokenIn(headers);
  if (token !== undefined) return userOfToken(world, token);
  return options.os === 'windows' ? userOfApiKey(world, headers['x-api-key']) : undefined;
}

function checkRights(route: Route, role: BaseRole): void {
  const needs = route.needs ?? 'login';
  if (needs !== 'nothing' && rankOf(role) < rankNeeded[needs]) throw refuseAccess();
}

function checkQuery({ query: known }: Route, query: URLSearchParams): void {
  if (known === undefined) return;
  const unknown = [...query.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw refuseInvalid(...unknown.map((name) => `Unknown query parameter: ${name}`));
}

/** Stands in where a route asks for no login; has no rights and is in no list. */
const nobody: User = {
  _id: '',
  userName: '',
  email: '',
  active: false,
  roleId: '',
  groups: [],
  tenantId: '',
};

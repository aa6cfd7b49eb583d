import { timingSafeEqual } from 'node:crypto';
import { type Answer, noContent, ok } from './answer.ts';
import type { SimulatedDeployment } from './deployment.ts';
import { type Fault, faultKinds } from './faults.ts';
import type { ListenerParts } from './http/listener.ts';
import { isObject, objectOf } from './json.ts';
import { digestOf } from './random.ts';
import { routeOfEndpoint } from './route-of-endpoint.ts';
import { servedRoutes } from './routes.ts';

type ControlAnswerer = NonNullable<ListenerParts['control']>;

/** `/__simulator/…`: what tests in another process may do to a deployment. */
export interface Control {
  token: string;
  answererFor(deployment: SimulatedDeployment): ControlAnswerer;
}

const prefix = '/__simulator/';

export function createControl(seed: string): Control {
  const token = digestOf(seed, 'control').slice(0, 40);
  return { token, answererFor: (deployment) => (request) => answer(deployment, { ...request, token }) };
}

type ControlRequest = Parameters<ControlAnswerer>[0] & { token: string };

function answer(deployment: SimulatedDeployment, request: ControlRequest): Answer | undefined {
  if (!request.path.startsWith(prefix)) return undefined;
  if (!isAllowed(request)) return { status: 401, json: { message: 'The control token is missing or wrong.' } };
  const perform = actions[`${request.method} ${request.path.slice(prefix.length)}`];
  if (perform === undefined) return { status: 404, json: { message: 'There is no such control.' } };
  try {
    const body: unknown = request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8'));
    return perform(deployment, body);
  } catch (error) {
    return { status: 400, json: { message: error instanceof Error ? error.message : 'The body is not understood.' } };
  }
}

function isAllowed({ headers, token }: ControlRequest): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const actions: Record<string, (deployment: SimulatedDeployment, body: unknown) => Answer> = {
  'GET faults': ({ faults }) => ok(faults.list()),
  'POST faults': ({ faults }, body) => {
    faults.add(faultFrom(body));
    return { status: 201, json: faults.list() };
  },
  'DELETE faults': ({ faults }) => {
    faults.clear();
    return noContent();
  },
  'GET requests': ({ requests }) => {
    const { entries, peakConcurrency, forgotten } = requests;
    return ok({ entries, peakConcurrency, forgotten, bytes: requests.bytes() });
  },
  'DELETE requests': ({ requests }) => {
    requests.clear();
    return noContent();
  },
  'GET options': ({ options }) => ok(options),
  'PATCH options': ({ options }, body) => ok(Object.assign(options, knownOptions(options, body))),
  'POST clock': ({ clock }, body) => {
    const milliseconds = objectOf(body).advanceMs;
    if (typeof milliseconds !== 'number') throw new Error('advanceMs must be a number.');
    clock.advance(milliseconds);
    return ok({ now: clock.stamp() });
  },
};

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && value >= 0;

/** What each field of a fault may be: one that is mistyped would hit every request. */
const faultFields: Record<Exclude<keyof Fault, 'kind'>, (value: unknown) => boolean> = {
  endpoint: (value) => typeof value === 'string' && (value in routeOfEndpoint || value in servedRoutes),
  method: isText,
  path: isText,
  nth: (value) => [value].flat().every((one) => isCount(one) && one !== 0),
  probability: (value) => isNumber(value) && Number(value) <= 1,
  times: isCount,
  status: (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
  retryAfter: isText,
  body: () => true,
  delayMs: isNumber,
  size: isCount,
  location: isText,
  afterEffect: (value) => typeof value === 'boolean',
};

function faultFrom(body: unknown): Fault {
  const { kind: wanted, ...rest } = objectOf(body);
  const kind = faultKinds.find((one) => one === wanted);
  if (kind === undefined) throw new Error(`kind must be one of ${faultKinds.join(', ')}.`);
  const checks = new Map<string, (value: unknown) => boolean>(Object.entries(faultFields));
  for (const [name, value] of Object.entries(rest))
    if (checks.get(name)?.(value) !== true) throw new Error(`${name} of a fault cannot be ${JSON.stringify(value)}.`);
  return { ...rest, kind };
}

function knownOptions(options: object, body: unknown): object {
  const unknown = Object.keys(objectOf(body)).filter((key) => !(key in options));
  if (!isObject(body) || unknown.length > 0) throw new Error(`Unknown options: ${unknown.join(', ')}.`);
  const known = new Map<string, unknown>(Object.entries(options));
  const wrong = Object.entries(body).filter(([key, value]) => typeof value !== typeof known.get(key));
  if (wrong.length > 0) throw new Error(`Not of the type they have: ${wrong.map(([key]) => key).join(', ')}.`);
  return body;
}

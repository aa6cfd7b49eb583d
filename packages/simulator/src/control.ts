import { timingSafeEqual } from 'node:crypto';
import { type Answer, noContent, ok } from './answer.ts';
import type { SimulatedDeployment } from './deployment.ts';
import { type Fault, faultKinds } from './faults.ts';
import type { ListenerParts } from './http/listener.ts';
import { isObject, objectOf } from './json.ts';
import { digestOf } from './random.ts';

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

function faultFrom(body: unknown): Fault {
  const kind = faultKinds.find((one) => one === objectOf(body).kind);
  if (kind === undefined) throw new Error(`kind must be one of ${faultKinds.join(', ')}.`);
  return { ...objectOf(body), kind };
}

function knownOptions(options: object, body: unknown): object {
  const unknown = Object.keys(objectOf(body)).filter((key) => !(key in options));
  if (!isObject(body) || unknown.length > 0) throw new Error(`Unknown options: ${unknown.join(', ')}.`);
  return body;
}

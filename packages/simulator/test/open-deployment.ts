import type { SimulatedDeployment, SimulatorOptions } from '../src/index.ts';
import { type StartSimulatorOptions, startSimulator } from '../src/index.ts';

interface Reply {
  status: number;
  text: string;
  json: unknown;
}

export interface OpenDeployment extends AsyncDisposable {
  deployment: SimulatedDeployment;
  others: SimulatedDeployment[];
  controlToken: string | undefined;
  /** As the administrator unless said. */
  call(
    method: string,
    path: string,
    more?: { body?: unknown; as?: string; headers?: Record<string, string> },
  ): Promise<Reply>;
  /** The same, for what must succeed. */
  read(path: string, more?: { as?: string }): Promise<unknown>;
}

/** The moment at which the worlds of tests stand. */
const testMoment = new Date('2026-11-24T09:00:00.000Z');

export async function openDeployment(
  asked: Partial<StartSimulatorOptions> & { options?: Partial<SimulatorOptions> } = {},
): Promise<OpenDeployment> {
  const simulator = await startSimulator({ world: 'demo', now: () => testMoment, ...asked });
  const [deployment, ...others] = simulator.deployments;
  if (deployment === undefined) throw new Error('Nothing was started.');
  const call: OpenDeployment['call'] = async (method, path, { body, as, headers } = {}) => {
    const token = as === undefined ? deployment.token : deployment.users.tokenOf(as);
    const response = await fetch(`${deployment.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text) };
  };
  return {
    deployment,
    others,
    controlToken: simulator.controlToken,
    call,
    read: async (path, more = {}) => {
      const { status, json, text } = await call('GET', path, more);
      if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text.slice(0, 200)}`);
      return json;
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A list of objects out of an answer; anything else fails the test. */
export function rows(answer: unknown): Record<string, unknown>[] {
  if (!Array.isArray(answer)) throw new Error(`Not a list: ${JSON.stringify(answer)?.slice(0, 200)}`);
  return answer;
}

export function row(answer: unknown): Record<string, unknown> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) throw new Error('Not an object.');
  return { ...answer };
}

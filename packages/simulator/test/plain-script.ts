import type { SimulatedDeployment } from '../src/index.ts';

interface Reply {
  status: number;
  text: string;
  /** Undefined where the body is not JSON. */
  json: unknown;
}

/** Calls as a plain script makes them: a bearer token and a JSON content type on everything, paths as they are put together by hand. */
export function plainScript(deployment: SimulatedDeployment, as?: string) {
  const token = as === undefined ? deployment.token : deployment.users.tokenOf(as);
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const call = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${deployment.origin}${path.replaceAll(' ', '%20')}`, { method, headers, ...sent });
    const text = await response.text();
    return { status: response.status, text, json: jsonIn(text) };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown) => call('POST', path, body),
    put: (path: string, body?: unknown) => call('PUT', path, body),
    patch: (path: string, body?: unknown) => call('PATCH', path, body),
    delete: (path: string) => call('DELETE', path),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

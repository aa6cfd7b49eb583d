import type { OpenDeployment } from './open-deployment.ts';

/** How a client that we did not write puts its requests. */
export interface Manner {
  /** Sent with every request, also with those that have no body. */
  headers?: Record<string, string>;
  /** Of the slashes that it writes between host and path. */
  slashes?: string;
}

interface Reply {
  status: number;
  text: string;
  json: unknown;
  type: string;
}

export interface ForeignClient {
  get(path: string): Promise<Reply>;
  delete(path: string, body?: unknown): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body?: unknown): Promise<Reply>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
}

/** `application/json` on every request, a bare `DELETE` too, as the Python implementation sends it. */
export const jsonAlways: Manner = { headers: { 'content-type': 'application/json', accept: '*/*' } };

export function foreignClient(open: OpenDeployment, manner: Manner = jsonAlways): ForeignClient {
  const send = async (
    method: string,
    path: string,
    more: { body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const { body, headers } = more;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${open.deployment.origin}${manner.slashes ?? ''}${path}`, {
      method,
      headers: { authorization: `Bearer ${open.deployment.token}`, ...json, ...manner.headers, ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, text: answer, json: jsonOf(answer), type };
  };
  return {
    get: (path) => send('GET', path),
    delete: (path, body) => send('DELETE', path, { body }),
    post: (path, body, headers = {}) => send('POST', path, { body, headers }),
    put: (path, body) => send('PUT', path, { body }),
    patch: (path, body, headers = {}) => send('PATCH', path, { body, headers }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Hono } from 'hono';
import type { RouteVariables } from '../src/routes/operation-routes.ts';

export interface Route {
  method: string;
  /** With parameters filled in. */
  path: string;
}

/** Every route that an app has, read from its router, so that a new one cannot be forgotten. */
export function routesOf(app: Hono<RouteVariables>): Route[] {
  const served = app.routes.filter(({ path }) => !path.includes('*'));
  const all = served.flatMap(({ method, path }) => {
    const methods = method === 'ALL' ? ['GET', 'POST', 'DELETE'] : [method];
    return methods.map((one) => `${one} ${path.replaceAll(/:\w+/g, 'x')}`);
  });
  return [...new Set(all)].map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path };
  });
}

export interface Sent extends Route {
  headers: Record<string, string>;
  body?: string;
}

/** How a request reaches the server under test. */
export type Deliver = (sent: Sent) => Promise<Response>;

/** Straight to the app. */
export function toApp(app: Hono<RouteVariables>): Deliver {
  return async ({ method, path, headers, body }) => {
    const init = { method, headers: { host: 'localhost:8002', ...headers }, ...(body === undefined ? {} : { body }) };
    return app.fetch(new Request(`http://localhost:8002${path}`, init), {});
  };
}

/** Over a socket. */
export function toUrl(url: string): Deliver {
  return ({ method, path, headers, body }) =>
    fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
}

import { deliver, type GuardedRequest } from '@fes-assistant/testing';
import type { createApp } from '../src/routes/app.ts';

/** How a request reaches the server under test. */
export type Deliver = (sent: GuardedRequest) => Promise<Response>;

/** Straight to the app. */
export function toApp(app: ReturnType<typeof createApp>): Deliver {
  return (sent) => deliver(app, { ...sent, headers: { host: 'localhost:8002', ...sent.headers } });
}

/** Over a socket. */
export function toUrl(url: string): Deliver {
  return ({ method, path, headers, body }) =>
    fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
}

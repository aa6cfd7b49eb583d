import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { isLoopbackHost } from './settings/is-loopback.ts';

type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;

export interface ListenOptions {
  /** 0 takes a free one. */
  port: number;
  host?: string;
  /** The setting that the port comes from, for the sentence when it is taken. */
  settingName: string;
  /** Limits for clients that send slowly or half a request. */
  timeouts?: { headersMs?: number; requestMs?: number };
}

export interface Listening {
  url: string;
  port: number;
  /** Stops accepting, lets answers under way finish for `graceMs` (2 s), then cuts what is left. */
  close(options?: { graceMs?: number }): Promise<void>;
}

/** One line: which port or address, and which setting to change. */
export class CannotListen extends Error {
  override readonly name: string = 'CannotListen';
}

export class PortTaken extends CannotListen {
  override readonly name = 'PortTaken';
  readonly port: number;
  constructor(port: number, settingName: string) {
    super(`Port ${port} is taken: set ${settingName} to another one.`);
    this.port = port;
  }
}

/**
 * Serves a hono app, or any fetch function, over HTTP/1.1.
 * @throws {PortTaken | CannotListen}
 */
export async function listen(app: Fetch | { fetch: Fetch }, options: ListenOptions): Promise<Listening> {
  const { port, host = '127.0.0.1', timeouts = {} } = options;
  const fetch = typeof app === 'function' ? app : app.fetch;
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, { env: env as HttpBindings, fetch }),
    serverOptions: {
      headersTimeout: timeouts.headersMs ?? 10_000,
      requestTimeout: timeouts.requestMs ?? 30_000,
      connectionsCheckingInterval: Math.min(1000, timeouts.headersMs ?? 1000),
      keepAliveTimeout: 65_000,
      maxHeaderSize: 64 * 1024,
    },
  }) as Server;
  await opened(server, { port, host, settingName: options.settingName });
  const taken = (server.address() as AddressInfo).port;
  return { url: urlOf(host, taken), port: taken, close: ({ graceMs = 2000 } = {}) => closed(server, graceMs) };
}

/** Two Host headers are two opinions about who is asked; which one a guard sees would be chance. */
function answer(request: Request, { env, fetch }: { env: HttpBindings; fetch: Fetch }): Response | Promise<Response> {
  const hosts = env.incoming.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  return hosts.length === 1
    ? fetch(request, env)
    : new Response(null, { status: 400, headers: { connection: 'close' } });
}

function opened(server: Server, { port, host, settingName }: { port: number; host: string; settingName: string }) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new PortTaken(port, settingName));
      else if (error.code === 'EACCES') {
        reject(new CannotListen(`Port ${port} needs more rights: set ${settingName} to one above 1023.`));
      } else reject(new CannotListen(`${host} is not an address of this machine: set FES_BIND to another one.`));
    });
    server.listen({ port, host }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function urlOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  if (everywhere || isLoopbackHost(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

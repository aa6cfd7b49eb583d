import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Refusal } from '../answer.ts';
import { type Fault, type Faults, hasEffect } from '../faults.ts';
import type { SimulatorOptions } from '../options.ts';
import { refuse, refuseRoute } from '../refuse.ts';
import { endpointsServedBy } from '../route-of-endpoint.ts';
import { findRoute, methodsOf } from '../routes.ts';
import { worldOfPath } from '../tenants/tenant-worlds.ts';
import type { World } from '../world.ts';
import { answerRequest } from './answer-request.ts';
import { deliverFault } from './deliver-fault.ts';
import { createRateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import type { FoundRoute } from './router.ts';
import { send, wireOf } from './wire.ts';

export interface ListenerParts {
  world: World;
  options: SimulatorOptions;
  faults: Faults;
  requests: RequestLog;
  latencyMs: number;
  tls?: { key: string; cert: string };
  /** Answers what is not Sisense's: the control routes. */
  control?: (request: {
    method: string;
    path: string;
    headers: IncomingMessage['headers'];
    body: Buffer;
  }) => Answer | undefined;
}

/** The HTTP server of one deployment; not listening yet. */
export function createListener(parts: ListenerParts): { server: Server; stop: AbortController } {
  const stop = new AbortController();
  const tooMany = createRateLimit(parts.options);
  let served = 0;
  const listen: RequestListener = (request, response) => {
    served += 1;
    const dueAt = performance.now() + parts.latencyMs;
    const { signal } = stop;
    exchange({ ...parts, request, response, tooMany, signal, requestId: `sim-${served}`, dueAt }).catch((error) => {
      if (signal.aborted || response.headersSent) response.destroy();
      else send(response, wireOf(refusalOf(error).answer, `sim-${served}`));
    });
  };
  const server = parts.tls === undefined ? createServer(listen) : createSecureServer(parts.tls, listen);
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  return { server, stop };
}

interface Exchange extends ListenerParts {
  request: IncomingMessage;
  response: ServerResponse;
  tooMany: (key: string) => Answer | undefined;
  signal: AbortSignal;
  requestId: string;
  /** By `performance.now()`: no answer goes out before. */
  dueAt: number;
}

async function exchange(parts: Exchange): Promise<void> {
  const { request, response, requests, control } = parts;
  const url = urlOf(request.url ?? '/');
  const method = request.method ?? 'GET';
  const { bytes, sent } = await readBody(request);
  const controlled = control?.({ method, path: url.pathname, headers: request.headers, body: bytes });
  if (controlled !== undefined) return send(response, wireOf(controlled, parts.requestId));
  const { world, path } = parts.options.multiTenant
    ? worldOfPath(parts.world, url.pathname)
    : { world: parts.world, path: url.pathname };
  if (method === 'OPTIONS') return send(response, wireOf(optionsOf(path), parts.requestId));
  // Express answers HEAD by the route of GET; node then leaves the body out.
  const found = findRoute(method === 'HEAD' ? 'GET' : method, path);
  const entry = { ...entryOf({ method, path, url, found, bytes }), bytesIn: sent };
  requests.begin(entry);
  const sentBefore = request.socket.bytesWritten;
  try {
    await settle(parts, { entry, found, world, path, url, bytes });
  } finally {
    entry.bytesOut = request.socket.bytesWritten - sentBefore;
    requests.end();
  }
}

/** Anything that is not a refusal is a fault of this server, and says which. */
function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : refuse({ status: 500, code: 500, message: String(error) });
}

/** As Express answers where a router has routes for the path. */
function optionsOf(path: string): Answer {
  const methods = methodsOf(path);
  if (methods.length === 0) return refuseRoute('OPTIONS', path).answer;
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(',');
  return { status: 200, text: allow, headers: { allow } };
}

interface Understood {
  entry: LoggedRequest;
  found: FoundRoute | undefined;
  path: string;
  url: URL;
  bytes: Buffer;
  /** The one of the tenant whose path it came under. */
  world: World;
}

async function settle(parts: Exchange, understood: Understood): Promise<void> {
  const { options, request, response, signal, requestId, dueAt } = parts;
  const { entry, found, world, path, url, bytes } = understood;
  if (parts.latencyMs > 0) await nextTurn();
  const fault = parts.faults.hit({ method: entry.method, path, route: found?.key, endpoints: entry.endpoints });
  entry.fault = fault?.kind;
  if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 1_000, undefined, { signal });
  const query = queryFor(url, fault);
  const limited = parts.tooMany(request.headers.authorization ?? '');
  let answer = limited;
  if (answer === undefined && hasEffect(fault)) {
    const { method } = entry;
    const done = await answerRequest({
      world,
      options,
      found,
      method,
      path,
      query,
      headers: request.headers,
      bytes,
    });
    answer = done.answer;
    entry.user = done.user?.userName;
  }
  if (fault?.kind === 'slow-headers') await sleep(fault.delayMs ?? 1_000, undefined, { signal });
  entry.status = answer?.status ?? 0;
  if (fault !== undefined) {
    await waitUntil(dueAt, signal);
    entry.status = await deliverFault({ response, fault, answer, requestId, signal });
  } else if (answer !== undefined) {
    const wire = wireOf(answer, requestId);
    await waitUntil(dueAt, signal);
    await send(response, wire);
  }
}

/** What the server itself needs is a part of how late its answer comes. */
async function waitUntil(dueAt: number, signal: AbortSignal): Promise<void> {
  const ms = dueAt - performance.now();
  if (ms > 0) await sleep(ms, undefined, { signal });
}

/** Slashes in a row are one, as the gateway in front of a Sisense merges them. */
function urlOf(target: string): URL {
  const [path = '', ...query] = target.split('?');
  const merged = path.startsWith('/') ? path.replaceAll(/\/{2,}/g, '/') : path;
  const url = URL.parse([merged, ...query].join('?'), 'http://simulator');
  if (url === null) throw refuse({ status: 400, code: 400, message: 'Bad Request' });
  return url;
}

/** `ignore-paging`: every page is the first one. */
function queryFor(url: URL, fault: Fault | undefined): URLSearchParams {
  if (fault?.kind === 'ignore-paging') url.searchParams.delete('skip');
  return url.searchParams;
}

function entryOf(of: {
  method: string;
  path: string;
  url: URL;
  found: FoundRoute | undefined;
  bytes: Buffer;
}): LoggedRequest {
  const { method, path, url, found, bytes } = of;
  return {
    method,
    path,
    query: url.search,
    route: found?.key,
    endpoints: found === undefined ? [] : endpointsServedBy(found.key, jsonIn(bytes)),
    user: undefined,
    status: 0,
    fault: undefined,
    bytesIn: bytes.length,
    bytesOut: 0,
  };
}

function jsonIn(bytes: Buffer): unknown {
  if (bytes.length === 0 || bytes.length > 1_000_000) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

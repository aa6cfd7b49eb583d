import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { getCACertificates } from 'node:tls';
import { buildConnector, type Dispatcher, Pool } from 'undici';
import type { Limits } from './limits.ts';
import type { Deployment } from './origin.ts';
import { addressRefused } from './retry.ts';

export interface TransportOptions {
  deployment: Deployment;
  limits: Limits;
  /** Off only by the explicit wish of whoever made the connection; still HTTPS. */
  verifyTls?: boolean;
  /** Certificates (PEM) to trust besides those of the system. */
  ca?: string | string[];
  /** Asked for every address before it is connected to, and for the one that was. */
  allowAddress?: (address: string) => boolean;
  /** Resolves the host; the system's resolver unless given. */
  lookup?: LookupFunction;
}

export interface Exchange {
  method: string;
  /** From the origin, encoded, with query. */
  target: string;
  headers: Record<string, string>;
  body?: string;
  headersMs: number;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Readable;
}

/** Whether the request left: set the moment its first byte may be on the wire. */
export interface Departure {
  left: boolean;
}

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = addressRefused;
}

/**
 * The only part that touches the network: sends one request to one origin, once, over a pool of kept connections. It
 * follows no redirect and repeats nothing.
 */
export class Transport {
  readonly #pool: Dispatcher;
  readonly #limits: Limits;

  constructor(options: TransportOptions) {
    this.#limits = options.limits;
    const pool = new Pool(options.deployment.origin, {
      connections: options.limits.inFlight,
      pipelining: 1,
      allowH2: false,
      bodyTimeout: options.limits.idleBodyMs,
      connect: guardedConnector(options),
    });
    this.#pool = pool.compose(noteDeparture);
  }

  /** Rejects with undici's or Node's error, or the signal's reason; `departure` says then whether it left. */
  async send(exchange: Exchange, departure: Departure): Promise<Answer> {
    const asked = this.#pool.request({
      method: exchange.method as Dispatcher.HttpMethod,
      path: exchange.target,
      headers: exchange.headers,
      body: exchange.body ?? null,
      headersTimeout: exchange.headersMs,
      bodyTimeout: this.#limits.idleBodyMs,
      signal: exchange.signal,
      opaque: departure,
    });
    const answer = await unlessAborted(asked, exchange.signal);
    return { status: answer.statusCode, headers: flat(answer.headers), body: answer.body };
  }

  /** Ends all connections at once; calls that still run are to be aborted first. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** undici looks at the signal of a request only once it has a connection; who waits for one need not wait any longer. */
function unlessAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function noteDeparture(dispatch: Dispatcher['dispatch']): Dispatcher['dispatch'] {
  return (options, handler) => {
    const { opaque } = options as { opaque?: Departure };
    return dispatch(options, opaque ? noting(handler, opaque) : handler);
  };
}

/** undici starts a request just before it writes it; one that was cancelled while it waited is never written. */
function noting(handler: Dispatcher.DispatchHandler, departure: Departure): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      handler.onRequestStart?.(controller, context);
      if (!controller.aborted) departure.left = true;
    },
    onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
    onResponseStart: (...given) => handler.onResponseStart?.(...given),
    onResponseData: (...given) => handler.onResponseData?.(...given),
    onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
    onResponseError: (...given) => handler.onResponseError?.(...given),
  };
}

function guardedConnector(options: TransportOptions): buildConnector.connector {
  const { allowAddress } = options;
  const connect = buildConnector({
    allowH2: false,
    timeout: options.limits.connectMs,
    rejectUnauthorized: options.verifyTls !== false,
    minVersion: 'TLSv1.2',
    ...(options.ca === undefined ? {} : { ca: [...getCACertificates('default'), ...[options.ca].flat()] }),
    ...(allowAddress || options.lookup ? { lookup: checkedLookup(options) } : {}),
  });
  if (!allowAddress) return connect;
  return (target, callback) => {
    const literal = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) && !allowAddress(literal)) return callback(new AddressRefused(literal), null);
    connect(target, (error, socket) => {
      if (error) return callback(error, null);
      const reached = socket.remoteAddress ?? '';
      if (allowAddress(reached)) return callback(null, socket);
      socket.destroy();
      callback(new AddressRefused(reached), null);
    });
  };
}

/** Resolves once, refuses when any of the addresses is not allowed, and hands on what was checked. */
function checkedLookup({ allowAddress, lookup = systemLookup as LookupFunction }: TransportOptions): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const refused = allowAddress && addresses.find(({ address }) => !allowAddress(address));
      const first = addresses[0];
      if (refused || !first) return callback(new AddressRefused(refused ? refused.address : hostname), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

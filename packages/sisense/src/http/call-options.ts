import type { Clock } from './clock.ts';
import type { Gate } from './gate.ts';
import type { Limits } from './limits.ts';
import type { TransportOptions } from './transport.ts';

/** What happened on the wire, for logs and counters: no token, no query values, no bodies. */
export interface RequestEvent {
  endpoint: string;
  method: string;
  path: string;
  /** 1 for the first try. */
  attempt: number;
  status?: number;
  /** The code of the error that it ended in. */
  failure?: string;
  milliseconds: number;
}

export interface CallsOptions extends Pick<TransportOptions, 'verifyTls' | 'ca' | 'allowAddress' | 'lookup'> {
  /** `https://sisense.example.com`, with one more segment where there are several tenants. */
  origin: string;
  /** API token, without `Bearer`; absent only for a login. */
  token?: string;
  limits?: Partial<Limits>;
  /** `true`: endpoints that change something are refused before anything is sent. */
  readsOnly?: boolean;
  /** Shared with other clients of the same deployment. */
  gate?: Gate;
  clock?: Clock;
  onRequest?: (event: RequestEvent) => void;
  /** Ends every call. */
  signal?: AbortSignal;
}

/** What the transport needs; never the token. */
export function wiring({ verifyTls, ca, allowAddress, lookup }: CallsOptions) {
  return {
    ...(verifyTls === undefined ? {} : { verifyTls }),
    ...(ca === undefined ? {} : { ca }),
    ...(allowAddress === undefined ? {} : { allowAddress }),
    ...(lookup === undefined ? {} : { lookup }),
  };
}

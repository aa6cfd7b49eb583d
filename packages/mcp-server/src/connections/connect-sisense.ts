import { Sisense } from '@fes-assistant/sisense';
import type { ConnectSisense } from './connection-pool.ts';

/** Clients of real deployments, bound to the addresses that the origin policy checked. */
export function connectSisense(): ConnectSisense {
  return ({ origin, token, verifyTls }, { lookup }) => new Sisense({ origin, token, verifyTls, lookup });
}

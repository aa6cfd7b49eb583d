import type { Logger, Settings } from '@fes-assistant/runtime';
import { Gate, Sisense } from '@fes-assistant/sisense';
import type { ConnectSisense } from './connection-pool.ts';

/**
 * Clients of real deployments, bound to the addresses that the origin policy checked. All clients of one deployment share
 * its gate: how many requests run at once does not grow with the number of tokens.
 */
export function connectSisense({ settings, logger }: { settings: Settings; logger: Logger }): ConnectSisense {
  const gates = new Map<string, Gate>();
  return ({ origin, token, verifyTls }, { lookup }) => {
    const gate = gates.get(origin) ?? new Gate();
    gates.set(origin, gate);
    return new Sisense({
      origin,
      token,
      verifyTls,
      lookup,
      gate,
      readsOnly: !settings.tools.allowMutations,
      onRequest: (event) => {
        if (settings.tools.sdkDebug) logger.info({ deployment: origin, ...event }, 'Sisense request');
      },
    });
  };
}

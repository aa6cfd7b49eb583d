import type { WorldKind } from '@fes-assistant/simulator';
import { openSimulator } from '../demo.ts';
import { readSettings } from '../open-service.ts';
import { print, printLine } from '../print.ts';
import { untilStopped } from '../until-stopped.ts';

export interface SimulateOptions {
  port?: number;
  world: WorldKind;
  latency: number;
}

/** `fes simulator`: a simulated Sisense by itself; prints what to connect with. */
export async function simulate({ port, world, latency }: SimulateOptions): Promise<void> {
  const { network } = readSettings('simulator');
  const portSetting = port === undefined ? 'FES_SIMULATOR_PORT' : '--port';
  const simulator = await openSimulator(
    { world, port: port ?? network.simulatorPort, host: network.bind, latencyMs: latency },
    portSetting,
  );
  for (const { name, origin, token } of simulator.deployments) {
    printLine(`Domain (${name})`, origin);
    printLine(`Token (${name})`, token);
  }
  print('Ctrl-C ends it; what was changed is forgotten.');
  await untilStopped(() => simulator.close());
}

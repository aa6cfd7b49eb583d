import { readFile } from 'node:fs/promises';
import type { SisenseVersion, WorldKind } from '@fes-assistant/simulator';
import { openSimulator } from '../demo.ts';
import { readSettings } from '../open-service.ts';
import { print, printLine } from '../print.ts';
import { untilStopped } from '../until-stopped.ts';

export interface SimulateOptions {
  port?: number;
  world: WorldKind;
  latency: number;
  sisense: SisenseVersion;
  control?: boolean;
  tlsKey?: string;
  tlsCert?: string;
}

/** `fes simulator`: a simulated Sisense by itself; prints what to connect with. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const { port, world, latency, sisense, control = false, tlsKey, tlsCert } = options;
  const tls =
    tlsKey === undefined || tlsCert === undefined
      ? {}
      : { tls: { key: await readFile(tlsKey, 'utf8'), cert: await readFile(tlsCert, 'utf8') } };
  const { network } = readSettings('simulator');
  const portSetting = port === undefined ? 'FES_SIMULATOR_PORT' : '--port';
  const simulator = await openSimulator(
    {
      world,
      version: sisense,
      port: port ?? network.simulatorPort,
      host: network.bind,
      latencyMs: latency,
      control,
      ...tls,
    },
    portSetting,
  );
  for (const { name, origin, token } of simulator.deployments) {
    printLine(`Domain (${name})`, origin);
    printLine(`Token (${name})`, token);
  }
  if (simulator.controlToken !== undefined) printLine('Token of /__simulator', simulator.controlToken);
  print('Ctrl-C ends it; what was changed is forgotten.');
  await untilStopped(() => simulator.close());
}

import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { SisenseVersion, WorldKind } from '@fes-assistant/simulator';
import { CommandFailed } from '../command-failed.ts';
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
  const { port, world, latency, sisense, control = false } = options;
  refuseLastPort(options);
  const tls = await readTls(options);
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
      ...(tls && { tls }),
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

function refuseLastPort({ port, world }: SimulateOptions): void {
  if (port !== 65_535 || world !== 'source-and-target') return;
  throw new CommandFailed('--port is 65535: the second deployment needs the next port, choose a lower one.');
}

async function readTls({ tlsKey, tlsCert }: SimulateOptions) {
  if (tlsKey === undefined && tlsCert === undefined) return undefined;
  if (tlsKey === undefined || tlsCert === undefined) {
    throw new CommandFailed('--tls-key and --tls-cert go together: give both, or none for plain HTTP.');
  }
  const tls = { key: await readPem('--tls-key', tlsKey), cert: await readPem('--tls-cert', tlsCert) };
  try {
    createSecureContext(tls);
    return tls;
  } catch {
    throw new CommandFailed(
      '--tls-key and --tls-cert are no key and certificate that belong together: give both in PEM.',
    );
  }
}

async function readPem(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new CommandFailed(`${option}: ${file} cannot be read. Give the path of a file that this user can read.`);
  }
}

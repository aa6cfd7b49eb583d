import { createControl } from './control.ts';
import { Deployment, type SimulatedDeployment, type WorldKind } from './deployment.ts';
import type { SimulatorOptions, SisenseVersion } from './options.ts';

export interface StartSimulatorOptions {
  world: WorldKind;
  /** 0, or left out = any free one. The second deployment is on the next. */
  port?: number;
  /** Loopback unless said. */
  host?: string;
  /** How late every answer comes at least, counted from its request: what the simulator itself needs is a part of it. */
  latencyMs?: number;
  /** The same seed gives the same ids, names and tokens. */
  seed?: string;
  /** The world's time; the machine's unless said. */
  now?: () => Date;
  /** Which Sisense it is like: sets the options that belong to it. The newest Linux unless said. */
  version?: SisenseVersion;
  /** Where versions and kinds of Sisense differ. */
  options?: Partial<SimulatorOptions>;
  /** Speak HTTPS with this key and certificate (PEM): for clients that speak nothing else. */
  tls?: { key: string; cert: string };
  /** Serve `/__simulator/…`, for tests in other processes; off unless asked. */
  control?: boolean;
}

export interface Simulator {
  deployments: SimulatedDeployment[];
  /** What the control routes ask for as bearer; undefined when they are off. */
  controlToken: string | undefined;
  close(): Promise<void>;
}

/** A port that is taken: says which, so that a caller can say what to set. */
export class PortTaken extends Error {
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is in use.`);
    this.port = port;
  }
}

export async function startSimulator(asked: StartSimulatorOptions): Promise<Simulator> {
  const { world, port = 0, host = '127.0.0.1', latencyMs = 0, seed = 'meridian', now = () => new Date() } = asked;
  const control = asked.control === true ? createControl(seed) : undefined;
  const names = world === 'source-and-target' ? (['source', 'target'] as const) : (['demo'] as const);
  const deployments: Deployment[] = [];
  try {
    for (const [at, name] of names.entries()) {
      const { version, tls, options = {} } = asked;
      const parts = { name, kind: world, seed, now, latencyMs, host, options, version, tls, control };
      const deployment = new Deployment(parts);
      await deployment.listen(port === 0 ? 0 : port + at);
      deployments.push(deployment);
    }
  } catch (error) {
    await Promise.all(deployments.map((deployment) => deployment.close()));
    throw isPortTaken(error) ? new PortTaken(error.port) : error;
  }
  return {
    deployments,
    controlToken: control?.token,
    close: async () => {
      await Promise.all(deployments.map((deployment) => deployment.close()));
    },
  };
}

function isPortTaken(error: unknown): error is Error & { port: number } {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'EADDRINUSE' &&
    'port' in error &&
    typeof error.port === 'number'
  );
}

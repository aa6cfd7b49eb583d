import {
  type SimulatedDeployment,
  type SimulatorOptions,
  startSimulator,
  type WorldKind,
} from '@fes-assistant/simulator';
import { Sisense, type SisenseOptions } from '../src/index.ts';
import { fastClock } from './fast-clock.ts';

export interface Demo {
  deployment: SimulatedDeployment;
  sisense: Sisense;
  /** As another user, by e-mail address or user name. */
  as(user: string): Sisense;
  close(): Promise<void>;
}

/** A simulated deployment and a client of it, as its administrator. */
export async function startDemo(
  given: { world?: WorldKind; options?: Partial<SimulatorOptions>; client?: Partial<SisenseOptions> } = {},
): Promise<Demo> {
  const { world = 'demo', options = {}, client = {} } = given;
  const simulator = await startSimulator({ world, options });
  const [deployment] = simulator.deployments;
  if (!deployment) throw new Error('The simulator has no deployment.');
  const clients: Sisense[] = [];
  const connect = (token: string) => {
    const sisense = new Sisense({ origin: deployment.origin, token, clock: fastClock(), ...client });
    clients.push(sisense);
    return sisense;
  };
  return {
    deployment,
    sisense: connect(deployment.token),
    as: (user) => connect(deployment.users.tokenOf(user)),
    close: async () => {
      await Promise.all(clients.map((one) => one.close()));
      await simulator.close();
    },
  };
}

/** The first of a list that a test needs something in. */
export function first<T>(items: readonly T[], which: (item: T) => boolean = () => true): T {
  const found = items.find(which);
  if (found === undefined) throw new Error('The demo has nothing of that kind.');
  return found;
}

import type { Offer } from '@fes-assistant/backend';
import { CannotListen, PortTaken } from '@fes-assistant/runtime';
import {
  type Simulator,
  PortTaken as SimulatorPortTaken,
  type StartSimulatorOptions,
  startSimulator,
} from '@fes-assistant/simulator';

/** A simulated Sisense on the port that this setting or option says. @throws {PortTaken | CannotListen} */
export async function openSimulator(options: StartSimulatorOptions, portSetting: string): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    if (error instanceof SimulatorPortTaken) throw new PortTaken(error.port, portSetting);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EACCES')
      throw new CannotListen(`Ports below 1024 need more rights: set ${portSetting} to a higher one.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new CannotListen(`${options.host} is not an address of this machine: set FES_BIND to another one.`);
    }
    throw error;
  }
}

/** Its deployments as connections that the page offers by name: the tokens stay on the server. */
export function demoOffers({ deployments }: Simulator): Offer[] {
  return deployments.map((deployment) => ({
    name: `demo-${deployment.name}`,
    title: `Demo ${deployment.name}`,
    sides: deployment.name === 'target' ? ['only', 'target'] : ['only', 'source'],
    connection: { origin: deployment.origin, token: deployment.token, verifyTls: true },
  }));
}

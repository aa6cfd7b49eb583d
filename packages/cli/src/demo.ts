import type { Offer } from '@fes-assistant/backend';
import { PortTaken } from '@fes-assistant/runtime';
import {
  type Simulator,
  PortTaken as SimulatorPortTaken,
  type StartSimulatorOptions,
  startSimulator,
} from '@fes-assistant/simulator';

/** A simulated Sisense on the port of FES_SIMULATOR_PORT. @throws {PortTaken} */
export async function openSimulator(options: StartSimulatorOptions, portSetting: string): Promise<Simulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    if (error instanceof SimulatorPortTaken) throw new PortTaken(error.port, portSetting);
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

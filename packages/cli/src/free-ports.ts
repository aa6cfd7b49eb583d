import { createServer } from 'node:net';
import { PortTaken, type Settings } from '@fes-assistant/runtime';

type Network = Settings['network'];
type PortKey = 'uiPort' | 'backendPort' | 'mcpPort' | 'simulatorPort';

const settingNames: Record<PortKey, string> = {
  uiPort: 'FES_UI_PORT',
  backendPort: 'FES_BACKEND_PORT',
  mcpPort: 'FES_MCP_PORT',
  simulatorPort: 'FES_SIMULATOR_PORT',
};

/**
 * Sees before anything starts that every port is free, and takes a free one where a setting says 0.
 * @throws {PortTaken} for the first that is not.
 */
export async function claimPorts(network: Network, keys: PortKey[]): Promise<Network> {
  const claimed = { ...network };
  for (const key of keys) {
    const port = network[key];
    const found = await openPort(port, network.bind);
    const next = key === 'simulatorPort' ? await openPort(found === undefined ? 0 : found + 1, network.bind) : 0;
    if (port === 0 && (found === undefined || next === undefined)) return claimPorts(network, keys);
    if (found === undefined) throw new PortTaken(port, settingNames[key]);
    if (next === undefined) throw new PortTaken(port + 1, `${settingNames[key]} (it needs two in a row)`);
    claimed[key] = found;
  }
  return claimed;
}

/** The port, or a free one for 0; `undefined` when it is taken. Other failures are left to the one who listens. */
function openPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' ? undefined : port));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

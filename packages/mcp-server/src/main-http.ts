import { isLoopbackHost, listen, type Settings, SettingsError } from '@fes-assistant/runtime';
import { openMcpApp, type StartMcpServerOptions } from './open-mcp-app.ts';

export type { StartMcpServerOptions } from './open-mcp-app.ts';

export interface StartedMcpServer {
  /** `http://localhost:8002`; MCP is under `/mcp`. */
  url: string;
  port: number;
  /** Print it on the terminal: a browser that approves is asked for it once. */
  approvalCode: string;
  /** `FES_MCP_TOKEN`, or the random one of this run: give it to the backend. */
  mcpToken: string;
  /** Lets running steps finish and closes everything. */
  close(): Promise<void>;
}

/**
 * Starts service 1: MCP (2026-07-28 and 2025-11-25) at `/mcp`, the routes of our backend, and the approval page.
 *
 * @throws {SettingsError} one line, when a setting cannot be used or would leave the server open beyond this machine.
 * @throws {PortTaken} when `FES_MCP_PORT` is taken.
 * @example
 * const server = await startMcpServer({ settings, logger });
 * console.log(`${server.url}/mcp, approval code ${server.approvalCode}`);
 */
export async function startMcpServer(options: StartMcpServerOptions): Promise<StartedMcpServer> {
  const { network } = options.settings;
  refuseOpenBind(options.settings);
  const { app, approvalCode, mcpToken, servedAt, close: closeApp } = await openMcpApp(options);
  try {
    const { mcpPort: port, bind: host } = network;
    const listening = await listen(app, { port, host, settingName: 'FES_MCP_PORT' });
    servedAt(listening.url);
    const close = async () => {
      const stopped = listening.close();
      await closeApp();
      await stopped;
    };
    return { url: listening.url, port: listening.port, approvalCode, mcpToken, close };
  } catch (error) {
    await closeApp();
    throw error;
  }
}

function refuseOpenBind({ network, oauth }: Settings): void {
  if (isLoopbackHost(network.bind) || network.auth !== 'none' || oauth.issuer !== undefined) return;
  throw new SettingsError('FES_AUTH', 'FES_AUTH is none, but FES_BIND is not a loopback address.');
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartedMcpServer, startMcpServer } from '@fes-assistant/mcp-server';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import type { Simulator } from '@fes-assistant/simulator';

export interface RealToolServer extends StartedMcpServer {
  /** Whether its log would hide this text, because it is a secret in use. */
  knows(secret: string): boolean;
}

/** The product's own tool server, allowed to reach the simulated deployments. */
export async function startRealToolServer({
  deployments = [],
  env = {},
  port = 0,
}: {
  deployments?: Simulator['deployments'];
  env?: Record<string, string>;
  port?: number;
} = {}): Promise<RealToolServer> {
  const dir = mkdtempSync(join(tmpdir(), 'fes-real-'));
  const loaded = loadSettings({ FES_DATA_DIR: dir, FES_LOG_DIR: dir, ...env }, { service: 'mcp' });
  const settings = {
    ...loaded,
    network: { ...loaded.network, mcpPort: port },
    sisense: { ...loaded.sisense, alsoAllowed: deployments.map(({ origin }) => origin) },
  };
  const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
  const server = await startMcpServer({ settings, logger });
  return {
    ...server,
    knows: (secret) => logger.secrets.occursIn(secret),
    async close() {
      await server.close();
      await logger.closeLog();
    },
  };
}

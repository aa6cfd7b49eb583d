import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { type StartBackendOptions, startBackend } from '../src/index.ts';

export interface TestBackendOptions extends Partial<Omit<StartBackendOptions, 'settings' | 'logger' | 'mcpToken'>> {
  toolServer: { url: string; mcpToken: string };
  env?: Record<string, string>;
  /** A data directory that outlives the backend; a new one otherwise. */
  dir?: string;
}

export interface TestBackend {
  url: string;
  dir: string;
  log: () => string;
  close(): Promise<void>;
}

/** A backend of its own in this process, on a free port. */
export async function startTestBackend({
  toolServer,
  env = {},
  dir,
  ...options
}: TestBackendOptions): Promise<TestBackend> {
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'fes-backend-')));
  const loaded = loadSettings(
    { FES_DATA_DIR: folder, FES_LOG_DIR: join(folder, 'logs'), PYSISENSE_MCP_HTTP_URL: toolServer.url, ...env },
    { service: 'backend' },
  );
  const settings = { ...loaded, network: { ...loaded.network, backendPort: 0 } };
  let said = '';
  const logger = createLogger({ service: 'backend', settings, terminal: { write: (text) => (said += text) } });
  const backend = await startBackend({ settings, logger, mcpToken: toolServer.mcpToken, ...options });
  return {
    url: backend.url,
    dir: folder,
    log: () => said,
    async close() {
      await backend.close();
      await logger.closeLog();
      if (dir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

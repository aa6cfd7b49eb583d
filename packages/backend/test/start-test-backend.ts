import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { type StartBackendOptions, startBackend } from '../src/index.ts';
import { openBackend } from '../src/open-backend.ts';

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

/** What a backend is made of, in a folder of its own. */
async function prepare({ toolServer, env = {}, dir, ...options }: TestBackendOptions) {
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'fes-backend-')));
  const loaded = loadSettings(
    { FES_DATA_DIR: folder, FES_LOG_DIR: join(folder, 'logs'), PYSISENSE_MCP_HTTP_URL: toolServer.url, ...env },
    { service: 'backend' },
  );
  const settings = { ...loaded, network: { ...loaded.network, backendPort: 0 } };
  let said = '';
  const logger = createLogger({ service: 'backend', settings, terminal: { write: (text) => (said += text) } });
  return {
    options: { settings, logger, mcpToken: toolServer.mcpToken, ...options },
    dir: folder,
    log: () => said,
    async cleanUp() {
      await logger.closeLog();
      if (dir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A backend of its own in this process, on a free port. */
export async function startTestBackend(given: TestBackendOptions): Promise<TestBackend> {
  const { options, cleanUp, ...prepared } = await prepare(given);
  const backend = await startBackend(options);
  return {
    ...prepared,
    url: backend.url,
    async close() {
      await backend.close();
      await cleanUp();
    },
  };
}

/** The same without a port: requests go to its app as they are. */
export async function openTestBackend(given: TestBackendOptions) {
  const { options, cleanUp, ...prepared } = await prepare(given);
  const { app, endTurns, close } = await openBackend(options);
  return {
    ...prepared,
    app,
    async close() {
      await endTurns();
      await close();
      await cleanUp();
    },
  };
}

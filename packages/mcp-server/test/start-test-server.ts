import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, connectionHeaders, encodeConnection } from '@fes-assistant/protocol';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { type StartMcpServerOptions, startMcpServer } from '../src/index.ts';
import { createBoxWorld } from './box-world.ts';

export const here = 'https://10.1.1.1';
export const there = 'https://10.1.1.2';

export type Revision = '2026-07-28' | '2025-11-25';
export const revisions: Revision[] = ['2026-07-28', '2025-11-25'];

interface TestServerOptions extends Partial<StartMcpServerOptions> {
  env?: Record<string, string>;
  /** Origins of the simulator. */
  alsoAllowed?: string[];
}

/** A tool server on a free port over a world of boxes; it and its data are gone when the test is. */
export async function startTestServer({ env = {}, alsoAllowed = [], ...options }: TestServerOptions = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'fes-mcp-'));
  const loaded = loadSettings(
    { FES_SISENSE_HOSTS: '10.1.1.0/24', ...env, FES_DATA_DIR: dir, FES_LOG_DIR: dir },
    { service: 'mcp' },
  );
  const settings = {
    ...loaded,
    network: { ...loaded.network, mcpPort: 0 },
    sisense: { ...loaded.sisense, alsoAllowed },
  };
  const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
  const world = createBoxWorld();
  const server = await startMcpServer({
    settings,
    logger,
    catalog: world.catalog,
    connect: world.connect,
    ...options,
  });
  onTestFinished(async () => {
    await server.close();
    await logger.closeLog();
    rmSync(dir, { recursive: true, force: true });
  });
  return { ...server, world, dir, logger, settings };
}

export function connectionTo(origin: string, token = 'admin-token'): Connection {
  return { origin, token, verifyTls: true };
}

export function chatHeaders(origin = here, token?: string): Record<string, string> {
  return { [connectionHeaders.connection]: encodeConnection(connectionTo(origin, token)) };
}

export function migrationHeaders(): Record<string, string> {
  return {
    [connectionHeaders.source]: encodeConnection(connectionTo(here)),
    [connectionHeaders.target]: encodeConnection(connectionTo(there)),
  };
}

export interface ConnectClientOptions {
  revision: Revision;
  headers?: Record<string, string>;
  capabilities?: ClientOptions['capabilities'];
  /** Registered before connecting, for a client that answers elicitations by itself. */
  prepare?: (client: Client) => void;
}

/** The official client, as our backend uses it: what needs input comes back to the caller. */
export async function connectClient(url: string, options: ConnectClientOptions): Promise<Client> {
  const modern = options.revision === '2026-07-28';
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: options.capabilities ?? {},
      inputRequired: { autoFulfill: false },
      versionNegotiation: { mode: modern ? 'auto' : 'legacy' },
    },
  );
  options.prepare?.(client);
  const requestInit = { headers: options.headers ?? chatHeaders() };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }));
  onTestFinished(() => client.close());
  return client;
}

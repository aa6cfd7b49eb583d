import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, connectionHeaders, encodeConnection } from '@fes-assistant/protocol';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { type SimulatedDeployment, startSimulator, type WorldKind } from '@fes-assistant/simulator';
import { endpoints } from '@fes-assistant/sisense';
import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { type StartMcpServerOptions, startMcpServer } from '../src/index.ts';
import { openMcpApp } from '../src/open-mcp-app.ts';
import { createBoxWorld } from './box-world.ts';

export const here = 'https://10.1.1.1';
export const there = 'https://10.1.1.2';

export type Revision = '2026-07-28' | '2025-11-25';
export const revisions: Revision[] = ['2026-07-28', '2025-11-25'];

export interface TestServerOptions extends Partial<StartMcpServerOptions> {
  env?: Record<string, string>;
  /** Origins of the simulator. */
  alsoAllowed?: string[];
}

/** What a tool server over a world of boxes is made of; its data are gone when the test is. */
function prepare({ env, alsoAllowed }: Required<Pick<TestServerOptions, 'env' | 'alsoAllowed'>>) {
  const dir = mkdtempSync(join(tmpdir(), 'fes-mcp-'));
  const loaded = loadSettings(
    { FES_SISENSE_HOSTS: '10.1.1.0/24', FES_DATA_DIR: dir, FES_LOG_DIR: dir, ...env },
    { service: 'mcp' },
  );
  const settings = {
    ...loaded,
    network: { ...loaded.network, mcpPort: 0 },
    sisense: { ...loaded.sisense, alsoAllowed },
  };
  const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
  return { dir, settings, logger, world: createBoxWorld() };
}

function cleaning({ dir, logger }: ReturnType<typeof prepare>, close: () => Promise<void>) {
  onTestFinished(async () => {
    await close();
    await logger.closeLog();
    rmSync(dir, { recursive: true, force: true });
  });
}

/** A tool server on a free port over a world of boxes; it and its data are gone when the test is. */
export async function startTestServer({ env = {}, alsoAllowed = [], ...options }: TestServerOptions = {}) {
  const prepared = prepare({ env, alsoAllowed });
  const { settings, logger, world } = prepared;
  const { catalog, connect } = world;
  const server = await startMcpServer({ settings, logger, catalog, connect, ...options });
  cleaning(prepared, () => server.close());
  return { ...server, ...prepared };
}

/** The same without a port: requests go to its app as they are. */
export async function openTestApp({ env = {}, alsoAllowed = [], ...options }: TestServerOptions = {}) {
  const prepared = prepare({ env, alsoAllowed });
  const { settings, logger, world } = prepared;
  const { catalog, connect } = world;
  const opened = await openMcpApp({ settings, logger, catalog, connect, ...options });
  cleaning(prepared, () => opened.close());
  return { ...opened, ...prepared };
}

/** The product's own tools on a simulated deployment, without a port of their own. */
export async function openOnSimulator({
  env = {},
  ...asked
}: {
  env?: Record<string, string>;
  world?: WorldKind;
} = {}) {
  const simulator = await startSimulator({ world: asked.world ?? 'demo' });
  const { deployments } = simulator;
  const prepared = prepare({ env, alsoAllowed: deployments.map(({ origin }) => origin) });
  const { settings, logger } = prepared;
  const opened = await openMcpApp({ settings, logger, patienceMs: 200 });
  cleaning(prepared, async () => {
    await opened.close();
    await simulator.close();
  });
  const [demo = missing()] = deployments;
  return { ...opened, ...prepared, deployments, demo, headers: chatHeaders(demo.origin, demo.token) };
}

function missing(): never {
  throw new Error('The simulator has no deployment.');
}

/** Requests that may have changed something: neither a `GET` nor one of the reads that Sisense takes as `POST`. */
export function unsafeRequests({ requests }: SimulatedDeployment): string[] {
  const isRead = (id: string) => (endpoints as Record<string, { effect: string }>)[id]?.effect === 'read';
  return requests.entries
    .filter(({ method, endpoints: ids }) => method !== 'GET' && (ids.length === 0 || !ids.every(isRead)))
    .map(({ method, path }) => `${method} ${path}`);
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

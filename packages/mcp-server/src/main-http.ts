import { randomBytes } from 'node:crypto';
import { isLoopbackHost, type Logger, listen, type Settings, SettingsError, signingKey } from '@fes-assistant/runtime';
import { type Catalog, createCatalog } from '@fes-assistant/tools';
import { createBrowserSessions, newApprovalCode } from './approval-page/browser-sessions.ts';
import { knownCallers } from './callers/known-callers.ts';
import { connectSisense } from './connections/connect-sisense.ts';
import type { ConnectSisense } from './connections/connection-pool.ts';
import { createMcpEndpoint } from './mcp/endpoint.ts';
import type { ServerPart } from './mcp/server-part.ts';
import { openOperations } from './open-operations.ts';
import { createApp, type Health } from './routes/app.ts';
import { createSecretReads } from './secret-reads/secret-reads.ts';
import { createToolServer, type ToolServer } from './tool-server.ts';

const sessionIdleMs = 60 * 60_000;

export interface StartMcpServerOptions {
  settings: Settings;
  logger: Logger;
  /** The product's own tools unless a test brings others. */
  catalog?: Catalog;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** The code that a browser is asked for once; random unless given. */
  approvalCode?: string;
  /** Makes clients of Sisense. */
  connect?: ConnectSisense;
  /** For the conformance suite only: more than the product offers. */
  extraParts?: ServerPart[];
  /** How long a call without progress waits for a running operation; 45 s unless given. */
  patienceMs?: number;
  /** How many entries one page of a list has; 500 unless given. */
  pageSize?: number;
}

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
  const { settings, logger, now = Date.now } = options;
  const { network } = settings;
  refuseOpenBind(settings);
  const mcpToken = settings.secrets.mcpToken ?? randomBytes(32).toString('base64url');
  logger.secrets.add(mcpToken);
  const approvalCode = options.approvalCode ?? newApprovalCode();
  let url = `http://localhost:${network.mcpPort}`;
  const approvalUrlOf = (id: string) => `${url}/approve/${encodeURIComponent(id)}`;
  const secretReads = createSecretReads(options.catalog ?? createCatalog(), { now });
  const { catalog } = secretReads;
  const operations = await openOperations({ settings, logger, catalog, now, approvalUrlFor: approvalUrlOf });
  const tools = createToolServer({
    ...options,
    secretReads,
    operations,
    now,
    connect: options.connect ?? connectSisense({ settings, logger }),
    signingKey: signingKey(settings),
    approvalUrlOf,
    ownPorts: [network.uiPort, network.backendPort, network.mcpPort],
  });
  const served = serve({ settings, logger, now, tools, mcpToken, approvalCode });
  const closeParts = async () => {
    await served.close();
    await operations.close();
    await tools.close();
  };
  try {
    const listening = await listenOn(network, served.app);
    url = listening.url;
    const close = async () => {
      const stopped = listening.close();
      await closeParts();
      await stopped;
    };
    return { url, port: listening.port, approvalCode, mcpToken, close };
  } catch (error) {
    await closeParts();
    throw error;
  }
}

function listenOn({ mcpPort: port, bind: host }: Settings['network'], app: ReturnType<typeof serve>['app']) {
  return listen(app, { port, host, settingName: 'FES_MCP_PORT' });
}

function refuseOpenBind({ network, oauth }: Settings): void {
  if (isLoopbackHost(network.bind) || network.auth !== 'none' || oauth.issuer !== undefined) return;
  throw new SettingsError('FES_AUTH', 'FES_AUTH is none, but FES_BIND is not a loopback address.');
}

interface Served {
  settings: Settings;
  logger: Logger;
  now: () => number;
  tools: ToolServer;
  mcpToken: string;
  approvalCode: string;
}

function serve({ settings, logger, now, tools, mcpToken, approvalCode }: Served) {
  const onError = (error: Error) => logger.debug({ err: error }, 'MCP request refused');
  const callers = knownCallers(settings, now);
  const endpoint = createMcpEndpoint({ ...tools, now, sessionIdleMs, onError });
  let ready = true;
  const app = createApp({
    settings,
    identify: { ...callers.identify, mcpToken },
    protectedResource: callers.protectedResource,
    scopesToCall: tools.scopesToCall,
    endpoint,
    change: tools.calls,
    approvalPage: {
      change: tools.calls,
      secretReads: tools.calls.secretReads,
      sessions: createBrowserSessions({ code: approvalCode, now }),
    },
    health: () => health(settings, tools),
    isReady: () => ready,
  });
  const close = () => {
    ready = false;
    return endpoint.close();
  };
  return { app, close };
}

function health(settings: Settings, { modules, published }: ToolServer): Health {
  return {
    ok: true,
    modules,
    tools: published.chat.catalog.tools.length,
    mutations_allowed: settings.tools.allowMutations,
    registry_path: settings.tools.registryPath,
  };
}

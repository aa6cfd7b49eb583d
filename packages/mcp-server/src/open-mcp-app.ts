import { randomBytes } from 'node:crypto';
import type { WaitingLimits } from '@fes-assistant/operations';
import { type Logger, type Settings, signingKey } from '@fes-assistant/runtime';
import { type Catalog, createCatalog } from '@fes-assistant/tools';
import { createBrowserSessions, newApprovalCode } from './approval-page/browser-sessions.ts';
import { knownCallers } from './callers/known-callers.ts';
import { connectSisense } from './connections/connect-sisense.ts';
import type { ConnectSisense } from './connections/connection-pool.ts';
import { createMcpEndpoint } from './mcp/endpoint.ts';
import type { LegacySessions } from './mcp/legacy-sessions.ts';
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
  /** How many sessions of 2025-11-25 may be open at once; 2,000 unless given. */
  maxSessions?: number;
  /** How many proposals may wait for approval at once; 50 of one person and 1,000 in all unless given. */
  waitingLimits?: Partial<WaitingLimits>;
}

/** Service 1 without a port. */
export interface McpApp {
  app: ReturnType<typeof createApp>;
  approvalCode: string;
  mcpToken: string;
  /** Of clients that speak 2025-11-25. */
  sessions: Pick<LegacySessions, 'count' | 'sweep'>;
  /** Says under which address people reach it; links to approvals begin with it. */
  servedAt(url: string): void;
  /** Ends sessions and streams, lets running steps finish, and closes everything. */
  close(): Promise<void>;
}

/** Puts service 1 together: every route and all that is behind them. */
export async function openMcpApp(options: StartMcpServerOptions): Promise<McpApp> {
  const { settings, logger, now = Date.now } = options;
  const { network } = settings;
  const mcpToken = settings.secrets.mcpToken ?? randomBytes(32).toString('base64url');
  logger.secrets.add(mcpToken);
  const approvalCode = options.approvalCode ?? newApprovalCode();
  let url = `http://localhost:${network.mcpPort}`;
  const approvalUrlOf = (id: string) => `${url}/approve/${encodeURIComponent(id)}`;
  const secretReads = createSecretReads(options.catalog ?? createCatalog(), { now });
  const { catalog } = secretReads;
  const operations = await openOperations({ ...options, catalog, now, approvalUrlFor: approvalUrlOf });
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
  const { maxSessions } = options;
  const served = serve({ settings, logger, now, tools, mcpToken, approvalCode, maxSessions });
  const servedAt = (address: string) => {
    url = address;
  };
  const close = async () => {
    await served.close();
    await operations.close();
    await tools.close();
  };
  const { app, sessions } = served;
  return { app, sessions, approvalCode, mcpToken, servedAt, close };
}

interface Served {
  settings: Settings;
  logger: Logger;
  now: () => number;
  tools: ToolServer;
  mcpToken: string;
  approvalCode: string;
  maxSessions: number | undefined;
}

function serve({ settings, logger, now, tools, mcpToken, approvalCode, maxSessions }: Served) {
  const onError = (error: Error) => logger.debug({ err: error }, 'MCP request refused');
  const callers = knownCallers(settings, now);
  const endpoint = createMcpEndpoint({
    ...tools,
    now,
    sessionIdleMs,
    onError,
    ...(maxSessions === undefined ? {} : { maxSessions }),
  });
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
    onBug: (error) => logger.error({ err: error }, 'A request failed unexpectedly'),
  });
  const close = () => {
    ready = false;
    return endpoint.close();
  };
  return { app, sessions: endpoint.sessions, close };
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

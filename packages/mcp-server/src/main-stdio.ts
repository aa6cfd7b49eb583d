import { httpGuard, type Listening, type Logger, listen, type Settings, signingKey } from '@fes-assistant/runtime';
import { type Catalog, createCatalog } from '@fes-assistant/tools';
import type { Server } from '@modelcontextprotocol/server';
import { type ServeStdioOptions, StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { Hono } from 'hono';
import { approvalRoutes } from './approval-page/approval-routes.ts';
import { type BrowserSessions, createBrowserSessions, newApprovalCode } from './approval-page/browser-sessions.ts';
import { localPrincipal } from './callers/requester.ts';
import { connectSisense } from './connections/connect-sisense.ts';
import type { ConnectSisense } from './connections/connection-pool.ts';
import { watchStdioListens } from './mcp/stdio-listens.ts';
import { openOperations } from './open-operations.ts';
import { createSecretReads } from './secret-reads/secret-reads.ts';
import { createToolServer, type ToolServer } from './tool-server.ts';

export interface StartStdioServerOptions {
  settings: Settings;
  /** Must not write to stdout: that is the protocol's. */
  logger: Logger;
  /** The product's own tools unless a test brings others. */
  catalog?: Catalog;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Makes clients of Sisense. */
  connect?: ConnectSisense;
  /** This process's stdin and stdout unless given. */
  transport?: NonNullable<ServeStdioOptions['transport']>;
}

export interface StartedStdioServer {
  /** Where a person approves what the host cannot ask: a page of this process, on a free loopback port. */
  approvalPage: string;
  /** Print it on stderr: a browser that approves is asked for it once. */
  approvalCode: string;
  close(): Promise<void>;
}

/**
 * Serves MCP over stdio to one host, on the default tenants of the settings. A host that can ask its person does; for one
 * that cannot, the approval page of this process or `fes approve` decides.
 *
 * @throws {SettingsError} one line, when a setting cannot be used.
 * @example
 * const server = await startStdioServer({ settings, logger });
 * process.stderr.write(`Approval code: ${server.approvalCode}\n`);
 */
export async function startStdioServer(options: StartStdioServerOptions): Promise<StartedStdioServer> {
  const { settings, logger, now = Date.now } = options;
  let page = '';
  const approvalUrlOf = (id: string) => `${page}/approve/${encodeURIComponent(id)}`;
  const secretReads = createSecretReads(options.catalog ?? createCatalog(), { now });
  const { catalog } = secretReads;
  const operations = await openOperations({ settings, logger, catalog, now, approvalUrlFor: approvalUrlOf });
  const { uiPort, backendPort, mcpPort } = settings.network;
  const tools = createToolServer({
    settings,
    logger,
    secretReads,
    operations,
    now,
    connect: options.connect ?? connectSisense({ settings, logger }),
    signingKey: signingKey(settings),
    approvalUrlOf,
    ownPorts: [uiPort, backendPort, mcpPort],
  });
  const approvalCode = newApprovalCode();
  const listening = await servePage(tools.calls, createBrowserSessions({ code: approvalCode, now }));
  page = listening.url;
  const stdio = serveHost(tools, { logger, transport: options.transport ?? new StdioServerTransport() });
  const close = async () => {
    await Promise.all([stdio.close(), listening.close()]);
    await operations.close();
    await tools.close();
  };
  return { approvalPage: page, approvalCode, close };
}

/** MCP for one host. The SDK pins one server to the connection, the last one that it asks for. */
function serveHost(
  tools: ToolServer,
  { logger, transport }: { logger: Logger; transport: NonNullable<ServeStdioOptions['transport']> },
) {
  let pinned: Server | undefined;
  const changed = (uri: string) => void pinned?.sendResourceUpdated({ uri }).catch(() => undefined);
  return serveStdio(
    () => {
      pinned = tools.createServer();
      return pinned;
    },
    {
      onerror: (error) => logger.debug({ err: error }, 'MCP message refused'),
      transport: watchStdioListens(transport, { watch: tools.watch, principal: localPrincipal, changed }),
    },
  );
}

/** Only the approval page, on a free port of loopback: MCP itself stays on stdio. */
function servePage(change: ToolServer['calls'], sessions: BrowserSessions): Promise<Listening> {
  const app = new Hono();
  app.use(httpGuard({ bodyTypes: () => ['application/x-www-form-urlencoded'], linkable: () => true }));
  app.route('/approve', approvalRoutes({ change, secretReads: change.secretReads, sessions }));
  return listen(app, { port: 0, settingName: 'FES_MCP_PORT' });
}

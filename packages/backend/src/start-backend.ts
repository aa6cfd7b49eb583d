import { resolve } from 'node:path';
import { type Logger, listen, type Settings } from '@fes-assistant/runtime';
import { scanned } from './agent/egress-scan.ts';
import { createModel } from './agent/models/create-model.ts';
import type { Model } from './agent/models/model.ts';
import { createTurns } from './agent/turns.ts';
import { createApp } from './app.ts';
import type { Backend, Offer } from './backend.ts';
import { createConversations } from './conversations/conversations.ts';
import { openBackendStore } from './conversations/open-backend-store.ts';
import { createPageSessions } from './sessions/page-sessions.ts';
import { createCatalogues } from './tool-server/catalogues.ts';
import { createMcpToolServer } from './tool-server/mcp-tool-server.ts';

export interface StartBackendOptions {
  settings: Settings;
  logger: Logger;
  /** `FES_MCP_TOKEN`: the tool server knows the backend by it. */
  mcpToken: string;
  /** Connections offered by name; their tokens stay here. */
  offers?: Offer[];
  /** In place of the one that the settings name. */
  model?: Model;
  now?: () => Date;
}

export interface RunningBackend {
  url: string;
  close(): Promise<void>;
}

const sweepEveryMs = 60_000;

/** Service 2: the HTTP API, the conversations and the agent. */
export async function startBackend(options: StartBackendOptions): Promise<RunningBackend> {
  const { settings, logger, mcpToken, offers = [], now = () => new Date() } = options;
  logger.secrets.add(mcpToken);
  for (const { connection } of offers) logger.secrets.add(connection.token);
  const db = await openBackendStore({ ...settings.data, dir: resolve(settings.data.dir) });
  const conversations = createConversations({ db, now });
  const toolServer = createMcpToolServer({ ...settings.toolServer, mcpToken, now });
  const catalogues = createCatalogues(toolServer, now);
  if (settings.toolServer.autoSubscribe) toolServer.listen(() => catalogues.refresh());
  const unscanned = options.model ?? (await createModel({ settings, catalogues, logger }));
  const model = scanned(unscanned, {
    secrets: logger.secrets,
    alarm: () => logger.error({}, 'A request to the language model held a known secret and was not sent.'),
  });
  const sessions = createPageSessions({
    conversations,
    idleMs: settings.ui.idleTimeoutHours * 3_600_000,
    secrets: logger.secrets,
    now,
  });
  const turns = createTurns({ settings, logger, now, conversations, toolServer, catalogues, model });
  const backend: Backend = {
    settings,
    logger,
    now,
    offers,
    sessions,
    conversations,
    toolServer,
    catalogues,
    model,
    turns,
  };
  await turns.recover((principal) => sessions.ofPrincipal(principal));
  const sweeper = setInterval(() => {
    sessions.sweep();
    toolServer.sweep();
  }, sweepEveryMs);
  sweeper.unref();
  const { bind, backendPort } = settings.network;
  const listening = await listen(createApp(backend), {
    port: backendPort,
    host: bind,
    settingName: 'FES_BACKEND_PORT',
  });
  return {
    url: listening.url,
    async close() {
      clearInterval(sweeper);
      await turns.close();
      await listening.close({ graceMs: 200 });
      await toolServer.close();
      await db.destroy();
    },
  };
}

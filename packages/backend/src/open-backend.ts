import { resolve } from 'node:path';
import type { Logger, Settings } from '@fes-assistant/runtime';
import { scanned } from './agent/egress-scan.ts';
import { createModel } from './agent/models/create-model.ts';
import type { Model } from './agent/models/model.ts';
import { createTurns } from './agent/turns.ts';
import { createApp } from './app.ts';
import type { Offer } from './backend.ts';
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

/** Service 2 without a port. */
export interface OpenBackend {
  app: ReturnType<typeof createApp>;
  /** Ends the turns that run, while there is still a port on which their readers learn of it. */
  endTurns(): Promise<void>;
  close(): Promise<void>;
}

const sweepEveryMs = 60_000;

/** Puts service 2 together: every route and all that is behind them. */
export async function openBackend(options: StartBackendOptions): Promise<OpenBackend> {
  const { settings, logger, mcpToken, offers = [], now = () => new Date() } = options;
  logger.secrets.add(mcpToken);
  for (const { connection } of offers) logger.secrets.add(connection.token);
  const db = await openBackendStore({ ...settings.data, dir: resolve(settings.data.dir) });
  const conversations = createConversations({ db, now });
  const toolServer = createMcpToolServer({ ...settings.toolServer, mcpToken, now });
  const catalogues = createCatalogues(toolServer, now);
  if (settings.toolServer.autoSubscribe) toolServer.listen(() => catalogues.refresh());
  const model = scannedModel(options.model ?? (await createModel({ settings, catalogues, logger })), logger);
  const idleMs = settings.ui.idleTimeoutHours * 3_600_000;
  const sessions = createPageSessions({ conversations, idleMs, secrets: logger.secrets, now });
  const shared = { settings, logger, now, conversations, toolServer, catalogues, model };
  const turns = createTurns(shared);
  await turns.recover((principal) => sessions.ofPrincipal(principal));
  const sweeper = setInterval(() => {
    sessions.sweep();
    toolServer.sweep();
  }, sweepEveryMs);
  sweeper.unref();
  return {
    app: createApp({ ...shared, offers, sessions, turns }),
    endTurns() {
      clearInterval(sweeper);
      return turns.close();
    },
    async close() {
      await toolServer.close();
      await db.destroy();
    },
  };
}

function scannedModel(model: Model, logger: Logger): Model {
  const alarm = () => logger.error({}, 'A request to the language model held a known secret and was not sent.');
  return scanned(model, { secrets: logger.secrets, alarm });
}

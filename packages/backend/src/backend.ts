import type { Connection, Side } from '@fes-assistant/protocol';
import type { Logger, Settings } from '@fes-assistant/runtime';
import type { Model } from './agent/models/model.ts';
import type { Turns } from './agent/turns.ts';
import type { Conversations } from './conversations/conversations.ts';
import type { PageSessions } from './sessions/page-sessions.ts';
import type { Catalogues } from './tool-server/catalogues.ts';
import type { ToolServer } from './tool-server/tool-server.ts';

/** A connection offered by name, one click away. Its token stays in this process. */
export interface Offer {
  name: string;
  title: string;
  sides: Side[];
  connection: Connection;
}

/** Everything that the routes of one backend share. */
export interface Backend {
  settings: Settings;
  logger: Logger;
  now: () => Date;
  offers: Offer[];
  sessions: PageSessions;
  conversations: Conversations;
  toolServer: ToolServer;
  catalogues: Catalogues;
  model: Model;
  turns: Turns;
}

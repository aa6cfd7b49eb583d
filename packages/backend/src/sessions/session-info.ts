import type { Mode, SessionInfo, ToolManifest } from '@fes-assistant/protocol';
import { summarizationOf } from '../agent/disclosure.ts';
import type { Backend } from '../backend.ts';
import { currentConversation } from './current-conversation.ts';
import type { Person } from './page-sessions.ts';

const examplesPerMode = 12;

/** All that the page must know before anyone types. */
export async function sessionInfo(backend: Backend, person: Person): Promise<SessionInfo> {
  const [chat, migration] = await Promise.all([
    backend.catalogues.known('chat'),
    backend.catalogues.known('migration'),
  ]);
  const { provider, name } = backend.model;
  const notice = backend.model.notice;
  return {
    mode: person.mode,
    connections: [...person.statuses.values()],
    offers: backend.offers.map(({ name: offer, title, sides, connection }) => ({
      name: offer,
      title,
      sides,
      deployment: connection.origin,
    })),
    tools: { chat: chat.length, migration: migration.length },
    examples: [...examplesOf('chat', chat), ...examplesOf('migration', migration)],
    model: { provider, name, ...(notice === undefined ? {} : { notice }) },
    summarization: summarizationOf(backend.settings.privacy, person.allowSummarization),
    conversationId: (await currentConversation(backend, person)).id,
  };
}

/** What people ask first; anything that is listed here has its tool. */
const preferred: Record<Mode, string[]> = {
  chat: [
    'access.get_users_all',
    'dashboard.get_all_dashboards',
    'datamodel.get_all_datamodel',
    'access.users_per_group',
    'access.get_unused_columns',
    'datamodel.describe_datamodel',
    'wellcheck.run_full_wellcheck',
    'access.create_user',
    'access.update_user',
    'access.delete_user',
    'dashboard.get_dashboard_share',
    'access.get_roles',
  ],
  migration: [
    'migration.migrate_all_datamodels',
    'migration.migrate_dashboards',
    'migration.migrate_all_users',
    'migration.migrate_all_groups',
    'migration.migrate_datamodels',
    'migration.migrate_all_dashboards',
    'access.get_users_all',
    'dashboard.get_all_dashboards',
    'datamodel.get_all_datamodel',
  ],
};

function examplesOf(mode: Mode, tools: ToolManifest[]): SessionInfo['examples'] {
  return preferred[mode]
    .flatMap((id) => {
      const tool = tools.find((candidate) => candidate.id === id);
      const ask = tool?.examples[0]?.ask;
      return ask === undefined ? [] : [{ mode, ask, tool: id }];
    })
    .slice(0, examplesPerMode);
}

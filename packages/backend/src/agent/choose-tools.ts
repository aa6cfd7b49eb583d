import type { Conversation, ToolManifest } from '@fes-assistant/protocol';
import MiniSearch from 'minisearch';
import { functionName } from './function-name.ts';
import { isLocal } from './local-tools.ts';
import type { ModelTool } from './models/model.ts';

/** The tools that a model is shown: those that fit the question, those used lately, and a search for the rest. */
export interface Toolbox {
  offered(): ModelTool[];
  /** Finds more by words and offers them from now on. */
  search(words: string): ToolManifest[];
}

const mostShown = 20;
const foundAtOnce = 8;

interface ToolIndex {
  search(words: string): ToolManifest[];
}

interface Indexed {
  id: string;
  words: string;
  title: string;
  description: string;
  examples: string;
  tags: string;
}

/** Tools by the words of their id, title, description, examples and tags. */
function indexTools(tools: ToolManifest[]): ToolIndex {
  const index = new MiniSearch<Indexed>({
    fields: ['words', 'title', 'description', 'examples', 'tags'],
    searchOptions: {
      boost: { words: 2, title: 3, examples: 2 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(
    tools.map(({ id, title, description, examples, tags }) => ({
      id,
      words: id.replaceAll(/[._]/g, ' '),
      title,
      description,
      examples: examples.map(({ ask }) => ask).join(' · '),
      tags: tags.join(' '),
    })),
  );
  const byId = new Map(tools.map((tool) => [tool.id, tool]));
  return {
    search: (words) =>
      index.search(words).flatMap(({ id }) => {
        const tool = byId.get(String(id));
        return tool ? [tool] : [];
      }),
  };
}

export function createToolbox(request: {
  tools: ToolManifest[];
  most: number;
  ask: string;
  past: Conversation;
}): Toolbox {
  const { tools, past } = request;
  const most = Math.min(request.most, mostShown);
  const index = indexTools(tools.filter((tool) => !isLocal(tool)));
  const shown = new Map<string, ToolManifest>(tools.filter(isLocal).map((tool) => [tool.id, tool]));
  const show = (tool: ToolManifest | undefined): void => {
    if (tool) shown.set(tool.id, tool);
  };
  const lately = past.turns.slice(-3).flatMap((turn) => turn.tools.map(({ tool }) => tool));
  for (const id of lately.slice(-5)) show(tools.find((tool) => tool.id === id));
  const before = past.turns.at(-2)?.text ?? '';
  const candidates = [...index.search(request.ask), ...index.search(before).slice(0, 4), ...tools.filter(isCommon)];
  for (const tool of candidates) {
    if (shown.size >= most) break;
    show(tool);
  }
  return {
    offered: () =>
      [...shown.values()].map((tool) => ({
        name: functionName(tool),
        description: tool.description,
        inputSchema: tool.inputSchema,
      })),
    search(words) {
      const found = index.search(words).slice(0, foundAtOnce);
      for (const tool of found) show(tool);
      return found;
    },
  };
}

/** Good to have when the question's words name nothing. */
const common = new Set([
  'access.get_users_all',
  'access.get_user',
  'dashboard.get_all_dashboards',
  'datamodel.get_all_datamodel',
  'access.get_my_user',
]);

function isCommon({ id }: ToolManifest): boolean {
  return common.has(id);
}

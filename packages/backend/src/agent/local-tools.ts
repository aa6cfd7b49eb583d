import type { Json, ReadResult, ToolManifest } from '@fes-assistant/protocol';
import type { CallOutcome } from '../tool-server/tool-server.ts';
import { resultOf } from './references.ts';
import type { RunningTurn } from './run-turn.ts';
import { CannotView, viewRows, viewSchema } from './view-rows.ts';

function localTool(tool: Pick<ToolManifest, 'id' | 'title' | 'description' | 'inputSchema' | 'columns'>): ToolManifest {
  const { title } = tool;
  return {
    ...tool,
    name: tool.id.replaceAll('.', '_'),
    module: tool.id.slice(0, tool.id.indexOf('.')),
    effect: 'read',
    annotations: { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    outputSchema: { type: 'object' },
    examples: [],
    tags: [],
    secrets: [],
  };
}

const search = localTool({
  id: 'tools.search',
  title: 'Search tools',
  description: 'Finds tools by a few words; what it finds can be called from then on.',
  inputSchema: {
    type: 'object',
    properties: { words: { type: 'string', description: 'A few words, such as "dashboard owner"' } },
    required: ['words'],
    additionalProperties: false,
  },
  columns: [
    { key: 'tool', title: 'Tool', kind: 'text' },
    { key: 'description', title: 'What it does', kind: 'text' },
  ],
});

const viewTool = localTool({
  id: 'view.rows',
  title: 'Look into a result',
  description:
    'Filters, sorts, counts or groups the rows of an earlier result, named by its handle; nothing is asked of Sisense again.',
  inputSchema: viewSchema,
  columns: [],
});

/** The tool server's own way to the next page of a long result. No model is shown it. */
export const pagesTool = localTool({
  id: 'results.rows',
  title: 'Next rows',
  description: 'Gives the next page of a result.',
  inputSchema: { type: 'object' },
  columns: [],
});

/** Tools that run here, on what the conversation holds already. */
export const localTools: ToolManifest[] = [search, viewTool];

export function isLocal({ id }: Pick<ToolManifest, 'id'>): boolean {
  return localTools.some((tool) => tool.id === id);
}

/** The outcome of a local tool, or undefined where the tool is the tool server's. */
export function runLocalTool(
  { log, toolbox }: Pick<RunningTurn, 'log' | 'toolbox'>,
  { tool, args }: { tool: ToolManifest; args: Record<string, Json> },
): CallOutcome | undefined {
  if (tool.id === search.id) {
    const rows = toolbox
      .search(String(args['words']))
      .map((found) => ({ tool: found.name, description: found.description }));
    return { kind: 'result', result: { rows, columns: search.columns, total: rows.length } };
  }
  if (tool.id !== viewTool.id) return undefined;
  try {
    return { kind: 'result', result: view(resultOf(log.now(), String(args['of'])), args) };
  } catch (error) {
    if (!(error instanceof CannotView)) throw error;
    return { kind: 'failed', failure: { code: 'invalid', message: error.message, fixableBy: 'asker' } };
  }
}

function view(result: ReadResult | undefined, args: Record<string, Json>): ReadResult {
  if (!result) throw new CannotView(`There is no result ${String(args['of'])} in this conversation.`);
  if (!('rows' in result)) throw new CannotView('That result is one item, not rows.');
  return viewRows(result, args);
}

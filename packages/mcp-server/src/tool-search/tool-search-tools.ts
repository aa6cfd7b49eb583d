import type { ToolManifest } from '@fes-assistant/protocol';
import { z } from 'zod';
import { failureAnswer } from '../calls/answers.ts';
import type { CallAnswer, ToolCall } from '../calls/tool-call.ts';
import { type OwnTool, ownTool } from '../operation-tools/own-tool.ts';
import { searchTools } from './search-tools.ts';

interface ToolSearchParts {
  /** Every tool that a caller may call, listed at the top or not. */
  manifests: (call: Pick<ToolCall, 'mode' | 'scopes'>) => ToolManifest[];
  callTool: (name: string, call: ToolCall) => Promise<CallAnswer | undefined>;
}

/** The two tools through which a host with a short list reaches all the others. */
export function toolSearchTools(parts: ToolSearchParts): OwnTool[] {
  return [searchTool(parts), callTool(parts)];
}

function searchTool({ manifests }: ToolSearchParts): OwnTool {
  return ownTool({
    id: 'tools.search',
    title: 'Search tools',
    description: 'Finds tools that are not listed, with their arguments; call one with tools.call.',
    input: z.strictObject({
      query: z.string().min(1).max(300).describe('What you want to do'),
      limit: z.int().min(1).max(20).default(5),
    }),
    output: { type: 'object', properties: { rows: { type: 'array', items: { type: 'object' } } }, required: ['rows'] },
    effect: 'read',
    examples: [{ ask: 'Is there something that shows unused columns?', input: { query: 'unused columns' } }],
    async run({ query, limit }, call) {
      const found = searchTools(manifests(call), { query, limit });
      const rows = found.map(({ id, description, effect, inputSchema }) => ({
        tool: id,
        description,
        effect,
        inputSchema,
      }));
      const text = rows.length === 0 ? 'No tool fits. Try other words.' : JSON.stringify(rows);
      return { content: [{ type: 'text', text }], structuredContent: { rows, columns: [], total: rows.length } };
    },
  });
}

function callTool({ callTool: dispatch }: ToolSearchParts): OwnTool {
  return ownTool({
    id: 'tools.call',
    title: 'Call tool',
    description: 'Calls any tool that tools.search found: reads run, changes are planned and wait for a person.',
    input: z.strictObject({
      tool: z.string().min(1).max(200).describe('Id of the tool'),
      arguments: z.record(z.string(), z.unknown()).default({}).describe('Its arguments'),
    }),
    output: { type: 'object' },
    effect: 'change',
    destructive: true,
    examples: [{ ask: 'List the plugins', input: { tool: 'plugins.get_all_plugins', arguments: {} } }],
    async run({ tool, arguments: args }, call) {
      const answer = tool.startsWith('tools') ? undefined : await dispatch(tool, { ...call, args });
      if (answer) return answer;
      const message = `There is no tool ${JSON.stringify(tool.slice(0, 100))}: find its id with tools.search.`;
      return failureAnswer({ code: 'unknown-tool', message, fixableBy: 'asker' });
    },
  });
}

import { canonicalJson, type Json, type JsonSchema } from '@fes-assistant/protocol';
import { moduleOf } from './catalog.ts';
import { inputSchema } from './derive/json-schema.ts';
import type { Tool } from './tool.ts';
import { tools as allTools } from './tools.ts';

/** One row of `config/tools.registry.json`. */
export interface RegistryRow {
  tool_id: string;
  module: string;
  method: string;
  description: string;
  parameters: JsonSchema;
  mutates: boolean;
  tags: string[];
  updated_at: string;
  examples: { user_query: string; arguments: Record<string, Json>; notes: string }[];
}

/**
 * The registry's rows, sorted by id. A row whose content is the same as in `previous` keeps its date; the others get `date`,
 * the day of the commit that changed them.
 */
export function buildRegistry({
  date,
  previous = [],
  tools = allTools,
}: {
  date: string;
  previous?: readonly RegistryRow[];
  tools?: readonly Tool[];
}): RegistryRow[] {
  const before = new Map(previous.map((row) => [row.tool_id, row]));
  const sorted = tools.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.map((tool) => {
    const row = rowOf(tool, date);
    const old = before.get(tool.id);
    return old !== undefined && content(old) === content(row) ? { ...row, updated_at: old.updated_at } : row;
  });
}

function rowOf(tool: Tool, date: string): RegistryRow {
  const module = moduleOf(tool.id);
  return {
    tool_id: tool.id,
    module,
    method: tool.id.slice(module.length + 1),
    description: tool.description,
    parameters: inputSchema(tool, 'chat'),
    mutates: tool.effect === 'change',
    tags: tool.tags,
    updated_at: date,
    examples: tool.examples.map(({ ask, input }) => ({ user_query: ask, arguments: input, notes: '' })),
  };
}

function content({ updated_at: _date, ...rest }: RegistryRow): string {
  return canonicalJson(rest);
}

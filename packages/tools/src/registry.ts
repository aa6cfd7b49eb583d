import type { ToolExample } from '@fes-assistant/protocol';
import { z } from 'zod';
import { nearestName } from './derive/nearest-name.ts';
import { parseInput } from './derive/parse-input.ts';
import { Refusal } from './refusal.ts';
import type { Tool } from './tool.ts';
import { tools as allTools } from './tools.ts';

/** What a row of a registry file may say about a tool; schemas and safety always come from code. */
export interface RegistryEntry {
  place: number;
  description?: string;
  examples?: ToolExample[];
  /** Hides a read where changes are off. */
  mutates: boolean;
}

export interface Registry {
  /** By tool id; a tool without a row is not offered. */
  rows: Map<string, RegistryEntry>;
}

const rowSchema = z.looseObject({
  tool_id: z.string().min(1),
  description: z.string().min(1).optional(),
  mutates: z.boolean().optional(),
  hidden: z.boolean().optional(),
  examples: z
    .array(z.object({ user_query: z.string(), arguments: z.record(z.string(), z.json()), notes: z.string().nullish() }))
    .optional(),
});
type FileRow = z.infer<typeof rowSchema>;

const obeyed = ['tool_id', 'description', 'mutates', 'hidden', 'examples'];
const passedOver = ['module', 'class', 'method', 'full_doc', 'parameters', 'tags', 'sdk_version', 'updated_at'];

/**
 * Reads a registry file. Throws one line when the file cannot be used; `lines` says what in it was passed over, each with
 * its row.
 */
export function readRegistry(text: string, tools: readonly Tool[] = allTools): { registry: Registry; lines: string[] } {
  const rows = new Map<string, RegistryEntry>();
  const lines: string[] = [];
  const byId = new Map(tools.map((tool) => [tool.id, tool]));
  for (const [index, raw] of parseFile(text).entries()) {
    const parsed = rowSchema.safeParse(raw);
    if (!parsed.success) {
      lines.push(`row ${index + 1} is not used: ${parsed.error.issues[0]?.path.join('.') || 'it'} does not fit`);
      continue;
    }
    const row = parsed.data;
    lines.push(...unknownFields(row, index));
    const tool = byId.get(row.tool_id);
    if (tool === undefined) lines.push(missingTool(row.tool_id, { index, known: [...byId.keys()] }));
    else if (rows.has(row.tool_id))
      lines.push(`row ${index + 1} (${row.tool_id}) is not used: an earlier row is the same tool's`);
    else if (row.hidden !== true) rows.set(row.tool_id, entryOf(row, { tool, index, lines }));
  }
  return { registry: { rows }, lines };
}

function parseFile(text: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`The tool registry is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (!Array.isArray(parsed)) throw new Refusal('The tool registry must be a JSON array of rows.');
  return parsed;
}

function entryOf(row: FileRow, place: { tool: Tool; index: number; lines: string[] }): RegistryEntry {
  const examples = row.examples?.flatMap((example) => {
    const fits = fitsTool(place.tool, example.arguments);
    if (!fits)
      place.lines.push(`row ${place.index + 1} (${row.tool_id}): an example does not fit the tool's arguments`);
    return fits ? [{ ask: example.user_query, input: example.arguments }] : [];
  });
  return {
    place: place.index,
    mutates: row.mutates === true,
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(examples === undefined || examples.length === 0 ? {} : { examples }),
  };
}

function unknownFields(row: FileRow, index: number): string[] {
  const known = [...obeyed, ...passedOver];
  return Object.keys(row)
    .filter((field) => !known.includes(field))
    .map((field) => `row ${index + 1} (${row.tool_id}): the field "${field}" is not known${hint(field, known)}`);
}

function missingTool(id: string, { index, known }: { index: number; known: string[] }): string {
  return `row ${index + 1} is not used: there is no tool "${id}"${hint(id, known)}`;
}

function hint(given: string, known: string[]): string {
  const near = nearestName(given, known);
  return near === undefined ? '' : `; is "${near}" meant?`;
}

function fitsTool(tool: Tool, input: unknown): boolean {
  try {
    parseInput(tool, input);
    return true;
  } catch {
    return false;
  }
}

import type { Mode, ToolManifest } from '@fes-assistant/protocol';
import { moduleOf, publishedName } from '../catalog.ts';
import type { Tool } from '../tool.ts';
import { annotations } from './annotations.ts';
import { inputSchema, outputSchema } from './json-schema.ts';
import { toolUndoWords } from './undo-words.ts';

export type NameMode = 'claude' | 'canonical';

const derived = new WeakMap<Tool, Partial<Record<Mode, ToolManifest>>>();

/** A tool as hosts see it. Derived once for each mode, under its dotted name. */
export function manifestOf(tool: Tool, mode: Mode): ToolManifest {
  const known = derived.get(tool) ?? {};
  const manifest = known[mode] ?? derive(tool, mode);
  derived.set(tool, { ...known, [mode]: manifest });
  return manifest;
}

export function nameOf(id: string, mode: NameMode): string {
  return mode === 'claude' ? publishedName(id) : id;
}

function derive(tool: Tool, mode: Mode): ToolManifest {
  const undo = toolUndoWords(tool);
  return {
    id: tool.id,
    name: tool.id,
    module: moduleOf(tool.id),
    title: tool.title,
    description: tool.description,
    effect: tool.effect,
    annotations: annotations(tool),
    inputSchema: inputSchema(tool, mode),
    outputSchema: outputSchema(tool),
    columns: tool.effect === 'read' ? tool.columns : [],
    examples: tool.examples,
    tags: tool.tags,
    secrets: tool.effect === 'change' ? (tool.secrets ?? []) : [],
    ...(undo === undefined ? {} : { undo }),
  };
}

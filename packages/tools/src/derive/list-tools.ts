import { createHash } from 'node:crypto';
import { canonicalJson, type Mode, type ToolCatalog, type ToolManifest } from '@fes-assistant/protocol';
import { moduleOf } from '../catalog.ts';
import type { Registry } from '../registry.ts';
import type { Tool } from '../tool.ts';
import { tools } from '../tools.ts';
import { manifestOf, type NameMode, nameOf } from './manifest.ts';

export interface ListSettings {
  mode: Mode;
  /** Modules to offer; all when absent. */
  allowModules?: readonly string[];
  allowMutations: boolean;
  nameMode: NameMode;
  /** What an operator's registry replaces, orders or hides. */
  registry?: Registry;
  /** The product's own unless a test brings others. */
  tools?: readonly Tool[];
}

/** The tools to offer, in an order that depends only on settings and mode, with a hash that changes when the list does. */
export function listTools(settings: ListSettings): ToolCatalog {
  const offered = (settings.tools ?? tools).filter((tool) => isOffered(tool, settings));
  const ordered = offered.toSorted((a, b) => place(a, settings) - place(b, settings) || (a.id < b.id ? -1 : 1));
  const manifests = ordered.map((tool) => withRegistry(manifestOf(tool, settings.mode), settings));
  return { hash: createHash('sha256').update(canonicalJson(manifests)).digest('hex'), tools: manifests };
}

/** Whether a tool may be listed, and so called, under these settings. */
export function isOffered(tool: Tool, settings: Omit<ListSettings, 'nameMode' | 'tools'>): boolean {
  const module = moduleOf(tool.id);
  const row = settings.registry?.rows.get(tool.id);
  if (settings.registry && row === undefined) return false;
  if (settings.allowModules && !settings.allowModules.includes(module)) return false;
  if (!settings.allowMutations && (tool.effect === 'change' || row?.mutates === true)) return false;
  if (tool.effect !== 'change' && !needsApproval(tool)) return true;
  return (settings.mode === 'migration') === (module === 'migration');
}

/** Whether a call is answered by a proposal that a person must approve. */
export function needsApproval(tool: Tool): boolean {
  return tool.effect === 'change' || tool.secretResult === true;
}

function place(tool: Tool, { registry }: ListSettings): number {
  return registry?.rows.get(tool.id)?.place ?? 0;
}

function withRegistry(manifest: ToolManifest, { nameMode, registry }: ListSettings): ToolManifest {
  const row = registry?.rows.get(manifest.id);
  return {
    ...manifest,
    name: nameOf(manifest.id, nameMode),
    description: row?.description ?? manifest.description,
    examples: row?.examples ?? manifest.examples,
  };
}

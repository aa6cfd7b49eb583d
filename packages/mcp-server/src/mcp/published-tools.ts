import { createHash } from 'node:crypto';
import { canonicalJson, type Mode, type ToolCatalog, type ToolManifest, toolIdMeta } from '@fes-assistant/protocol';
import { type ListSettings, listTools, publishedName } from '@fes-assistant/tools';
import type { Tool } from '@modelcontextprotocol/server';
import { allows, allScopes, type Scope, scopesFor } from '../callers/scopes.ts';
import type { OwnTool } from '../operation-tools/own-tool.ts';

/** What is offered in one mode; made once, because it depends on settings and mode alone. */
interface PublishedTools {
  /** Every tool that may be called. */
  catalog: ToolCatalog;
  /** Those of it that a caller who may do this much can call. */
  catalogFor(scopes: readonly Scope[]): ToolCatalog;
  /** Those that are listed to such a caller. */
  toolsFor(scopes: readonly Scope[]): Tool[];
}

interface PublishSettings extends ListSettings {
  /** Ids that a short list shows at the top; all when absent. */
  top?: readonly string[] | undefined;
}

export function publishTools({ top, ...settings }: PublishSettings, ownTools: OwnTool[]): PublishedTools {
  const own = ownTools.map((tool): ToolManifest => {
    const name = settings.nameMode === 'claude' ? publishedName(tool.id) : tool.id;
    return { ...tool.manifest, name };
  });
  const tools = [...listTools(settings).tools, ...own];
  const catalog = catalogOf(tools);
  const catalogs = new Map<string, ToolCatalog>([[allScopes.join(), catalog]]);
  const shown = top === undefined ? tools : tools.filter(({ id }) => top.includes(id));
  const listed = shown.map((manifest) => ({ tool: mcpTool(manifest), needed: scopesFor(manifest) }));
  return {
    catalog,
    catalogFor(scopes) {
      const key = allScopes.filter((scope) => scopes.includes(scope)).join();
      const known = catalogs.get(key) ?? catalogOf(tools.filter((tool) => allows(scopes, scopesFor(tool))));
      catalogs.set(key, known);
      return known;
    },
    toolsFor: (scopes) => listed.filter(({ needed }) => allows(scopes, needed)).map(({ tool }) => tool),
  };
}

function catalogOf(tools: ToolManifest[]): ToolCatalog {
  return { hash: createHash('sha256').update(canonicalJson(tools)).digest('hex'), tools };
}

/** Own tools as far as the settings offer them. */
export function offeredOwnTools(ownTools: OwnTool[], { allowMutations }: { allowMutations: boolean }): OwnTool[] {
  return ownTools.filter((tool) => allowMutations || !tool.changesSisense);
}

function mcpTool(manifest: ToolManifest): Tool {
  return {
    name: manifest.name,
    title: manifest.title,
    description: manifest.description,
    inputSchema: manifest.inputSchema as Tool['inputSchema'],
    outputSchema: manifest.outputSchema as NonNullable<Tool['outputSchema']>,
    annotations: manifest.annotations,
    _meta: { [toolIdMeta]: manifest.id },
  };
}

export type ToolsByMode = Record<Mode, PublishedTools>;

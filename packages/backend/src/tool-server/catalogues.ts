import type { Mode, ToolCatalog, ToolManifest } from '@fes-assistant/protocol';
import type { ToolServer } from './tool-server.ts';

/** The tools of each mode as the tool server describes them, read once and again when they may have changed. */
export interface Catalogues {
  of(mode: Mode): Promise<ToolCatalog>;
  /** The tools of a mode, or none while the tool server is away. */
  known(mode: Mode): Promise<ToolManifest[]>;
  /** By dotted id or published name, exactly. */
  find(request: { mode: Mode; name: string }): Promise<ToolManifest | undefined>;
  /** Reads again at the next use: the tool server may have been restarted with other settings. */
  refresh(): void;
}

const keepMs = 300_000;

/** Rows are looked into and tools are searched here; the tool server's tools for that are for hosts that cannot. */
const notForUs = new Set(['results', 'tools']);

function withoutOwn({ hash, tools }: ToolCatalog): ToolCatalog {
  return { hash, tools: tools.filter(({ module }) => !notForUs.has(module)) };
}

export function createCatalogues(toolServer: Pick<ToolServer, 'catalog'>, now: () => Date): Catalogues {
  const held = new Map<Mode, { catalog: Promise<ToolCatalog>; readAt: number }>();

  function of(mode: Mode): Promise<ToolCatalog> {
    const time = now().getTime();
    const before = held.get(mode);
    if (before && time - before.readAt < keepMs) return before.catalog;
    const catalog = toolServer.catalog({ mode }).then(withoutOwn);
    held.set(mode, { catalog, readAt: time });
    catalog.catch(() => held.delete(mode));
    return catalog;
  }

  return {
    of,
    known: (mode) =>
      of(mode).then(
        ({ tools }) => tools,
        () => [],
      ),
    async find({ mode, name }) {
      const { tools } = await of(mode);
      return tools.find((tool) => tool.id === name || tool.name === name);
    },
    refresh: () => held.clear(),
  };
}

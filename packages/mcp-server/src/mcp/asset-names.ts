import type { Sisense } from '@fes-assistant/sisense';
import type { ConnectionDesk } from '../connections/connection-desk.ts';

const keptMs = 60_000;

export type AssetKind = 'user' | 'dashboard';

/** Names of assets on the connected deployment, for completion. */
export interface AssetNames {
  /** Those that contain what was typed, the ones that start with it first; none where nothing is connected. */
  startingWith(asked: {
    kind: AssetKind;
    start: string;
    headers: Headers | undefined;
    signal: AbortSignal;
  }): Promise<string[]>;
}

interface Kept {
  at: number;
  names: Promise<string[]>;
}

/** Reads a list once a minute for each client, so that typing does not read it again with every letter. */
export function createAssetNames({ connections, now }: { connections: ConnectionDesk; now: () => number }): AssetNames {
  const kept = new WeakMap<Sisense, Map<AssetKind, Kept>>();
  const namesOf = (sisense: Sisense, kind: AssetKind) => {
    const lists = kept.get(sisense) ?? new Map<AssetKind, Kept>();
    kept.set(sisense, lists);
    const known = lists.get(kind);
    if (known && now() - known.at < keptMs) return known.names;
    const names = readNames(sisense, kind);
    names.catch(() => lists.delete(kind));
    lists.set(kind, { at: now(), names });
    return names;
  };
  return {
    async startingWith({ kind, start, headers }) {
      const side = connections.modeOf(headers) === 'migration' ? 'source' : 'only';
      const typed = start.toLowerCase();
      try {
        const { sisense } = await connections.open(headers, side);
        const names = (await namesOf(sisense, kind)).filter((name) => name.toLowerCase().includes(typed));
        const first = (name: string) => (name.toLowerCase().startsWith(typed) ? 0 : 1);
        return [...new Set(names)].toSorted((a, b) => first(a) - first(b) || (a < b ? -1 : 1));
      } catch {
        return [];
      }
    },
  };
}

async function readNames(sisense: Sisense, kind: AssetKind): Promise<string[]> {
  if (kind === 'user') return (await sisense.users.list()).map(({ email, userName }) => email ?? userName ?? '');
  return (await sisense.dashboards.list()).map(({ title }) => title ?? '');
}

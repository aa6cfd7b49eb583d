import type { z } from 'zod';
import type { shareEntry } from './shapes.ts';

/** One party of a dashboard's share list (rest-api §5.5). */
export type ShareEntry = z.output<typeof shareEntry>;

/** A party that a dashboard shall be shared with, by id, and its right. */
export interface WantedShare {
  shareId: string;
  type: 'user' | 'group';
  rule: 'view' | 'edit';
  /** As it was, or `false`, unless said. */
  subscribe?: boolean;
}

/** A share list as it will be, and what differs from the one before, by the ids of the parties. */
export interface MergedShares {
  /** The whole list, as it is to be sent. */
  sharesTo: ShareEntry[];
  added: string[];
  changed: string[];
  unchanged: string[];
  /** The owner already has every right; an entry for the owner would be refused. */
  ignored: string[];
}

/** Adds and changes parties of a share list; all others stay as they are, a changed one keeps its subscription. */
export function mergeShares(
  current: ShareEntry[],
  { wanted, remove = [], owner }: { wanted: WantedShare[]; remove?: string[]; owner?: string | undefined },
): MergedShares {
  const before = new Map(current.map((entry) => [entry.shareId, entry]));
  const ignored = wanted.filter(({ shareId }) => shareId === owner).map(({ shareId }) => shareId);
  const next = new Map([...before].filter(([shareId]) => shareId === owner || !remove.includes(shareId)));
  const merged: MergedShares = { sharesTo: [], added: [], changed: [], unchanged: [], ignored };
  for (const share of wanted) {
    if (share.shareId === owner) continue;
    const earlier = before.get(share.shareId);
    const entry = { ...share, subscribe: share.subscribe ?? earlier?.subscribe ?? false };
    next.set(share.shareId, entry);
    const list = !earlier ? 'added' : isSame(earlier, entry) ? 'unchanged' : 'changed';
    merged[list].push(share.shareId);
  }
  merged.sharesTo = [...next.values()].map(plain);
  return merged;
}

function isSame(one: ShareEntry, other: ShareEntry): boolean {
  return one.rule === other.rule && (one.subscribe ?? false) === (other.subscribe ?? false);
}

/** An entry as it is written: without names, which reads add; the owner's has no rule. */
function plain({ shareId, type, rule, subscribe }: ShareEntry): ShareEntry {
  if (!rule || rule === 'owner') return { shareId, type };
  return { shareId, type, rule, subscribe: subscribe ?? false };
}

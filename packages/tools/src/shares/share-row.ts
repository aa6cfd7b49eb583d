import type { Column, Row } from '@fes-assistant/protocol';
import { z } from 'zod';
import { type Parties, partyName } from './parties.ts';

export interface ShareEntry {
  shareId: string;
  type: string;
  rule?: string | null | undefined;
  subscribe?: boolean | null | undefined;
}

export const shareRow = z.looseObject({
  type: z.string(),
  name: z.string().nullable(),
  rule: z.string(),
  subscribe: z.boolean(),
  shareId: z.string(),
});

export const shareColumns: Column[] = [
  { key: 'type', title: 'Kind', kind: 'text' },
  { key: 'name', title: 'Shared with', kind: 'text' },
  { key: 'rule', title: 'Right', kind: 'text' },
  { key: 'subscribe', title: 'Gets reports', kind: 'boolean' },
  { key: 'shareId', title: 'Id', kind: 'id' },
];

/** One party of a share list by name. The owner's own entry carries no right on most servers: it is shown as `owner`. */
export function toShareRow(share: ShareEntry, { owner, parties }: { owner: string | null; parties: Parties }): Row {
  return {
    type: share.type,
    name: partyName({ type: share.type, id: share.shareId }, parties),
    rule: share.shareId === owner ? 'owner' : (share.rule ?? 'owner'),
    subscribe: share.subscribe ?? false,
    shareId: share.shareId,
  };
}

/** What a reader must know of parties that no longer exist. */
export function goneNote(rows: readonly Row[]): string[] {
  const gone = rows.filter(({ name }) => name === null).length;
  return gone === 0 ? [] : [`${gone} of the parties no longer exist; they are listed without a name.`];
}

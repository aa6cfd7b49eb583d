import type { JournalEntry, OperationState } from '@fes-assistant/protocol';
import { sha256 } from '../digest.ts';
import type { JournalRow } from './tables.ts';

/** A journal that is not as it was written. Nothing is carried out, resumed or undone from it. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';
}

/** The hash before the first record: bound to the operation, so that records cannot move between journals. */
export function genesisHash(id: string): string {
  return sha256(`journal of ${id}`);
}

export function recordOf(id: string, entry: JournalEntry, prevHash: string): JournalRow {
  const { seq, at, type, ...rest } = entry;
  const record = { operation_id: id, seq, at, type, body: JSON.stringify(rest), prev_hash: prevHash };
  return { ...record, hash: hashOf(record) };
}

/** Reads records back, in order. @throws {JournalDamaged} at the first that is not as it was written. */
export function entriesOf(
  id: string,
  rows: JournalRow[],
  chain: { after?: { seq: number; hash: string }; head: { seq: number; hash: string } },
): JournalEntry[] {
  let { seq, hash } = chain.after ?? { seq: 0, hash: genesisHash(id) };
  const entries = rows.map((row) => {
    seq += 1;
    if (row.seq !== seq) throw new JournalDamaged(`Record ${seq} is missing.`);
    if (row.prev_hash !== hash) throw new JournalDamaged(`Record ${seq} does not follow the one before it.`);
    if (row.hash !== hashOf(row)) throw new JournalDamaged(`Record ${seq} was changed after it was written.`);
    hash = row.hash;
    return entryOf(row);
  });
  if (seq !== chain.head.seq || hash !== chain.head.hash) {
    throw new JournalDamaged(`It ends at record ${seq}, but ${chain.head.seq} were written.`);
  }
  return entries;
}

/** The state that an entry leaves the operation in; `undefined` where it leaves it as it was. */
export function stateAfter(type: JournalEntry['type']): OperationState | undefined {
  switch (type) {
    case 'proposed':
    case 'approved':
    case 'declined':
    case 'expired':
    case 'interrupted':
    case 'ended':
      return type;
    case 'started':
      return 'running';
    case 'decision-needed':
      return 'needs-decision';
    case 'decided':
      return 'approved';
    default:
      return undefined;
  }
}

function hashOf({ operation_id, seq, at, type, body, prev_hash }: Omit<JournalRow, 'hash'>): string {
  return sha256(JSON.stringify([operation_id, seq, at, type, body, prev_hash]));
}

function entryOf(row: JournalRow): JournalEntry {
  return { seq: row.seq, at: row.at, type: row.type, ...(JSON.parse(row.body) as object) } as JournalEntry;
}

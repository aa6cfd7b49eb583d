import { canonicalJson, type Json } from '@fes-assistant/protocol';
import { sha256 } from './digest.ts';
import { JournalDamaged } from './journal/journal-record.ts';
import type { OperationsStore } from './journal/tables.ts';

/** Adds a state to what the next append stores, and names it by its digest. */
export function keepState(blobs: Map<string, string>, state: Json): string {
  const body = canonicalJson(state);
  const digest = sha256(body);
  blobs.set(digest, body);
  return digest;
}

/** A stored state. @throws {JournalDamaged} when it is missing or is not what was stored. */
export async function readState(store: OperationsStore, digest: string): Promise<Json> {
  const row = await store.selectFrom('blobs').select('body').where('digest', '=', digest).executeTakeFirst();
  if (!row) throw new JournalDamaged(`A stored state is missing (${digest.slice(0, 12)}).`);
  if (sha256(row.body) !== digest) throw new JournalDamaged(`A stored state was changed (${digest.slice(0, 12)}).`);
  return JSON.parse(row.body) as Json;
}

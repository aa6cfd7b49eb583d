import {
  foldJournal,
  type JournalEntry,
  type Operation,
  type OperationEvent,
  type OperationState,
} from '@fes-assistant/protocol';
import type { Transaction } from 'kysely';
import { type AuditEvent, auditEventOf } from '../audit/audit-event.ts';
import { addToAuditTrail } from '../audit/audit-trail.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { digestOf } from '../digest.ts';
import { entriesOf, genesisHash, JournalDamaged, recordOf, stateAfter } from './journal-record.ts';
import type { OperationRow, OperationsStore, OperationsTables } from './tables.ts';

/** What must hold for an append to happen; decided by one conditional update, so only one of many callers wins. */
export interface Guard {
  states?: OperationState[];
  fence?: number;
  /** It must not have expired at this time (milliseconds). */
  notExpiredAt?: number;
  /** No other runner may hold it at this time (milliseconds). */
  notLeasedAt?: number;
}

export interface Append {
  /** The operation as it was; the audit line tells of it. */
  operation: Operation;
  events: OperationEvent[] | ((fence: number) => OperationEvent[]);
  guard: Guard;
  /** Takes the operation for a runner, or takes it from one that is gone (both: a new fence), keeps it, or lets it go. */
  lease?: { owner: string; until: number } | { keepUntil: number } | 'release' | 'revoke';
  blobs?: Map<string, string>;
}

export interface Appended {
  entries: JournalEntry[];
  fence: number;
}

export interface NewOperation {
  operation: Operation;
  event: OperationEvent;
  blobs: Map<string, string>;
  /** Throws when it must not be stored; nobody else writes between its answer and the record. */
  admit: (within: OperationsStore) => Promise<void>;
}

export interface Journal {
  create(request: NewOperation): Promise<void>;
  /** Durable when it returns. All of them or none; `undefined` when a guard did not hold. */
  append(appends: [Append, ...Append[]]): Promise<[Appended, ...Appended[]] | undefined>;
  rowOf(id: string): Promise<OperationRow | undefined>;
  /** The whole journal, checked and folded. @throws {JournalDamaged} */
  load(id: string): Promise<{ operation: Operation; row: OperationRow } | undefined>;
  entriesAfter(id: string, seq: number): Promise<JournalEntry[]>;
  /** Adds a line that no journal entry stands for: a refusal. */
  audit(event: AuditEvent): Promise<void>;
  /** Called after every append in this process. Returns how to stop listening. */
  onAppend(id: string, listener: () => void): () => void;
}

export interface JournalOptions {
  store: OperationsStore;
  clock: () => Date;
  checkpoint: Checkpoint;
  onAuditLine?: ((line: string) => void) | undefined;
}

class GuardDidNotHold extends Error {}

export function createJournal(options: JournalOptions): Journal {
  const { store, clock, checkpoint } = options;
  const listeners = new Map<string, Set<() => void>>();
  const announce = (id: string, lines: string[]) => {
    for (const line of lines) options.onAuditLine?.(line);
    for (const listener of listeners.get(id) ?? []) listener();
  };

  return {
    async create(created) {
      const lines = await store.transaction().execute((within) => insertOperation(within, created));
      announce(created.operation.id, lines);
    },
    async append(appends) {
      const at = clock().toISOString();
      await checkpoint('before-record', appends[0].operation.id);
      const written = await inOneTransaction(store, appends, at);
      if (!written) return undefined;
      await checkpoint('after-record', appends[0].operation.id);
      for (const [index, { lines }] of written.entries()) announce(appends[index]?.operation.id ?? '', lines);
      return written.map(({ entries, fence }) => ({ entries, fence })) as [Appended, ...Appended[]];
    },
    rowOf: (id) => rowOf(store, id),
    load: (id) => load(store, id),
    async entriesAfter(id, seq) {
      const { rows, row } = await readRecords(store, id, seq);
      if (!row) return [];
      const before = seq === 0 ? undefined : await hashAt(store, id, seq);
      return entriesOf(id, rows, {
        ...(before === undefined ? {} : { after: { seq, hash: before } }),
        head: headOf(row),
      });
    },
    async audit(event) {
      const at = clock().toISOString();
      const lines = await store.transaction().execute((within) => addToAuditTrail(within, { at, events: [event] }));
      for (const line of lines) options.onAuditLine?.(line);
    },
    onAppend(id, listener) {
      const all = listeners.get(id) ?? new Set();
      listeners.set(id, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(id) === all) listeners.delete(id);
      };
    },
  };
}

async function inOneTransaction(store: OperationsStore, appends: Append[], at: string) {
  try {
    return await store.transaction().execute(async (within) => {
      const written: (Appended & { lines: string[] })[] = [];
      for (const append of appends) written.push(await appendWithin(within, append, at));
      return written;
    });
  } catch (error) {
    if (error instanceof GuardDidNotHold) return undefined;
    throw error;
  }
}

type Within = Transaction<OperationsTables>;

async function appendWithin(within: Within, append: Append, at: string): Promise<Appended & { lines: string[] }> {
  const { operation, guard } = append;
  const row = await claim(within, append);
  if (!row) throw new GuardDidNotHold(guard.states?.join() ?? '');
  const events = typeof append.events === 'function' ? append.events(row.fence) : append.events;
  const entries = events.map((event, index) => ({ seq: row.seq + index + 1, at, ...event }) as JournalEntry);
  const records = chained(operation.id, entries, row.head_hash);
  for (let from = 0; from < records.length; from += 1000) {
    await within
      .insertInto('journal')
      .values(records.slice(from, from + 1000))
      .execute();
  }
  const state = entries.map(({ type }) => stateAfter(type)).findLast((one) => one !== undefined) ?? row.state;
  await within
    .updateTable('operations')
    .set({ seq: row.seq + entries.length, head_hash: records.at(-1)?.hash ?? row.head_hash, state })
    .where('id', '=', operation.id)
    .execute();
  await insertBlobs(within, append.blobs ?? new Map());
  const lines = await addToAuditTrail(within, {
    at,
    events: entries.flatMap((entry) => auditEventOf(operation, entry) ?? []),
  });
  return { entries, fence: row.fence, lines };
}

/** The first statement of the transaction writes: it takes the write lock, and whoever comes second finds the guard broken. */
async function claim(within: Within, { operation, guard, lease }: Append): Promise<OperationRow | undefined> {
  let update = within.updateTable('operations').where('id', '=', operation.id).returningAll();
  if (lease === 'release') update = update.set({ lease_owner: null, lease_until: 0 });
  else if (lease === 'revoke')
    update = update.set((row) => ({ fence: row('fence', '+', 1), lease_owner: null, lease_until: 0 }));
  else if (lease && 'keepUntil' in lease) update = update.set({ lease_until: lease.keepUntil });
  else if (lease) {
    update = update.set((row) => ({ fence: row('fence', '+', 1), lease_owner: lease.owner, lease_until: lease.until }));
  } else update = update.set((row) => ({ fence: row.ref('fence') }));
  if (guard.states) update = update.where('state', 'in', guard.states);
  if (guard.fence !== undefined) update = update.where('fence', '=', guard.fence);
  if (guard.notExpiredAt !== undefined) update = update.where('expires_at', '>', guard.notExpiredAt);
  if (guard.notLeasedAt !== undefined) update = update.where('lease_until', '<=', guard.notLeasedAt);
  return update.executeTakeFirst();
}

function chained(id: string, entries: JournalEntry[], from: string) {
  let prev = from;
  return entries.map((entry) => {
    const record = recordOf(id, entry, prev);
    prev = record.hash;
    return record;
  });
}

async function insertOperation(within: Within, { operation, event, blobs, admit }: NewOperation): Promise<string[]> {
  await admit(within);
  const { id, principal, digest, createdAt, expiresAt, plan } = operation;
  const entry = { seq: 1, at: createdAt, ...event } as JournalEntry;
  const record = recordOf(id, entry, genesisHash(id));
  await within
    .insertInto('operations')
    .values({
      id,
      principal,
      state: 'proposed',
      digest,
      created_at: createdAt,
      expires_at: Date.parse(expiresAt),
      seq: 1,
      head_hash: record.hash,
      undoes: plan.undoes ?? null,
      fence: 0,
      lease_owner: null,
      lease_until: 0,
    })
    .execute();
  await within.insertInto('journal').values(record).execute();
  await insertBlobs(within, blobs);
  const audited = auditEventOf(operation, entry);
  return addToAuditTrail(within, { at: createdAt, events: audited ? [audited] : [] });
}

async function insertBlobs(within: Within, blobs: Map<string, string>): Promise<void> {
  const rows = [...blobs].map(([digest, body]) => ({ digest, body }));
  for (let from = 0; from < rows.length; from += 1000) {
    const some = rows.slice(from, from + 1000);
    await within
      .insertInto('blobs')
      .values(some)
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute();
  }
}

function rowOf(store: OperationsStore, id: string): Promise<OperationRow | undefined> {
  return store.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst();
}

function headOf(row: OperationRow): { seq: number; hash: string } {
  return { seq: row.seq, hash: row.head_hash };
}

async function hashAt(store: OperationsStore, id: string, seq: number): Promise<string | undefined> {
  const at = store.selectFrom('journal').select('hash').where('operation_id', '=', id).where('seq', '=', seq);
  return (await at.executeTakeFirst())?.hash;
}

/** Row and records of the same moment: the row first, then only the records that it counts. */
async function readRecords(store: OperationsStore, id: string, after: number) {
  const row = await rowOf(store, id);
  if (!row) return { row, rows: [] };
  const records = store.selectFrom('journal').selectAll().where('operation_id', '=', id);
  return { row, rows: await records.where('seq', '>', after).where('seq', '<=', row.seq).orderBy('seq').execute() };
}

async function load(store: OperationsStore, id: string) {
  const { row, rows } = await readRecords(store, id, 0);
  if (!row) return undefined;
  const operation = foldJournal(id, entriesOf(id, rows, { head: headOf(row) }));
  if (!operation) throw new JournalDamaged('It is empty.');
  if (digestOf(operation.plan) !== operation.digest)
    throw new JournalDamaged('Its plan does not have the digest recorded.');
  const same =
    operation.state === row.state && operation.digest === row.digest && operation.principal === row.principal;
  if (!same) throw new JournalDamaged('Its index says something else than its records.');
  return { operation, row };
}

import { canonicalJson } from '@fes-assistant/protocol';
import type { Transaction } from 'kysely';
import { sha256 } from '../digest.ts';
import type { OperationsStore, OperationsTables } from '../journal/tables.ts';
import type { AuditEvent } from './audit-event.ts';
import { type AuditVerdict, verifyAuditLines } from './verify-audit-lines.ts';

const headId = 1;

/**
 * Adds lines to the trail, in the transaction of what they tell of: neither is ever there without the other. The head row
 * is written first, so that two processes queue here and the chain cannot fork.
 */
export async function addToAuditTrail(
  within: Transaction<OperationsTables> | OperationsStore,
  { at, events }: { at: string; events: AuditEvent[] },
): Promise<string[]> {
  if (events.length === 0) return [];
  const head = await within
    .insertInto('audit_head')
    .values({ id: headId, seq: events.length, hash: '' })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({ seq: row('audit_head.seq', '+', events.length) })),
    )
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  let seq = head.seq - events.length;
  let prev = head.hash;
  const rows = events.map((event) => {
    seq += 1;
    const line = canonicalJson({ seq, at, ...event, prev });
    prev = sha256(line);
    return { seq, line, hash: prev };
  });
  for (let from = 0; from < rows.length; from += 1000) {
    await within
      .insertInto('audit')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
  await within.updateTable('audit_head').set({ hash: prev }).where('id', '=', headId).execute();
  return rows.map(({ line }) => line);
}

/** Every line, oldest first, read page by page. */
export async function* auditLines(store: OperationsStore): AsyncIterable<string> {
  let after = 0;
  for (;;) {
    const rows = await store
      .selectFrom('audit')
      .select(['seq', 'line'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(500)
      .execute();
    for (const row of rows) yield row.line;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

export async function verifyAuditTrail(store: OperationsStore): Promise<AuditVerdict> {
  const head = await store.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
  return verifyAuditLines(auditLines(store), head ?? { seq: 0, hash: '' });
}

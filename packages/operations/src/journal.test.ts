import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { deleteTool, fillTool } from '../test/item-catalog.ts';
import { callerOn, carriedOut, newFile, openItems, proposal, world } from '../test/item-engine.ts';
import { ItemStore } from '../test/item-store.ts';
import { verifyAuditLines } from './index.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function database(file: string): DatabaseSync {
  const raw = new DatabaseSync(file);
  cleanups.push(() => raw.close());
  return raw;
}

async function interrupted() {
  const all = await world();
  all.items.fault = ({ item }) => (item?.name === 'child 1' ? 'lost-request' : undefined);
  const operation = await carriedOut(all.operations, { tool: fillTool, input: { children: 1 }, caller: all.caller });
  return { ...all, operation };
}

const damages: Record<string, string> = {
  'an edited record': `update journal set body = replace(body, 'child 1', 'child 9') where seq = 1`,
  'an edited time': `update journal set at = '2020-01-01T00:00:00.000Z' where seq = 2`,
  'a changed type': `update journal set type = 'declined' where seq = 2`,
  'a missing record': 'delete from journal where seq = 3',
  'a missing end': 'delete from journal where seq = (select max(seq) from journal)',
  'a changed digest in the index': `update operations set digest = 'x'`,
  'a state set back in the index': `update operations set state = 'proposed'`,
  'another owner in the index': `update operations set principal = 'bob'`,
};

test.each(Object.entries(damages))('%s is noticed, and nothing is done from it', async (_name, sql) => {
  const { operations, operation, caller, file, items } = await interrupted();
  database(file).exec(sql);
  const { id, digest } = operation;
  const sent = items.changes.length;
  for (const attempt of [
    () => operations.resume({ id, caller }),
    () => operations.approve({ id, digest, caller }),
    () => operations.get({ id, principal: 'ann' }),
    () => operations.undo({ id, caller, signal: new AbortController().signal }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'journal-damaged' });
  }
  expect(items.changes).toHaveLength(sent);
});

test('a plan changed in the store with its own record made to fit is not approved', async () => {
  const { items, operations, caller, file } = await world();
  items.add('lamp');
  const { operation } = await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const raw = database(file);
  const { body } = raw.prepare('select body from journal').get() as { body: string };
  for (let place = 0; place < body.length; place += 37) {
    const flipped = String.fromCharCode(body.charCodeAt(place) ^ 1);
    raw.prepare('update journal set body = ?').run(body.slice(0, place) + flipped + body.slice(place + 1));
    const refused = operations.approve({ id: operation.id, digest: operation.digest, caller });
    await expect(refused).rejects.toMatchObject({ code: 'journal-damaged' });
  }
  expect(items.changes).toEqual([]);
});

test('a stored state that was changed is not used to undo', async () => {
  const { items, operations, caller, file } = await world();
  items.add('lamp');
  const { id } = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  database(file).exec(`update blobs set body = replace(body, 'lamp', 'bomb')`);
  const undone = operations.undo({ id, caller, signal: new AbortController().signal });
  await expect(undone).rejects.toMatchObject({ code: 'journal-damaged' });
});

test('a full disk stops before the change leaves', async () => {
  const file = newFile();
  const items = new ItemStore();
  const caller = callerOn(items);
  let full = false;
  const checkpoint = (name: string) => {
    if (full && name === 'before-record')
      throw Object.assign(new Error('database or disk is full'), { code: 'ENOSPC' });
  };
  const operations = await openItems(file, { checkpoint });
  const { operation } = await proposal(operations, { tool: fillTool, input: { children: 1 }, caller });
  const { id, digest } = operation;
  const reached = Promise.withResolvers<void>();
  items.gate = () => {
    full = true;
    reached.resolve();
  };
  await operations.approve({ id, digest, caller });
  await reached.promise;
  await operations.close();
  expect(items.changes).toEqual([]);
  const next = await openItems(file);
  expect(await next.recover()).toEqual([id]);
});

test('every attempt, refusal and outcome has one line in the audit trail, and every change a pair', async () => {
  const copied: string[] = [];
  const { items, operations, caller } = await world({ onAuditLine: (line) => copied.push(line) });
  items.add('lamp');
  const { id, digest } = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  await operations.approve({ id, digest, caller }).catch(() => {});
  const lines: string[] = [];
  for await (const line of operations.auditTrail()) lines.push(line);
  expect(copied).toEqual(lines);
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(said.map(({ event, outcome, code }) => [event, outcome ?? code].filter(Boolean).join(' '))).toEqual([
    'proposed',
    'approved',
    'started',
    'step-intended',
    'step-ended done',
    'ended done',
    'refused approve',
  ]);
  expect(said[3]).toMatchObject({
    operation: id,
    principal: 'ann',
    tool: 'items.delete',
    digest,
    deployments: [{ side: 'only', deployment: 'https://items.example.com', user: 'ann@example.com' }],
    step: { id: 's1', kind: 'item.delete', asset: 'item lamp', attempt: 1 },
  });
  expect(said[4]?.['before']).toMatch(/^[0-9a-f]{64}$/);
  expect(said[0]?.['arguments']).toEqual({ name: 'lamp' });
  expect(said[6]).toMatchObject({ code: 'already-used', principal: 'ann', operation: id });
  expect(await operations.verifyAudit()).toEqual({ intact: true, lines: 7 });
});

test('an edited, deleted, moved or cut audit line is noticed', async () => {
  const { items, operations, caller, file } = await world();
  items.add('lamp');
  await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const lines: string[] = [];
  for await (const line of operations.auditTrail()) lines.push(line);
  const [first = '', second = ''] = lines;
  const damaged = [
    [first.replace('lamp', 'bomb'), ...lines.slice(1)],
    lines.slice(1),
    [second, first, ...lines.slice(2)],
    [first, ...lines.slice(2)],
    [first, first, ...lines.slice(1)],
    ['not json', ...lines.slice(1)],
  ];
  for (const one of damaged) expect(await verifyAuditLines(one)).toMatchObject({ intact: false });
  expect(await verifyAuditLines(lines)).toEqual({ intact: true, lines: lines.length });
  const raw = database(file);
  raw.exec('delete from audit where seq = (select max(seq) from audit)');
  expect(await operations.verifyAudit()).toMatchObject({ intact: false, line: lines.length - 1 });
});

import { foldJournal, type JournalEntry } from '@fes-assistant/protocol';
import { expect, test } from 'vitest';
import { createTool, deleteTool, fillTool } from '../test/item-catalog.ts';
import { callerOn, carriedOut, openItems, proposal, rested, world } from '../test/item-engine.ts';

test('whoever watches from the proposal on sees every entry once, in order, and folds the same operation', async () => {
  const { operations, caller } = await world();
  const { operation } = await proposal(operations, { tool: fillTool, input: { children: 5 }, caller });
  const { id, digest, principal } = operation;
  const seen: JournalEntry[] = [];
  const watching = (async () => {
    for await (const entry of operations.watch({ id, principal, signal: new AbortController().signal }))
      seen.push(entry);
  })();
  await operations.approve({ id, digest, caller });
  await watching;
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
  expect(foldJournal(id, seen)).toEqual(await operations.get({ id, principal }));
});

test('a watcher that comes back asks for what follows, from any entry, through any process', async () => {
  const { operations, caller, file } = await world();
  const { id, principal, seq } = await carriedOut(operations, { tool: fillTool, input: { children: 2 }, caller });
  const other = await openItems(file);
  for (let after = 0; after <= seq; after += 1) {
    const rest: number[] = [];
    const signal = new AbortController().signal;
    for await (const entry of other.watch({ id, principal, after, signal })) rest.push(entry.seq);
    expect(rest).toEqual(Array.from({ length: seq - after }, (_, index) => after + index + 1));
  }
});

test('watching ends when told to, and stops nothing', async () => {
  const { operations, caller } = await world();
  const { operation } = await proposal(operations, { tool: fillTool, input: { children: 1 }, caller });
  const { id, digest, principal } = operation;
  const left = new AbortController();
  for await (const _ of operations.watch({ id, principal, signal: left.signal })) left.abort();
  await operations.approve({ id, digest, caller });
  expect(await rested(operations, { id, principal })).toMatchObject({ end: 'done' });
});

test('a watched proposal says when it has run out', async () => {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const { operations, caller } = await world({ clock: () => new Date(now) });
  const { operation } = await proposal(operations, { tool: fillTool, input: { children: 1 }, caller });
  const types: string[] = [];
  for await (const { type } of operations.watch({
    id: operation.id,
    principal: 'ann',
    signal: new AbortController().signal,
  })) {
    types.push(type);
    now += 3_600_000;
  }
  expect(types).toEqual(['proposed', 'expired']);
});

test('an interrupted operation resumes under the same deployment, user and principal only', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ item }) => (item?.name === 'child 1' ? 'lost-request' : undefined);
  const { id } = await carriedOut(operations, { tool: fillTool, input: { children: 1 }, caller });
  const resumeAs = (changes: Parameters<typeof callerOn>[1]) =>
    operations.resume({ id, caller: callerOn(items, changes) });
  await expect(resumeAs({ principal: 'bob' })).rejects.toMatchObject({ code: 'wrong-principal' });
  await expect(resumeAs({ userId: 'u2' })).rejects.toMatchObject({ code: 'wrong-connection' });
  await expect(resumeAs({ deployment: 'https://b.example.com' })).rejects.toMatchObject({ code: 'wrong-connection' });
  const unconnected = operations.resume({ id, caller: { ...caller, connections: [] } });
  await expect(unconnected).rejects.toMatchObject({ code: 'connection-needed' });
  expect(items.changes).toHaveLength(2);
});

test('secrets are asked for again after an interruption', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ method }) => (method === 'create' ? 'unreachable' : undefined);
  const secrets = { password: 'correct horse' };
  const { id, principal, state } = await carriedOut(operations, {
    tool: createTool,
    input: { name: 'lamp' },
    caller,
    secrets,
  });
  expect(state).toBe('interrupted');
  await expect(operations.resume({ id, caller })).rejects.toMatchObject({ code: 'secret-missing' });
  items.fault = () => undefined;
  await operations.resume({ id, caller, secrets });
  expect(await rested(operations, { id, principal })).toMatchObject({ end: 'done' });
});

test('200 resumes at the same time: one run', async () => {
  const { operations, caller, items } = await world();
  items.fault = ({ method }) => (method === 'create' ? 'unreachable' : undefined);
  const { id, principal } = await carriedOut(operations, { tool: fillTool, input: { children: 1 }, caller });
  items.fault = () => undefined;
  const sent = items.changes.length;
  const attempts = await Promise.allSettled(Array.from({ length: 200 }, () => operations.resume({ id, caller })));
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await rested(operations, { id, principal });
  expect(items.changes).toHaveLength(sent + 2);
});

test('a runner that lost its operation to another sends and records nothing more', async () => {
  const { operations, caller, items, file } = await world();
  const { operation } = await proposal(operations, { tool: fillTool, input: { children: 2 }, caller });
  const { id, digest, principal } = operation;
  const held = items.hold('child 1');
  await operations.approve({ id, digest, caller });
  await held.reached;
  const other = await openItems(file, { isRunnerAlive: () => false });
  expect(await other.recover()).toEqual([id]);
  const stopped = await other.get({ id, principal });
  items.gate = () => {};
  held.letGo();
  await operations.close();
  expect(items.named('child 2')).toEqual([]);
  expect(await other.get({ id, principal })).toEqual(stopped);
  await other.resume({ id, caller });
  expect(await rested(other, { id, principal })).toMatchObject({ end: 'done' });
  expect(items.changes).toHaveLength(3);
});

test("operations are listed newest first, only one's own", async () => {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const { operations, caller, items } = await world({ clock: () => new Date(now) });
  items.add('lamp');
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    now += 1000;
    ids.unshift((await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller })).operation.id);
  }
  expect((await operations.list({ principal: 'ann', limit: 2 })).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(await operations.list({ principal: 'bob' })).toEqual([]);
});

import { expect, test } from 'vitest';
import { createTool, deleteTool, fillTool } from '../test/item-catalog.ts';
import { callerOn, carriedOut, openItems, proposal, rested, world } from '../test/item-engine.ts';

async function waiting(options: Parameters<typeof world>[0] = {}) {
  const all = await world(options);
  all.items.add('lamp');
  const { operation } = await proposal(all.operations, {
    tool: deleteTool,
    input: { name: 'lamp' },
    caller: all.caller,
  });
  return { ...all, operation };
}

test('an approved plan is carried out once and its outcome is true', async () => {
  const { operations, operation, caller, items } = await waiting();
  const { id, digest } = operation;
  const approved = await operations.approve({ id, digest, caller });
  expect(approved.state).toBe('approved');
  expect(await rested(operations, { id, principal: 'ann' })).toMatchObject({
    state: 'ended',
    end: 'done',
    undoable: true,
  });
  expect(items.contents()).toEqual([]);
  expect(items.changes).toHaveLength(1);
});

test('200 approvals at the same time: exactly one run', async () => {
  const { operations, operation, caller, items } = await waiting();
  const { id, digest } = operation;
  const attempts = await Promise.allSettled(
    Array.from({ length: 200 }, () => operations.approve({ id, digest, caller })),
  );
  const refused = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  expect(refused).toEqual(Array(199).fill('already-used'));
  await rested(operations, { id, principal: 'ann' });
  expect(items.changes).toHaveLength(1);
});

test('any other digest is refused, whichever character differs', async () => {
  const { operations, operation, caller, items } = await waiting();
  const { id, digest } = operation;
  for (let place = 0; place < digest.length; place += 1) {
    const other = digest[place] === '0' ? '1' : '0';
    const forged = digest.slice(0, place) + other + digest.slice(place + 1);
    await expect(operations.approve({ id, digest: forged, caller })).rejects.toMatchObject({ code: 'wrong-digest' });
  }
  expect(items.changes).toEqual([]);
});

test('another principal, deployment, user or no connection is refused', async () => {
  const { operations, operation, items, caller } = await waiting();
  const { id, digest } = operation;
  const approveAs = (changes: Parameters<typeof callerOn>[1]) =>
    operations.approve({ id, digest, caller: callerOn(items, changes) });
  await expect(approveAs({ principal: 'bob' })).rejects.toMatchObject({ code: 'wrong-principal' });
  await expect(approveAs({ userId: 'u2' })).rejects.toMatchObject({ code: 'wrong-connection' });
  await expect(approveAs({ deployment: 'https://other.example.com' })).rejects.toMatchObject({
    code: 'wrong-connection',
  });
  const unconnected = operations.approve({ id, digest, caller: { ...caller, connections: [] } });
  await expect(unconnected).rejects.toMatchObject({ code: 'connection-needed' });
  await expect(operations.approve({ id: 'made-up', digest, caller })).rejects.toMatchObject({
    code: 'unknown-operation',
  });
  expect(items.changes).toEqual([]);
  expect(await operations.get({ id, principal: 'ann' })).toMatchObject({ state: 'proposed' });
});

test('another principal sees nothing of an operation', async () => {
  const { operations, operation } = await waiting();
  const bob = { id: operation.id, principal: 'bob' };
  await expect(operations.get(bob)).rejects.toMatchObject({ code: 'unknown-operation' });
  await expect(operations.inputOf(bob)).rejects.toMatchObject({ code: 'unknown-operation' });
  const watched = operations.watch({ ...bob, signal: new AbortController().signal })[Symbol.asyncIterator]();
  await expect(watched.next()).rejects.toMatchObject({ code: 'unknown-operation' });
  expect(await operations.list({ principal: 'bob' })).toEqual([]);
  expect(await operations.ownerOf({ id: operation.id })).toBe('ann');
});

test('an expired plan is refused and says so from then on', async () => {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const { operations, operation, caller, items } = await waiting({ clock: () => new Date(now) });
  now += 10 * 60_000;
  const { id, digest } = operation;
  await expect(operations.approve({ id, digest, caller })).rejects.toMatchObject({ code: 'expired' });
  now -= 60_000;
  await expect(operations.approve({ id, digest, caller })).rejects.toMatchObject({ code: 'expired' });
  expect(await operations.get({ id, principal: 'ann' })).toMatchObject({ state: 'expired' });
  expect(items.changes).toEqual([]);
});

test('a declined plan cannot be approved; a carried out one not again', async () => {
  const { operations, operation, caller, items } = await waiting();
  const { id, digest } = operation;
  expect(await operations.decline({ id, caller })).toMatchObject({ state: 'declined' });
  await expect(operations.approve({ id, digest, caller })).rejects.toMatchObject({ code: 'not-waiting' });
  const done = await carriedOut(operations, { tool: deleteTool, input: { name: 'lamp' }, caller });
  const again = operations.approve({ id: done.id, digest: done.digest, caller });
  await expect(again).rejects.toMatchObject({ code: 'already-used' });
  await expect(operations.decline({ id: done.id, caller })).rejects.toMatchObject({ code: 'not-waiting' });
  expect(items.changes).toHaveLength(1);
});

test('with changes switched off a stored proposal cannot be approved', async () => {
  const { operation, caller, file, items } = await waiting();
  const off = await openItems(file, { changesAllowed: false });
  const { id, digest } = operation;
  await expect(off.approve({ id, digest, caller })).rejects.toMatchObject({ code: 'changes-off' });
  expect(items.changes).toEqual([]);
});

test('a needed secret must be given, one that nobody asked for must not', async () => {
  const { operations, caller, items } = await world();
  const asked = await proposal(operations, { tool: createTool, input: { name: 'lamp' }, caller });
  const { id, digest } = asked.operation;
  const approveWith = (secrets: Record<string, string>) => operations.approve({ id, digest, caller, secrets });
  await expect(approveWith({})).rejects.toThrow('needs Password');
  await expect(approveWith({ password: '' })).rejects.toMatchObject({ code: 'secret-missing' });
  await expect(approveWith({ password: 'p', pin: '1' })).rejects.toMatchObject({ code: 'secret-missing' });
  await approveWith({ password: 'correct horse' });
  const ended = await rested(operations, { id, principal: 'ann' });
  expect(ended).toMatchObject({ end: 'done', secrets: ['password'] });
  expect(items.changes[0]?.secret).toBe('correct horse');
});

test('who approved is recorded where it is not the principal itself', async () => {
  const { operations, operation, caller } = await waiting();
  const { id, digest } = operation;
  const approved = await operations.approve({ id, digest, caller, by: 'approval page' });
  expect(approved.approvedBy).toBe('approval page');
  await rested(operations, { id, principal: 'ann' });
});

test('two operations on one deployment never interleave their steps', async () => {
  const { operations, caller, items } = await world();
  let writing = 0;
  let most = 0;
  items.gate = async ({ method }) => {
    if (method === 'list') return;
    writing += 1;
    most = Math.max(most, writing);
    await new Promise((resolve) => setImmediate(resolve));
    writing -= 1;
  };
  const other = callerOn(items, { principal: 'bob' });
  const input = { children: 3 };
  const [first] = await Promise.all([
    carriedOut(operations, { tool: fillTool, input, caller }),
    carriedOut(operations, { tool: fillTool, input, caller: other }),
  ]);
  expect(first.state).toBe('ended');
  expect(most).toBe(1);
});

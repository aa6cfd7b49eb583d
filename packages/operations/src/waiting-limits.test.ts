import { expect, test } from 'vitest';
import { deleteTool, paintTool } from '../test/item-catalog.ts';
import { carriedOut, proposal, rested, world } from '../test/item-engine.ts';

const startedAt = Date.parse('2026-11-24T10:00:00Z');

/** One item, and how to ask for its end as anybody. */
async function asking(options: Parameters<typeof world>[0] = {}) {
  const time = { now: startedAt };
  const { items, operations, caller } = await world({ clock: () => new Date(time.now), ...options });
  items.add('lamp');
  const ask = async (principal = 'ann') =>
    (await proposal(operations, { tool: deleteTool, input: { name: 'lamp' }, caller: { ...caller, principal } }))
      .operation;
  return { items, operations, caller, ask, time };
}

test('fifty changes of one person wait, and no more; another person is not hindered', async () => {
  const { items, ask } = await asking();
  for (let count = 0; count < 50; count += 1) await ask();
  const asked = items.requests.length;
  await expect(ask()).rejects.toMatchObject({
    code: 'too-many-waiting',
    message:
      '50 changes that you asked for wait for approval already: approve or decline some of them, then ask again.',
  });
  expect(items.requests).toHaveLength(asked);
  expect((await ask('bob')).state).toBe('proposed');
});

test('one that is approved, declined or expired makes room', async () => {
  const { operations, caller, ask, time } = await asking({ waitingLimits: { perPrincipal: 2 } });
  const full = () => expect(ask()).rejects.toMatchObject({ code: 'too-many-waiting' });
  const [first] = [await ask(), await ask()];
  await full();
  await operations.decline({ id: first.id, caller });
  const { id, digest } = await ask();
  await full();
  await operations.approve({ id, digest, caller });
  await rested(operations, { id, principal: 'ann' });
  await expect(ask()).rejects.toThrow(/lamp/);
  time.now += 10 * 60_000;
  expect((await operations.list({ principal: 'ann' })).map(({ state }) => state).toSorted()).toEqual([
    'declined',
    'ended',
    'expired',
  ]);
});

test('expired ones make room without anybody having looked at them', async () => {
  const { ask, time } = await asking({ waitingLimits: { perPrincipal: 2 } });
  await ask();
  time.now += 5 * 60_000;
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'too-many-waiting' });
  time.now += 5 * 60_000;
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'too-many-waiting' });
});

test('there is a bound for all people together', async () => {
  const { ask } = await asking({ waitingLimits: { inAll: 3 } });
  for (const person of ['ann', 'bob', 'carl']) await ask(person);
  await expect(ask('dora')).rejects.toMatchObject({
    code: 'too-many-waiting',
    message: expect.stringMatching(/^3 changes wait for approval on this server, .*approve or decline some of yours/),
  });
});

test('of many that are asked for at once no more wait than may', async () => {
  const { operations, ask } = await asking({ waitingLimits: { perPrincipal: 5 } });
  const asked = await Promise.allSettled(Array.from({ length: 30 }, () => ask()));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  expect(await operations.list({ principal: 'ann' })).toHaveLength(5);
});

test('taking something back is a proposal as well', async () => {
  const { items, operations, caller } = await asking({ waitingLimits: { perPrincipal: 1 } });
  items.add('chair');
  const paint = (name: string) => ({ tool: paintTool, input: { names: [name], color: 'gold' }, caller });
  const { id } = await carriedOut(operations, paint('lamp'));
  await proposal(operations, paint('chair'));
  const undone = operations.undo({ id, caller, signal: new AbortController().signal });
  await expect(undone).rejects.toMatchObject({ code: 'too-many-waiting' });
});

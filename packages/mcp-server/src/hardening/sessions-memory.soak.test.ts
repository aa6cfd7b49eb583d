import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { amount, isSoak, reached } from '@fes-assistant/testing';
import { expect, test } from 'vitest';
import { toApp } from '../../test/deliver.ts';
import { chatHeaders, openTestApp } from '../../test/start-test-server.ts';
import { legacyWire } from '../../test/wire.ts';

const mib = 1024 * 1024;
const list = { method: 'tools/call', params: { name: 'access_list_boxes', arguments: {} } };
const operation = { method: 'resources/subscribe', params: { uri: 'fes://operation/x' } };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is left on the heap when nothing waits to be collected. */
async function heap(): Promise<number> {
  for (let time = 0; time < 3; time += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

test('sessions that were closed, and sessions that were left, hold nothing', { timeout: 3_600_000 }, async () => {
  const sessions = amount({ share: 60, all: 10_000 });
  let now = Date.parse('2026-11-24T12:00:00Z');
  const { app, sessions: kept } = await openTestApp({ now: () => now });
  const deliver = toApp(app);
  const headers = chatHeaders();
  const useSession = async (leave: boolean) => {
    const wire = await legacyWire(deliver, { headers });
    await wire.send(list);
    await wire.send(operation);
    if (!leave) expect(await wire.close()).toBe(200);
    return wire.session;
  };
  const useMany = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      await useSession(at % 2 === 0);
      if (at % 1_000 !== 999) continue;
      now += 2 * 3_600_000;
      await kept.sweep();
    }
    now += 2 * 3_600_000;
    await kept.sweep();
  };
  await useMany(amount({ share: 20, all: 5_500 }));
  const before = await heap();
  await useMany(sessions);
  const grownMib = ((await heap()) - before) / mib;
  const left = kept.count;
  const got = `${sessions.toLocaleString('en')} sessions: ${left} left, ${grownMib.toFixed(2)} MiB`;
  reached({
    target: 'T-24',
    what: 'sessions of the tool server',
    wanted: '0 left, ≤ 2 MiB',
    got,
    ok: left === 0 && grownMib <= 2,
  });
  expect(left).toBe(0);
  if (isSoak) expect(grownMib).toBeLessThanOrEqual(2);
});

test('who opens session after session loses their own oldest one, and nobody else loses any', async () => {
  const { app, mcpToken, sessions } = await openTestApp({ maxSessions: 4 });
  const deliver = toApp(app);
  const as = (person: string) => ({ ...chatHeaders(), authorization: `Bearer ${mcpToken}`, 'FES-Principal': person });
  const ann = await legacyWire(deliver, { headers: as('ann') });
  const bobs = [];
  for (let at = 0; at < 6; at += 1) bobs.push(await legacyWire(deliver, { headers: as('bob') }));
  expect(sessions.count).toBe(4);
  expect((await ann.send(list)).status).toBe(200);
  const statuses = await Promise.all(bobs.map(async (bob) => (await bob.send(list)).status));
  expect(statuses).toEqual([404, 404, 404, 200, 200, 200]);
  expect((await legacyWire(deliver, { headers: as('cid') })).session).toBe('');
});

import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { amount, isSoak, reached } from '@fes-assistant/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { inOrder, json, type Reply, raw, startTestServer, type TestServer } from '../../test/server.ts';
import { virtualClock } from '../../test/virtual-clock.ts';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { CallsOptions } from './call-options.ts';
import { Calls } from './calls.ts';
import { systemClock } from './clock.ts';
import { defaultLimits } from './limits.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const perSecond = 100;
const seconds = 60;
const listRoles = (calls: Calls) => calls.call(endpoints['roles.list'], {});

const outages: Record<string, Reply> = {
  'answers 503': raw(503, 'down'),
  'resets connections': (response) => void response.socket?.resetAndDestroy(),
  'answers with a broken body': (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('[', () => response.socket?.destroy());
  },
};

describe('an outage of a minute under a hundred calls a second', () => {
  it.each(Object.entries(outages))('of a deployment that %s is not made worse', async (what, reply) => {
    server.reply = reply;
    for (const breakMs of isSoak ? [15_000, 0] : [15_000]) {
      const { calls, sent } = await virtualOutage({ breakMs });
      const factor = sent / calls;
      const breaker = breakMs > 0 ? '' : ', never left alone';
      reached({
        target: 'T-15',
        what: `${what}${breaker}: requests for each call`,
        wanted: '≤ 1.10',
        got: factor.toFixed(3),
        ok: factor <= 1.1,
      });
      expect(factor).toBeLessThanOrEqual(1.1);
    }
  });

  it.runIf(isSoak)('in real time, on real sockets (skipped outside of the soak: it takes minutes)', async () => {
    for (const breakMs of [15_000, 0]) {
      server.asked = [];
      server.reply = raw(503, 'down');
      const calls = new Calls({ origin: server.origin, token: 'token', limits: { breakMs, inFlight: 50 } });
      const ended: Promise<unknown>[] = [];
      const startedAt = performance.now();
      for (let at = 0; at < perSecond * seconds; at += 1) {
        const early = startedAt + (at * 1000) / perSecond - performance.now();
        if (early > 0) await sleep(early);
        ended.push(listRoles(calls).catch((error: unknown) => error));
      }
      const errors = await Promise.all(ended);
      expect(errors.every((error) => error instanceof SisenseError)).toBe(true);
      const factor = server.asked.length / ended.length;
      const breaker = breakMs > 0 ? '' : ', never left alone';
      reached({
        target: 'T-15',
        what: `60 s in real time${breaker}: requests for each call`,
        wanted: '≤ 1.10',
        got: factor.toFixed(3),
        ok: factor <= 1.1,
      });
      expect(factor).toBeLessThanOrEqual(1.1);
      await calls.close();
    }
  });
});

/** Each call at its time; time goes on when all that is under way has come to a pause or an end. */
async function virtualOutage({ breakMs }: { breakMs: number }): Promise<{ calls: number; sent: number }> {
  const [chance] = fc.sample(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), {
    numRuns: 1,
    seed: 15,
  });
  const clock = virtualClock(() => chance?.next().value ?? 0);
  const calls = new Calls({ origin: server.origin, token: 'token', clock, limits: { breakMs, inFlight: 50 } });
  server.asked = [];
  const total = amount({ share: 20, all: seconds }) * perSecond;
  let ended = 0;
  for (let made = 1; made <= total; made += 1) {
    listRoles(calls).then(
      () => (ended += 1),
      () => (ended += 1),
    );
    while (made - ended > clock.sleeping) await turn();
    clock.advance(1000 / perSecond);
  }
  await calls.close();
  return { calls: total, sent: server.asked.length };
}

describe('the pause that a server asks for', () => {
  const pauses = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 75, 85, 120, 300, 600, 1800, 3600, 86_400];
  const cases = pauses.flatMap((pause) => [
    { pause, how: 'seconds' },
    { pause, how: 'a date' },
  ]);
  let obeyed = 0;

  it.each(cases)('of $pause s, as $how, is kept to the second, or the call fails at once', async ({ pause, how }) => {
    const clock = fastClock({ longest: 89_000, random: 0.999 });
    const skew = 3_600_000;
    const date = new Date(clock.now() + skew).toUTCString();
    const asked = how === 'seconds' ? String(pause) : new Date(clock.now() + skew + pause * 1000).toUTCString();
    const status = pause % 2 === 0 ? 429 : 503;
    server.reply = inOrder(json({}, status, { 'retry-after': asked, date }), json([]));
    const options: CallsOptions = { origin: server.origin, token: 'token', clock };
    const calls = new Calls(options);
    const ended = await listRoles(calls).catch((error: unknown) => error);
    const slept = (clock.slept[0] ?? 0) / 1000;
    if (pause < 89) {
      expect(ended).toEqual([]);
      expect(slept).toBeGreaterThanOrEqual(pause);
      expect(slept).toBeLessThanOrEqual(pause + 1);
    } else {
      expect(ended).toMatchObject({ details: { retryAfter: pause } });
      expect(server.asked).toHaveLength(1);
    }
    obeyed += 1;
    await calls.close();
    if (obeyed === cases.length)
      reached({ target: 'T-17', what: 'Retry-After kept to the second', wanted: '40 of 40', got: obeyed, ok: true });
  });
});

describe('ten of fifty deployments that hang for ever', () => {
  const tenants = 50;
  const hung = 10;
  const callsOfEach = amount({ share: 4, all: 20 });

  it('keep none of the others waiting', async () => {
    server.reply = (response, asked, number) => {
      if (Number(asked.url.split('/')[1]?.slice(1)) < hung) return;
      setTimeout(() => json([])(response, asked, number), 20);
    };
    const connect = (at: number) =>
      new Calls({ origin: `${server.origin}/t${at}`, token: 'token', clock: systemClock });
    const stuck = Array.from({ length: hung }, (_, at) => connect(at));
    const others = Array.from({ length: tenants - hung }, (_, at) => connect(hung + at));
    await timesOf(others);
    const baseline: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < amount({ share: 1, all: 12 }); round += 1) {
      baseline.push(...(await timesOf(others)));
      const asked = server.asked.length;
      const waiting = stuck.flatMap((calls) => Array.from({ length: 12 }, () => failureOf(listRoles(calls))));
      await expect.poll(() => server.asked.length, { timeout: 10_000 }).toBe(asked + hung * defaultLimits.inFlight);
      beside.push(...(await timesOf(others)));
      await Promise.all(stuck.map((calls) => calls.close()));
      expect(new Set((await Promise.all(waiting)).map(({ code }) => code))).toEqual(new Set(['cancelled']));
      for (const at of stuck.keys()) stuck[at] = connect(at);
    }
    const ratio = p95(beside) / p95(baseline);
    reached({
      target: 'T-18',
      what: 'slowest 5 of 100 calls beside 10 hung of 50',
      wanted: '≤ 1.2 ×',
      got: ratio.toFixed(2),
      ok: ratio <= 1.2,
    });
    reached({ target: 'T-18', what: 'errors of the others', wanted: '0', got: 0, ok: true });
    await Promise.all([...stuck, ...others].map((calls) => calls.close()));
  });

  /** Each as often as told, one call after another; a call that fails ends the test. */
  async function timesOf(all: Calls[]): Promise<number[]> {
    const times: number[] = [];
    await Promise.all(
      all.map(async (calls) => {
        for (let at = 0; at < callsOfEach; at += 1) {
          const startedAt = performance.now();
          await listRoles(calls);
          times.push(performance.now() - startedAt);
        }
      }),
    );
    return times;
  }

  const failureOf = async (asked: Promise<unknown>): Promise<SisenseError> => {
    const error = await asked.catch((reason: unknown) => reason);
    if (error instanceof SisenseError) return error;
    throw error;
  };

  const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenDeployment, openDeployment, rows } from '../test/open-deployment.ts';
import type { Fault } from './faults.ts';

let open: OpenDeployment;
beforeEach(async () => {
  open = await openDeployment();
});
afterEach(() => open[Symbol.asyncDispose]());

const groups = () => open.call('GET', '/api/v1/groups');
const faulty = async (fault: Fault) => {
  open.deployment.faults.add(fault);
  return groups().catch((error: unknown) => ({
    failed: error instanceof Error ? String(error.cause ?? error) : 'failed',
  }));
};

describe('when a fault hits', () => {
  it('only the endpoint, the position and the number of times that were named', async () => {
    const { faults } = open.deployment;
    faults.add({ kind: 'status', status: 503, endpoint: 'groups.list', nth: [2, 3] });
    const statuses = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await groups()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect((await open.call('GET', '/api/v1/users')).status).toBe(200);
    faults.clear();
    const once = faults.add({ kind: 'status', times: 1 });
    expect([(await groups()).status, (await groups()).status]).toEqual([500, 200]);
    expect(once.hits()).toBe(1);
  });

  it('by probability hits the same requests for the same seed', async () => {
    const pattern = async () => {
      await using other = await openDeployment();
      other.deployment.faults.add({ kind: 'status', probability: 0.5 });
      const statuses = [];
      for (let at = 0; at < 12; at += 1) statuses.push((await other.call('GET', '/api/v1/groups')).status);
      return statuses;
    };
    const first = await pattern();
    expect(await pattern()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });
});

describe('answers that are not what was asked for', () => {
  it.each<[Fault, object]>([
    [
      { kind: 'status', status: 429, retryAfter: '7' },
      { status: 429, json: { error: { status: 429 } } },
    ],
    [
      { kind: 'status', status: 401 },
      { status: 401, json: { error: { code: 5002 } } },
    ],
    [{ kind: 'html' }, { status: 200, json: undefined, text: expect.stringContaining('<form') }],
    [{ kind: 'redirect' }, { status: 302, text: '' }],
    [{ kind: 'empty' }, { status: 200, text: '' }],
    [{ kind: 'malformed-json' }, { status: 200, json: undefined }],
    [{ kind: 'truncated-json' }, { status: 200, json: undefined, text: expect.stringMatching(/^\[\{"_id"/) }],
    [{ kind: 'wrong-shape' }, { status: 200, json: { total: 'many' } }],
    [{ kind: 'wrong-content-type' }, { status: 200, json: expect.any(Array) }],
    [
      { kind: 'drip', delayMs: 0 },
      { status: 200, json: expect.any(Array) },
    ],
    [
      { kind: 'slow', delayMs: 1 },
      { status: 200, json: expect.any(Array) },
    ],
    [
      { kind: 'slow-headers', delayMs: 1 },
      { status: 200, json: expect.any(Array) },
    ],
    [
      { kind: 'deep-json', size: 1_000 },
      { status: 200, text: expect.stringMatching(/^\[{1000}\]{1000}$/) },
    ],
    [
      { kind: 'huge-json', size: 200_000 },
      { status: 200, text: expect.stringMatching(/^\["x+/) },
    ],
    [{ kind: 'wrong-length' }, { status: 200, text: '[{"_id"' }],
    [
      { kind: 'gzip-bomb', size: 100_000 },
      { status: 200, text: expect.stringMatching(/^\[{100000}$/) },
    ],
  ])('%o', async (fault, expected) => {
    expect(await faulty(fault)).toMatchObject(expected);
  });
});

describe('connections that end too early', () => {
  it.each<[Fault, RegExp]>([
    [{ kind: 'reset-before-answer' }, /ECONNRESET|closed/],
    [{ kind: 'reset-after-headers' }, /terminated|ECONNRESET|closed/],
    [{ kind: 'reset-mid-body' }, /terminated|ECONNRESET|closed/],
    [{ kind: 'truncated-body' }, /terminated|closed/],
    [{ kind: 'bad-gzip' }, /header/],
  ])('%o', async (fault, message) => {
    expect(await faulty(fault)).toEqual({ failed: expect.stringMatching(message) });
  });

  it('may never answer at all', async () => {
    open.deployment.faults.add({ kind: 'half-open' });
    const asked = fetch(`${open.deployment.origin}/api/v1/groups`, { signal: AbortSignal.timeout(100) });
    await expect(asked).rejects.toThrow(/timeout/);
  });

  it('may be refused, until the deployment is plugged in again', async () => {
    await open.deployment.unplug();
    await expect(groups()).rejects.toThrow('fetch failed');
    await open.deployment.plug();
    expect((await groups()).status).toBe(200);
  });
});

describe('the effect of a change', () => {
  const create = (name: string) => open.call('POST', '/api/v1/groups', { body: { name } }).catch(() => 'no answer');
  const names = async () => rows(await open.read('/api/v1/groups')).map(({ name }) => name);

  it('is there when the connection dies after it, and not when it dies before', async () => {
    const { faults } = open.deployment;
    faults.add({ kind: 'die-after-effect', method: 'POST', times: 1 });
    expect(await create('Made')).toBe('no answer');
    faults.add({ kind: 'reset-before-answer', method: 'POST', times: 1 });
    expect(await create('Not made')).toBe('no answer');
    faults.add({ kind: 'status', status: 504, method: 'POST', times: 1, afterEffect: true });
    expect(await create('Made behind a gateway')).toMatchObject({ status: 504 });
    expect(await names()).toEqual(expect.arrayContaining(['Made', 'Made behind a gateway']));
    expect(await names()).not.toContain('Not made');
  });

  it('is there once where the answer comes twice', async () => {
    open.deployment.faults.add({ kind: 'duplicate-answer', method: 'POST' });
    expect(await create('Echo')).toMatchObject({ status: 201 });
    expect((await names()).filter((name) => name === 'Echo')).toHaveLength(1);
  });
});

it('can give the first page for ever', async () => {
  open.deployment.faults.add({ kind: 'ignore-paging', endpoint: 'users.list' });
  const page = async (skip: number) =>
    rows(await open.read(`/api/v1/users?limit=2&skip=${skip}`)).map(({ _id }) => _id);
  expect(await page(2)).toEqual(await page(0));
});

describe('the request log', () => {
  it('counts by endpoint, method and path, with bytes and no secrets', async () => {
    const { requests, token } = open.deployment;
    requests.clear();
    await Promise.all([groups(), groups(), open.call('POST', '/api/v1/groups', { body: { name: 'Counted' } })]);
    expect(requests.count({ endpoint: 'groups.list' })).toBe(2);
    expect(requests.count({ method: 'POST', path: /groups/, status: 201 })).toBe(1);
    expect(requests.changes()).toMatchObject([{ user: 'admin', bytesIn: 18 }]);
    expect(requests.bytes({ endpoint: 'groups.list' }).out).toBeGreaterThan(1_000);
    expect(JSON.stringify(requests.entries)).not.toContain(token);
  });

  it('knows how many requests were under way at once', async () => {
    await using slow = await openDeployment({ latencyMs: 30 });
    await Promise.all(Array.from({ length: 5 }, () => slow.call('GET', '/api/v1/groups')));
    expect(slow.deployment.requests.peakConcurrency).toBe(5);
  });

  it('answers late, having done at once what was asked', async () => {
    await using slow = await openDeployment({ latencyMs: 60_000 });
    let isSaid = false;
    const body = { name: 'Made before it is said' };
    void slow.call('POST', '/api/v1/groups', { body }).then(
      () => (isSaid = true),
      () => {},
    );
    const isMade = () => [...slow.deployment.world.groups.values()].some(({ name }) => name === body.name);
    await vi.waitFor(() => expect(isMade()).toBe(true), { interval: 5 });
    expect(isSaid).toBe(false);
  });
});

describe('the control routes', () => {
  it('are not there unless asked for', async () => {
    expect((await open.call('GET', '/__simulator/faults')).status).toBe(404);
  });

  it('take their own token and set faults, options and the clock', async () => {
    await using other = await openDeployment({ control: true });
    const headers = { authorization: `Bearer ${other.controlToken}` };
    expect((await other.call('GET', '/__simulator/faults')).status).toBe(401);
    const control = (method: string, name: string, body?: unknown) =>
      other.call(method, `/__simulator/${name}`, { headers, ...(body === undefined ? {} : { body }) });
    expect((await control('POST', 'faults', { kind: 'status', status: 503, times: 1 })).status).toBe(201);
    expect((await other.call('GET', '/api/v1/groups')).status).toBe(503);
    for (const wrong of [
      { kind: 'sneeze' },
      { kind: 'status', endpont: 'users.list' },
      { kind: 'status', endpoint: 'users.lost' },
      { kind: 'status', nth: 'second' },
      { kind: 'status', probability: 7 },
      { kind: 'status', status: 9_999 },
    ])
      expect([wrong, (await control('POST', 'faults', wrong)).status]).toEqual([wrong, 400]);
    expect((await control('PATCH', 'options', { os: 5 })).status).toBe(400);
    expect((await control('PATCH', 'options', { statusVersionShape: 'string' })).status).toBe(200);
    expect(await other.read('/api/v1/application/status')).toMatchObject({ version: expect.any(String) });
    expect((await control('POST', 'clock', { advanceMs: 60_000 })).json).toEqual({ now: '2026-11-24T09:01:00.000Z' });
    expect((await control('GET', 'requests')).json).toMatchObject({
      entries: [{ fault: 'status', status: 503 }, { status: 200 }],
    });
  });
});

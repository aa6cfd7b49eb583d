import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { inOrder, json, type Reply, raw, startTestServer, type TestServer } from '../../test/server.ts';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { CallsOptions } from './call-options.ts';
import { Calls } from './calls.ts';
import { systemClock } from './clock.ts';
import { Gate } from './gate.ts';

let server: TestServer;
let calls: Calls;

beforeEach(async () => {
  server = await startTestServer(json([]));
});
afterEach(async () => {
  await calls?.close();
  await server.close();
});

function connect(options: Partial<CallsOptions> = {}): Calls {
  calls = new Calls({ origin: server.origin, token: 'token-of-ada', clock: fastClock(), ...options });
  return calls;
}

async function failure(asked: Promise<unknown>): Promise<SisenseError> {
  const error = await asked.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof SisenseError) return error;
  throw error;
}

const never: Reply = () => {};
const listRoles = (signal?: AbortSignal) => calls.call(endpoints['roles.list'], { signal });
const deleteUser = (signal?: AbortSignal) => calls.call(endpoints['users.delete'], { path: { id: 'u1' }, signal });

describe('what is sent', () => {
  it('carries the token as bearer and asks for gzip', async () => {
    connect();
    await listRoles();
    expect(server.asked[0]?.headers).toMatchObject({ authorization: 'Bearer token-of-ada', 'accept-encoding': 'gzip' });
  });

  it('is no change where the client was opened for reading only', async () => {
    connect({ readsOnly: true });
    await listRoles();
    expect(await failure(deleteUser())).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Nothing was sent'),
      details: { mayHaveHappened: false },
    });
    expect(server.asked).toHaveLength(1);
  });

  it('goes under the tenant path', async () => {
    connect({ origin: `${server.origin}/acme` });
    await listRoles();
    expect(server.asked[0]?.url).toBe('/acme/api/roles');
  });

  it('encodes path and query, and keeps a parameter inside its segment', async () => {
    connect();
    server.reply = json([]);
    const path = { server: 'LocalHost', title: 'A/B & C#?% ü/../x' };
    await calls.call(endpoints['security.listExtract'], { path });
    await calls.call(endpoints['groups.list'], { query: { name: 'R&D #1 + 50%' } });
    expect(server.asked.map(({ url }) => url)).toEqual([
      '/api/elasticubes/LocalHost/A%2FB%20%26%20C%23%3F%25%20%C3%BC%2F..%2Fx/datasecurity',
      '/api/v1/groups?name=R%26D%20%231%20%2B%2050%25',
    ]);
  });

  it.each(['', '.', '..'])('refuses %j as a path parameter without sending anything', async (id) => {
    connect();
    const error = await failure(calls.call(endpoints['users.delete'], { path: { id } }));
    expect(error).toMatchObject({ code: 'invalid', details: { mayHaveHappened: false } });
    expect(server.asked).toHaveLength(0);
  });

  it('sends a query in a form, and headers that an endpoint asks for', async () => {
    connect();
    server.reply = raw(200, 'Region,Total\n');
    await calls.call(endpoints['queries.jaqlCsv'], { path: { title: 'S' }, body: { data: '{"a":"1&2"}' } });
    server.reply = json([]);
    await calls.call(endpoints['notebooks.list'], {});
    expect(server.asked[0]).toMatchObject({
      body: 'data=%7B%22a%22%3A%221%262%22%7D',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(server.asked[1]?.headers['internal']).toBe('true');
  });

  it('keeps connections open for calls that follow one another', async () => {
    connect();
    const ports = new Set<number | undefined>();
    server.reply = (response, asked, number) => {
      ports.add(response.socket?.remotePort);
      json([])(response, asked, number);
    };
    for (let at = 0; at < 10; at += 1) await listRoles();
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe('time', () => {
  const quick = { headersMs: 80, idleBodyMs: 80, readMs: 2000, connectMs: 200, tries: 1 };

  it('gives up on headers that do not come', async () => {
    connect({ limits: quick, clock: systemClock });
    server.reply = never;
    expect(await failure(listRoles())).toMatchObject({ code: 'timeout', message: expect.stringMatching(/begin/) });
  });

  it('gives up on a body that stops', async () => {
    connect({ limits: quick, clock: systemClock });
    server.reply = (response) => {
      response.writeHead(200);
      response.write('[');
    };
    expect(await failure(listRoles())).toMatchObject({ code: 'timeout', message: expect.stringMatching(/middle/) });
  });

  it('ends a body that drips for ever at the deadline of the call', async () => {
    connect({ limits: { ...quick, readMs: 300 }, clock: systemClock });
    server.reply = (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await failure(listRoles())).toMatchObject({ code: 'timeout', details: { mayHaveHappened: false } });
  });

  it('says of a change that timed out that it may have happened', async () => {
    connect({ limits: { changeMs: 150 }, clock: systemClock });
    server.reply = never;
    expect(await failure(deleteUser())).toMatchObject({ code: 'timeout', details: { mayHaveHappened: true } });
    expect(server.asked).toHaveLength(1);
  });

  it('says of a change that waited for a slot for too long that it did not happen', async () => {
    const gate = new Gate({ limits: { changesInFlight: 1 } });
    server.reply = never;
    const holder = new Calls({ origin: server.origin, token: 'other', gate });
    const held = failure(holder.call(endpoints['users.delete'], { path: { id: 'u2' } }));
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    connect({ gate, limits: { changeMs: 50 }, clock: systemClock });
    expect(await failure(deleteUser())).toMatchObject({ code: 'timeout', details: { mayHaveHappened: false } });
    await holder.close();
    expect(await held).toMatchObject({ code: 'cancelled', details: { mayHaveHappened: true } });
    expect(server.asked).toHaveLength(1);
  });
});

describe('answers', () => {
  it('may be empty though they say that they are compressed', async () => {
    connect();
    server.reply = raw(200, '', { 'content-encoding': 'gzip' });
    expect(await deleteUser()).toBeUndefined();
  });
});

describe('cancellation', () => {
  it('ends a call that runs, and says so', async () => {
    connect();
    const stop = new AbortController();
    server.reply = () => stop.abort();
    expect(await failure(listRoles(stop.signal))).toMatchObject({ code: 'cancelled' });
  });

  it.each(['host', 'connection'])(
    'ends a call that waits for its %s',
    async (what) => {
      const silent = createServer(() => {}).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const { port } = silent.address() as AddressInfo;
      const lookup = what === 'host' ? { lookup: () => {} } : {};
      connect({ origin: `https://${what === 'host' ? 'sisense.example' : '127.0.0.1'}:${port}`, ...lookup });
      const leaving = new AbortController();
      const call = failure(deleteUser(leaving.signal));
      setTimeout(() => leaving.abort(), 20);
      const { code, details } = await call;
      expect([code, details.mayHaveHappened]).toEqual(['cancelled', false]);
      await calls.close();
      silent.close();
    },
    3000,
  );

  it('sends nothing for a signal that is aborted already', async () => {
    connect();
    const error = await failure(deleteUser(AbortSignal.abort()));
    expect(error).toMatchObject({ code: 'cancelled', details: { mayHaveHappened: false } });
    expect(server.asked).toHaveLength(0);
  });

  it('ends the pause before another try', async () => {
    const stop = new AbortController();
    connect({ clock: fastClock({ longest: 1 }) });
    server.reply = json({}, 503, { 'retry-after': '5' });
    const asked = failure(listRoles(stop.signal));
    await expect.poll(() => server.asked.length).toBe(1);
    stop.abort();
    expect(await asked).toMatchObject({ code: 'cancelled' });
  });

  it('ends everything when the client is closed', async () => {
    connect();
    server.reply = never;
    const asked = [failure(listRoles()), failure(deleteUser())];
    await expect.poll(() => server.asked.length).toBe(2);
    await calls.close();
    expect((await Promise.all(asked)).map(({ code }) => code)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('trying again', () => {
  it('reads again after a failure that passes', async () => {
    connect();
    server.reply = inOrder(json({}, 503), raw(502, 'x'), json([{ _id: 'r', name: 'super' }]));
    expect(await listRoles()).toHaveLength(1);
    expect(server.asked).toHaveLength(3);
  });

  it('waits as long as the server asks', async () => {
    const clock = fastClock();
    connect({ clock });
    server.reply = inOrder(json({}, 429, { 'retry-after': '7' }), json([]));
    await listRoles();
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7000);
    expect(clock.slept[0]).toBeLessThan(8000);
  });

  it('waits until the date that the server names', async () => {
    const clock = fastClock();
    connect({ clock });
    const date = new Date(clock.now() + 12_000).toUTCString();
    const now = new Date(clock.now()).toUTCString();
    server.reply = inOrder(json({}, 503, { 'retry-after': date, date: now }), json([]));
    await listRoles();
    expect(clock.slept[0]).toBeGreaterThanOrEqual(12_000);
  });

  it('fails at once, saying when, where the pause would outlast the call', async () => {
    connect();
    server.reply = json({}, 429, { 'retry-after': '3600' });
    expect(await failure(listRoles())).toMatchObject({ code: 'rate-limited', details: { retryAfter: 3600 } });
    expect(server.asked).toHaveLength(1);
  });

  it('spends retries on less than a tenth of many calls', async () => {
    connect({ gate: new Gate({ clock: fastClock() }) });
    server.reply = json({ error: {} }, 500);
    for (let at = 0; at < 300; at += 1) await failure(listRoles());
    expect(server.asked.length / 300).toBeLessThanOrEqual(1.13);
  });
});

describe('a deployment that is down', () => {
  it('is left alone after five failures in a row, and probed once after the break', async () => {
    const clock = fastClock({ longest: 10 });
    connect({ clock, limits: { tries: 1 } });
    server.reply = raw(503, 'down');
    for (let at = 0; at < 5; at += 1) await failure(listRoles());
    const refused = await failure(deleteUser());
    expect(refused).toMatchObject({ code: 'unavailable', details: { mayHaveHappened: false, retryAfter: 15 } });
    expect(server.asked).toHaveLength(5);
    clock.advance(15_001);
    await failure(listRoles());
    await failure(listRoles());
    expect(server.asked).toHaveLength(6);
    clock.advance(15_001);
    server.reply = json([]);
    await listRoles();
    await listRoles();
    expect(server.asked).toHaveLength(8);
  });

  it('is not counted as down for refusing tokens', async () => {
    connect({ limits: { tries: 1 } });
    server.reply = raw(401, '{}');
    for (let at = 0; at < 30; at += 1) await failure(listRoles());
    expect(server.asked).toHaveLength(30);
  });

  it('cannot be reached: nothing happened', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as { port: number };
    await new Promise((resolve) => gone.close(resolve));
    connect({ origin: `http://127.0.0.1:${port}` });
    const error = await failure(deleteUser());
    expect(error).toMatchObject({ code: 'unreachable', details: { mayHaveHappened: false } });
    expect(error.message).toMatch(/refuses connections/);
  });

  it('has a name that does not exist', async () => {
    const lookup: NonNullable<CallsOptions['lookup']> = (_host, _options, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '', 0);
    connect({ origin: 'https://nobody.example', lookup });
    expect(await failure(listRoles())).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/no host/),
    });
  });
});

describe('how many at once', () => {
  it('keeps six requests in flight, two of them changes', async () => {
    connect();
    let changes = 0;
    let mostChanges = 0;
    server.reply = (response, asked, number) => {
      if (asked.method === 'DELETE') changes += 1;
      mostChanges = Math.max(mostChanges, changes);
      setTimeout(() => {
        if (asked.method === 'DELETE') changes -= 1;
        json([])(response, asked, number);
      }, 5);
    };
    await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? listRoles() : deleteUser())));
    expect(server.asked).toHaveLength(40);
    expect(server.mostAtOnce).toBe(6);
    expect(mostChanges).toBe(2);
  });

  it('is shared by clients with the same gate', async () => {
    const gate = new Gate({ limits: { inFlight: 1 } });
    connect({ gate });
    const other = new Calls({ origin: server.origin, token: 'other', gate });
    await Promise.all([listRoles(), other.call(endpoints['roles.list'], {}), listRoles()]);
    await other.close();
    expect(server.mostAtOnce).toBe(1);
  });
});

describe('deployments that hang', () => {
  it('keep nobody else waiting', async () => {
    connect();
    const hung = await startTestServer(never);
    const stuck = Array.from(
      { length: 10 },
      () => new Calls({ origin: hung.origin, token: 'token', clock: fastClock() }),
    );
    const waiting = stuck.flatMap((one) =>
      Array.from({ length: 8 }, () => failure(one.call(endpoints['roles.list'], {}))),
    );
    const answered = await Promise.all(Array.from({ length: 40 }, () => listRoles()));
    expect(answered).toHaveLength(40);
    await Promise.all(stuck.map((one) => one.close()));
    expect(new Set((await Promise.all(waiting)).map(({ code }) => code))).toEqual(new Set(['cancelled']));
    await hung.close();
  });
});

describe('secrets', () => {
  it('that a request carried are taken out of what the server says', async () => {
    connect({ token: 'token-of-ada-lovelace' });
    server.reply = (response, asked, number) =>
      json({ error: { message: `Bad: ${asked.body} ${asked.headers.authorization}` } }, 422)(response, asked, number);
    const body = { email: 'ada@x', password: 'hunter2hunter2', preferences: { apiToken: 'abcd1234' } };
    const refused = [
      await failure(calls.call(endpoints['users.create'], { body })),
      await failure(calls.call(endpoints['server.login'], { body: { username: 'ada', password: 'p&ss w=rd' } })),
      await failure(calls.call(endpoints['encryption.encrypt'], { body: { value: 'the-secret-value' } })),
    ];
    const said = JSON.stringify(refused.map(({ message, details }) => [message, details]));
    expect(said).toMatch(/ada@x/);
    expect(said).not.toMatch(/hunter2|abcd1234|p&ss|the-secret|lovelace/);
  });
});

describe('what is told of a request', () => {
  it('has its path and outcome, and neither token nor query nor body', async () => {
    const told: unknown[] = [];
    connect({ onRequest: (event) => told.push(event) });
    server.reply = inOrder(raw(503, ''), json([]));
    await calls.call(endpoints['groups.list'], { query: { name: 'secret' } });
    expect(told).toMatchObject([
      {
        endpoint: 'groups.list',
        method: 'GET',
        path: '/api/v1/groups',
        attempt: 1,
        status: 503,
        failure: 'unavailable',
      },
      { endpoint: 'groups.list', attempt: 2, status: 200 },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/secret|token-of-ada/);
  });
});

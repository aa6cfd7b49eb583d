import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyMethod } from '../test/every-method.ts';
import { freezing } from '../test/freezing.ts';
import { sampleAnswer } from '../test/sample-answer.ts';
import { raw, startTestServer, type TestServer } from '../test/server.ts';
import { endpoints } from './endpoints.ts';
import { SisenseError } from './errors.ts';
import type { NamedEndpoint } from './http/request.ts';
import { Sisense } from './sisense.ts';

const all: NamedEndpoint[] = Object.values(endpoints);
const numRuns = 3;

let server: TestServer;
let sisense: Sisense;
/** What the client says it called, by the id of the endpoint. */
let meant: { endpoint: string; path: string }[] = [];

beforeAll(async () => {
  server = await startTestServer((response, asked, number) => {
    const endpoint = endpointAt(asked.method, pathOf(asked.url));
    (endpoint ? raw(200, sampleAnswer(endpoint)) : raw(404, 'Cannot'))(response, asked, number);
  });
  const onRequest = (event: { endpoint: string; path: string }) => meant.push(event);
  sisense = new Sisense({ origin: server.origin, token: 'token-of-ada', limits: { tries: 1, breakMs: 0 }, onRequest });
});
afterAll(async () => {
  await sisense.close();
  await server.close();
});

const pathOf = (url: string) => url.split('?')[0] ?? '';

/** An address without parameters is meant where one is written. */
function endpointAt(method: string, path: string): NamedEndpoint | undefined {
  const found = all.filter((one) => one.method === method && patternOf(one).test(path));
  return found.find((one) => one.path === path) ?? found[0];
}

function patternOf({ path }: NamedEndpoint): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
}

const hostile = fc.constantFrom(
  ...['', '.', '..', '/', '../x', '..%2f..', '%2f', '%', '%zz', 'a/b', 'a\\b', '?x=1', '#x', 'a&b=c', ';a', '\n', '\0'],
  ...['a\r\nX: y', ' ', ' a ', 'a,b', '{oid}', '$&', '__proto__', 'bulk', 'admin', 'export', 'e\u0301', '日本', '😀'],
  ...['\ud800', '\u202e', '\ufeff', '"', "'", '<b>', '5f0000000000000000000001', 'ada@x.example', 'x'.repeat(10_000)],
);
const text = fc.oneof({ weight: 3, arbitrary: hostile }, fc.string({ unit: 'binary', maxLength: 40 }));

async function call(name: string, given: string): Promise<unknown> {
  server.asked = [];
  meant = [];
  try {
    return await everyMethod[name]?.(freezing(sisense), given, {});
  } catch (error) {
    return error;
  }
}

/** What is wrong with the requests that a call made, in words. */
function wrongRequests(given: string): string[] {
  const known = new Set([given, 'LocalHost', 'localhost', 'live', 'text']);
  const elsewhere = meant.filter(({ endpoint, path }) => {
    const wanted = all.find(({ id }) => id === endpoint);
    return endpointAt(wanted?.method ?? '', path)?.path !== wanted?.path;
  });
  const outside = server.asked.filter(({ method, url }) => {
    const endpoint = endpointAt(method, pathOf(url));
    const parameters = endpoint ? (patternOf(endpoint).exec(pathOf(url)) ?? []).slice(1) : ['?'];
    return !parameters.every((one) => known.has(decoded(one)) && encodeURIComponent(decoded(one)) === one);
  });
  return [...elsewhere.map(({ path }) => path), ...outside.map(({ url }) => url)];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

describe('whatever text is given as an id, name, title or value', () => {
  it('is known for every method', () => {
    const areas = Object.entries(sisense).filter(([name]) => name !== 'deployment');
    const methods = areas.flatMap(([name, area]) => methodsOf(name, area));
    const covered = new Set(Object.keys(everyMethod).map((name) => name.replace(/ \(.*/, '')));
    expect(methods.length).toBeGreaterThan(150);
    expect([...covered].toSorted()).toEqual(methods.toSorted());
  });

  it.each(Object.keys(everyMethod))(
    '%s asks at its own address alone, fails in words, and leaves what it was given as it was',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(text, async (given) => {
          const end = await call(name, given);
          expect(wrongRequests(given)).toEqual([]);
          if (!(end instanceof Error)) return;
          expect(end).toBeInstanceOf(SisenseError);
          expect(end.message).toMatch(/^[^\n]{10,1500}[.!…"]$/u);
        }),
        { numRuns, seed: 3 },
      );
    },
  );

  it.each(['users.delete', 'dashboards.delete', 'folders.delete'])(
    '%s takes no other address for an id',
    async (name) => {
      expect(await call(name, 'bulk')).toMatchObject({ code: 'invalid' });
      expect(server.asked).toEqual([]);
    },
  );

  it.each([
    'users.deleteMany',
    'dashboards.deleteMany',
    'folders.deleteMany',
    'dashboards.exportMany',
    'queries.cancel',
  ])('%s takes one id for one', async (name) => {
    for (const several of ['a,b;c', '']) expect(await call(name, several)).toMatchObject({ code: 'invalid' });
    expect(server.asked).toEqual([]);
  });

  it('deletes nothing where nothing is named', async () => {
    server.asked = [];
    await Promise.all([
      sisense.users.deleteMany([]),
      sisense.dashboards.deleteMany([]),
      sisense.folders.deleteMany([]),
    ]);
    expect(server.asked).toEqual([]);
  });

  it('is no change: nothing is sent', async () => {
    server.asked = [];
    const { users, dashboards, folders, widgets, connections, notebooks } = sisense;
    const place = { oid: 'd1', widgetOid: 'w1' };
    for (const change of [
      () => users.update('u1', {}),
      () => dashboards.update('d1', { title: undefined }),
      () => folders.update('f1', {}),
      () => widgets.update(place, {}),
      () => connections.update('c1', {}),
      () => notebooks.update('n1', {}),
    ])
      await expect(change()).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('nothing to change'),
      });
    expect(server.asked).toEqual([]);
  });

  it('cannot be written as JSON: nothing is sent', async () => {
    server.asked = [];
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const field of [circle, 2n ** 64n])
      await expect(sisense.users.update('u1', { field })).rejects.toMatchObject({ code: 'invalid' });
    expect(server.asked).toEqual([]);
  });
});

/** Of an area, and of the areas inside of it. */
function methodsOf(at: string, area: object): string[] {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(area)).filter((name) => name !== 'constructor');
  const inner = Object.entries(area).flatMap(([name, part]) => methodsOf(`${at}.${name}`, part as object));
  return [...own.map((name) => `${at}.${name}`), ...inner];
}

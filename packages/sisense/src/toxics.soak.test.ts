import { amount, reached } from '@fes-assistant/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cellClock } from '../test/cells.ts';
import { type Demo, first, startDemo } from '../test/demo.ts';
import { startTcpProxy, type TcpProxy, type Toxic } from '../test/tcp-proxy.ts';
import { Sisense, SisenseError, type SisenseErrorCode } from './index.ts';

let demo: Demo;
let proxy: TcpProxy;
let sisense: Sisense;
let cells = 0;

beforeAll(async () => {
  demo = await startDemo();
  proxy = await startTcpProxy(demo.deployment.origin);
});
afterEach(async () => {
  proxy.toxic = {};
  await sisense.close();
});
afterAll(async () => {
  reached({
    target: 'T-14',
    what: 'toxics × directions × 10 operations, on real sockets',
    wanted: '8 × 10',
    got: cells,
    ok: cells >= 150,
  });
  await proxy.close();
  await demo.close();
});

const world = () => demo.deployment.world;
const aDashboard = () => {
  const admin = first([...world().users.values()], ({ email }) => email === demo.deployment.users.admin.email);
  return first([...world().dashboards.values()], ({ owner }) => owner === admin._id);
};
const aModel = () => {
  const [oid, { title }] = first([...world().modelIndex]);
  return { oid, title };
};
const aGroup = () => first([...world().groups.values()], ({ name }) => !/^(Everyone|Admins|All users)/.test(name));

/** Of each kind of request one: lists, one thing, a whole schema, bytes, a query, and changes with each method. */
const operations: Record<string, { run: () => Promise<unknown>; change?: true }> = {
  'users.me': { run: () => sisense.users.me() },
  'users.list': { run: () => sisense.users.list() },
  'dashboards.list': { run: () => sisense.dashboards.list() },
  'dashboards.export': { run: () => sisense.dashboards.export(aDashboard().oid) },
  'datamodels.get': { run: () => sisense.datamodels.get(aModel().oid) },
  'pictures.png': { run: async () => (await sisense.dashboards.pictures.png(aDashboard().oid)).byteLength },
  'queries.fields': { run: () => sisense.queries.fields(aModel().title) },
  'groups.rename': { run: async () => (await sisense.groups.rename(aGroup()._id, 'Team')).name, change: true },
  'users.update': {
    run: async () =>
      (await sisense.users.update(first([...world().users.values()])._id, { firstName: 'Ada' })).firstName,
    change: true,
  },
  'shares.replace': { run: () => sisense.shares.replace(aDashboard().oid, { sharesTo: [] }), change: true },
};

interface Case {
  toxic: Toxic | 'down';
  /** How an operation ends; well, with the same answer, without one. */
  code?: SisenseErrorCode;
  /** Certain that a change was not made. */
  notSent?: true;
}

const cases: Record<string, Case> = {
  latency: { toxic: { kind: 'latency', ms: 30 } },
  bandwidth: { toxic: { kind: 'bandwidth', bytesPerSecond: 3_000_000 } },
  slow_close: { toxic: { kind: 'slow_close', ms: 100 } },
  slicer: { toxic: { kind: 'slicer', bytes: 20_000, ms: 1 } },
  down: { toxic: 'down', code: 'unreachable', notSent: true },
  'timeout, silent for ever': { toxic: { kind: 'timeout', ms: 0 }, code: 'timeout' },
  'timeout, then closed': { toxic: { kind: 'timeout', ms: 40 }, code: 'unreachable' },
  reset_peer: { toxic: { kind: 'reset_peer', ms: 0 }, code: 'unreachable' },
  'reset_peer, later': { toxic: { kind: 'reset_peer', ms: 40 }, code: 'unreachable' },
  limit_data: { toxic: { kind: 'limit_data', bytes: 60 }, code: 'unreachable' },
};

describe.each(['upstream', 'downstream'] as const)('a network that is bad %s', (direction) => {
  it.each(Object.entries(cases).map(([name, given], at) => [name, given, at] as const))(
    '%s',
    async (_name, { toxic, code, notSent }, at) => {
      for (const [name, { run, change }] of shareOf(Object.entries(operations), at)) {
        sisense = connect();
        const clean = await run();
        await sisense.close();
        sisense = connect();
        demo.deployment.requests.clear();
        if (toxic === 'down') await proxy.down();
        else proxy.toxic = { [direction]: toxic };
        const ended = await run().catch((error: unknown) => error);
        if (code === undefined) expect(ended, name).toEqual(clean);
        else {
          expect(ended, name).toBeInstanceOf(SisenseError);
          const { details } = ended as SisenseError;
          expect([details.code, details.mayHaveHappened], `${name}: ${String(ended)}`).toEqual([
            code,
            change === true && !notSent,
          ]);
          expect(String(JSON.stringify(details)), name).not.toContain(demo.deployment.token);
        }
        if (change) expect(demo.deployment.requests.changes().length, name).toBeLessThanOrEqual(1);
        proxy.toxic = {};
        if (toxic === 'down') await proxy.up();
        expect(await sisense.users.me(), `after ${name}`).toHaveProperty('_id');
        await sisense.close();
        cells += 1;
      }
    },
    120_000,
  );
});

/** All in the soak; else two, others for each toxic. */
function shareOf<T>(all: T[], at: number): T[] {
  const start = (at * 3) % all.length;
  return [...all.slice(start), ...all.slice(0, start)].slice(0, amount({ share: 2, all: all.length }));
}

function connect(): Sisense {
  const limits = { headersMs: 1000, largeHeadersMs: 1000, idleBodyMs: 1000, tries: 2 };
  return new Sisense({ origin: proxy.origin, token: demo.deployment.token, clock: cellClock(2500), limits });
}

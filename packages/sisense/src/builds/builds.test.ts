import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { fastClock } from '../../test/fast-clock.ts';
import { inOrder, json, raw, startTestServer } from '../../test/server.ts';
import { Sisense } from '../sisense.ts';
import { scheduleBody } from './schedule.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ options: { buildPendingMs: 5, buildRunningMs: 5 } });
});
beforeEach(() => demo.deployment.requests.clear());
afterAll(() => demo.close());

const extract = async () => first(await demo.sisense.datamodels.list(), ({ type }) => type === 'extract');

describe('a build', () => {
  it('is waited for until it is done, with its states on the way', async () => {
    const model = await extract();
    const started = await demo.sisense.builds.start({ datamodelId: model.oid, buildType: 'full' });
    const seen: unknown[] = [];
    const oid = String(started.oid);
    const wait = async () => {
      for (;;) {
        const build = await demo.sisense.builds
          .wait({ oid, datamodelId: model.oid }, { onProgress: ({ status }) => seen.push(status), timeoutMs: 600_000 })
          .catch(() => undefined);
        if (build) return build;
      }
    };
    expect((await wait()).status).toBe('done');
    expect(seen.at(-1)).toBe('done');
    expect((await demo.sisense.builds.list({ datamodelId: model.oid })).map((build) => build.oid)).toContain(oid);
  });

  it('that nobody knows yet is asked for again; one that is gone is looked for in the list', async () => {
    const answers = [
      json({ error: { message: 'Build not found' } }, 404),
      json([]),
      json({ error: { message: 'Data source not found for build id b1' } }, 400),
      json([]),
      json({ oid: 'b1', status: 'building' }),
      json({ builds: [{ oid: 'b1', status: 'building' }] }),
      json({ error: { message: 'Build not found' } }, 404),
      json([{ oid: 'b1', status: 'failed' }]),
    ];
    const server = await startTestServer((...given) => answers[given[2] - 1]?.(...given));
    const sisense = new Sisense({ origin: server.origin, token: 'token', clock: fastClock() });
    expect((await sisense.builds.wait({ oid: 'b1', datamodelId: 'm1' })).status).toBe('failed');
    await sisense.close();
    await server.close();
  });

  it('is waited for while the deployment is away for a moment', async () => {
    const server = await startTestServer(
      inOrder(raw(502, ''), raw(502, ''), raw(502, ''), raw(502, ''), json({ oid: 'b1', status: 'done' })),
    );
    const sisense = new Sisense({ origin: server.origin, token: 'token', clock: fastClock() });
    expect((await sisense.builds.wait({ oid: 'b1' })).status).toBe('done');
    server.reply = raw(401, '{}');
    await expect(sisense.builds.wait({ oid: 'b1' })).rejects.toMatchObject({ code: 'unauthorized' });
    await sisense.close();
    await server.close();
  });

  it('that never ends is given up on, in words', async () => {
    const server = await startTestServer(json({ oid: 'b1', status: 'building' }));
    const sisense = new Sisense({ origin: server.origin, token: 'token', clock: fastClock() });
    await expect(sisense.builds.wait({ oid: 'b1' }, { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/still runs/),
    });
    await sisense.close();
    await server.close();
  });

  it('of a live model may be done at once', async () => {
    const server = await startTestServer(json({ publishElasticube: true }, 201));
    const sisense = new Sisense({ origin: server.origin, token: 'token' });
    expect(await sisense.builds.start({ datamodelId: 'm', buildType: 'publish' })).toMatchObject({ status: 'done' });
    await sisense.close();
    await server.close();
  });
});

describe('a schedule', () => {
  it('is set, read and taken away', async () => {
    const { oid } = await extract();
    await demo.sisense.builds.setSchedule(oid, { buildType: 'FULL', days: ['Monday', 'fri'], hour: 21, minute: 30 });
    expect(await demo.sisense.builds.getSchedule(oid)).toMatchObject({ buildType: 'FULL', hour: 21, minute: 30 });
    await demo.sisense.builds.deleteSchedule(oid);
    expect(await demo.sisense.builds.getSchedule(oid)).toBeUndefined();
  });

  it('is an interval, or days with a time', () => {
    expect(scheduleBody({ buildType: 'ACCUMULATE', everySeconds: 7200 })).toEqual({
      scheduleType: 'Interval',
      buildType: 'ACCUMULATE',
      intervalSeconds: 7200,
    });
    expect(scheduleBody({ buildType: 'FULL', days: ['FRI', 'MON'], hour: 21, minute: 30 })).toMatchObject({
      cronString: '30 21 * * 1,5',
      daysOfWeek: ['MON', 'FRI'],
    });
    expect(scheduleBody({ buildType: 'FULL', days: ['*'], hour: 0, minute: 0 }).cronString).toBe(
      '0 0 * * 0,1,2,3,4,5,6',
    );
  });

  it.each([
    [{ buildType: 'FULL' }],
    [{ buildType: 'FULL', everySeconds: 0 }],
    [{ buildType: 'FULL', everySeconds: 60, days: ['MON'] }],
    [{ buildType: 'FULL', days: ['Caturday'], hour: 1, minute: 1 }],
    [{ buildType: 'FULL', days: ['MON'], hour: 24, minute: 0 }],
    [{ buildType: 'FULL', days: ['MON'], hour: 1 }],
  ] as const)('is refused before anything is sent: %j', async (wish) => {
    await expect(demo.sisense.builds.setSchedule('m1', wish as never)).rejects.toThrow(TypeError);
    expect(demo.deployment.requests.count()).toBe(0);
  });
});

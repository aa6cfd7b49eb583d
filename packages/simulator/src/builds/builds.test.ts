import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeEach(async () => {
  open = await openDeployment();
});
afterEach(() => open[Symbol.asyncDispose]());

const oidOf = async (title: string) =>
  String(row(await open.read(`/api/v2/datamodels/schema?title=${encodeURIComponent(title)}`)).oid);
const start = async (title: string, body: object = {}, as?: string) =>
  open.call('POST', '/api/v2/builds', {
    body: { datamodelId: await oidOf(title), buildType: 'full', ...body },
    ...(as === undefined ? {} : { as }),
  });
const count = async (title: string, table: string) => {
  const query = encodeURIComponent(`SELECT COUNT(*) FROM [${table}]`);
  return rows(row(await open.read(`/api/datasources/${title}/sql?query=${query}`)).values)[0];
};

describe('builds', () => {
  it('take only some rows of each table when they are limited, and all of them the next time', async () => {
    await start('Sales', { rowLimit: 10 });
    expect(await count('Sales', 'Orders')).toEqual([2600]);
    open.deployment.clock.advance(60_000);
    expect([await count('Sales', 'Orders'), await count('Sales', 'Regions')]).toEqual([[10], [6]]);
    await start('Sales', { buildType: 'by_table', rowLimit: 0 });
    open.deployment.clock.advance(60_000);
    expect(await count('Sales', 'Orders')).toEqual([2600]);
  });

  it('fail with a reason of one’s choice', async () => {
    open.deployment.options.buildFailsWith = 'Disk is full';
    const { oid } = row((await start('Sales')).json);
    open.deployment.clock.advance(60_000);
    expect(await open.read(`/api/v2/builds/${oid}`)).toMatchObject({ status: 'failed', errorMessage: 'Disk is full' });
    expect(await count('Sales', 'Orders')).toEqual([2600]);
  });

  it('are cancelled by id or by model, and what is finished stays so', async () => {
    const first = row((await start('Sales')).json).oid;
    const second = row((await start('Marketing')).json).oid;
    expect((await open.call('DELETE', `/api/v2/builds/${first}`)).status).toBe(204);
    expect((await open.call('DELETE', `/api/v2/builds?datamodelId=${await oidOf('Marketing')}`)).status).toBe(204);
    open.deployment.clock.advance(60_000);
    expect(await open.read(`/api/v2/builds/${first}`)).toMatchObject({
      status: 'cancelled',
      completed: expect.any(String),
    });
    expect(await open.read(`/api/v2/builds/${second}`)).toMatchObject({ status: 'cancelled' });
    const third = row((await start('Sales')).json).oid;
    open.deployment.clock.advance(60_000);
    await open.call('DELETE', `/api/v2/builds/${third}`);
    expect(await open.read(`/api/v2/builds/${third}`)).toMatchObject({ status: 'done' });
  });

  it('are listed by model and state, in pages', async () => {
    const datamodelId = await oidOf('Sales');
    await start('Sales');
    const list = async (query: string) => rows(await open.read(`/api/v2/builds?${query}`));
    expect(await list(`datamodelId=${datamodelId}`)).toHaveLength(4);
    expect(await list(`datamodelId=${datamodelId}&status=pending`)).toHaveLength(1);
    expect(await list('status=failed')).toMatchObject([{ datamodelTitle: 'Store Operations' }]);
    const pages = [await list('limit=3&sort=created'), await list('limit=3&skip=3&sort=created')];
    expect(new Set(pages.flat().map(({ oid }) => oid)).size).toBe(6);
    expect(await list('sort=-created&limit=1')).toMatchObject([{ datamodelId, status: 'pending', source: 'rest' }]);
  });

  it('belong to those who may change the model', async () => {
    const reader = 'sofia.rossi';
    expect((await start('Store Operations', {}, reader)).status).toBe(404);
    expect((await start('Store Operations', {}, 'fatima.zahra')).status).toBe(403);
    expect((await start('Store Operations', {}, 'daniel.kim')).status).toBe(201);
    const running = rows(await open.read('/api/v2/builds?status=pending'))[0]?.oid;
    expect((await open.call('GET', `/api/v2/builds/${running}`, { as: reader })).status).toBe(403);
    expect((await open.call('DELETE', `/api/v2/builds/${running}`, { as: reader })).status).toBe(403);
    expect(rows(await open.read('/api/v2/builds?status=pending', { as: reader }))).toEqual([]);
    expect((await open.call('DELETE', `/api/v2/builds/${running}`, { as: 'amara.diallo' })).status).toBe(204);
  });

  it('are refused where the model cannot have them', async () => {
    expect((await start('Sales', { buildType: 'publish' })).status).toBe(400);
    expect((await start('Live Orders', { buildType: 'full' })).status).toBe(400);
    expect(await open.call('POST', '/api/v2/builds', { body: { buildType: 'full' } })).toMatchObject({ status: 400 });
  });
});

describe('a schedule', () => {
  const set = async (body: object, title = 'Sales') =>
    open.call('POST', `/api/v2/datamodels/${await oidOf(title)}/schedule`, { body });
  const next = async () => {
    const query = '{ elasticubesMetadata { title nextBuildTime } }';
    const { json } = await open.call('POST', '/api/v2/ecm/', { body: { query } });
    return rows(row(row(json).data).elasticubesMetadata).find(({ title }) => title === 'Sales')?.nextBuildTime;
  };

  it('is one of every so many seconds, or of days and a time', async () => {
    const weekly = { buildType: 'FULL', scheduleType: 'DaysOfWeek', daysOfWeek: ['WED', 'FRI'], hour: 3, minute: 30 };
    expect(await set({ ...weekly, cronString: '0 30 3 * * 3,5' })).toMatchObject({ status: 201, json: weekly });
    expect(await open.read(`/api/v2/datamodels/${await oidOf('Sales')}/schedule`)).toMatchObject(weekly);
    expect(await next()).toBe('2026-11-25T03:30:00.000Z');
    expect((await set({ buildType: 'ACCUMULATE', scheduleType: 'Interval', intervalSeconds: 3600 })).status).toBe(201);
    expect(Date.parse(String(await next()))).toBeGreaterThanOrEqual(Date.parse('2026-11-24T09:00:00.000Z'));
    await open.call('DELETE', `/api/v2/datamodels/${await oidOf('Sales')}/schedule`);
    expect(await next()).toBeNull();
  });

  it.each([
    { buildType: 'NIGHTLY', daysOfWeek: ['MON'] },
    { buildType: 'FULL' },
    { buildType: 'FULL', scheduleType: 'Interval' },
    { buildType: 'FULL', intervalSeconds: 0 },
    { buildType: 'FULL', daysOfWeek: ['monday'] },
    { buildType: 'FULL', daysOfWeek: ['MON'], hour: 24 },
    { buildType: 'FULL', daysOfWeek: ['MON'], minute: -1 },
  ])('is refused as %j', async (body) => {
    expect(await set(body)).toMatchObject({ status: 400, json: { title: 'ValidationError' } });
  });

  it('is nothing for a live model', async () => {
    expect((await set({ buildType: 'FULL', daysOfWeek: ['MON'] }, 'Live Orders')).status).toBe(400);
  });
});

describe('a schedule that runs', () => {
  const body = { buildType: 'FULL', scheduleType: 'DaysOfWeek', daysOfWeek: ['WED', 'THU'], hour: 3, minute: 30 };
  const scheduled = async () => {
    const datamodelId = await oidOf('Sales');
    await open.call('POST', `/api/v2/datamodels/${datamodelId}/schedule`, { body });
    return async (status: string) =>
      rows(await open.read(`/api/v2/builds?datamodelId=${datamodelId}&status=${status}`)).map(
        ({ source, created }) => `${source} ${created}`,
      );
  };
  const hours = (count: number) => open.deployment.clock.advance(count * 3_600_000);

  it('builds when the clock has come to its time, once for each look', async () => {
    open.deployment.options.schedulesRun = true;
    const builds = await scheduled();
    const before = await builds('done');
    hours(18);
    expect(await builds('done')).toEqual(before);
    hours(1);
    expect(await builds('done')).toEqual([...before, 'scheduler 2026-11-25T03:30:00.000Z']);
    hours(72);
    expect(await builds('done')).toHaveLength(before.length + 2);
    expect(await builds('pending')).toEqual([]);
  });

  it('is only told of unless it is asked to run', async () => {
    const builds = await scheduled();
    const before = await builds('done');
    hours(48);
    expect(await builds('done')).toEqual(before);
  });
});

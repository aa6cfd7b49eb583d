import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
let hour = 0;
beforeEach(async () => {
  hour = 9;
  demo = await startDemo({ now: () => new Date(Date.UTC(2026, 10, 24, hour++ % 24, 0)) });
});
afterEach(async () => {
  await demo.close();
});

describe('builds', () => {
  it('run to their end, which the time of the last success tells', async () => {
    const draft = await demo.plan('datamodel.deploy_datamodel', { datamodel_name: 'Sales' });
    expect(draft.summary).toBe('Build data model Sales (full)');
    expect(draft.steps[0]?.consequences?.[0]).toMatch(/^\d+ dashboards read it/);
    const [built] = await demo.carryOut(draft);
    expect([built?.judged, built?.lost]).toEqual(['applied', 'applied']);
    const [last] = await demo.rows('builds.recent', { datamodel_name: 'Sales', limit: 1 });
    expect(last).toMatchObject({ datamodel: 'Sales', status: 'done' });
  });

  it('publish a live model', async () => {
    const draft = await demo.plan('datamodel.deploy_datamodel', { datamodel_name: 'Live Orders', row_limit: 5 });
    expect(draft.steps[0]?.argument).toEqual({ id: draft.steps[0]?.asset.id, buildType: 'publish' });
    expect((await demo.carryOut(draft))[0]?.judged).toBe('applied');
  });

  it('that failed are listed', async () => {
    const failed = await demo.rows('builds.recent', { status: 'failed' });
    for (const { status } of failed) expect(status).toBe('failed');
  });

  it.each([
    [{ datamodel_name: 'Sales', days: ['MON'] }, '"days" with "hour" and "minute"'],
    [{ datamodel_name: 'Sales', days: ['Caturday'], hour: 1, minute: 1 }, '"CAT" is not a day'],
    [{ datamodel_name: 'Live Orders', interval_hours: 1 }, 'only extract models are built'],
  ])('are not scheduled for what cannot be: %j', async (wish, reason) => {
    await expect(demo.plan('access.create_schedule_build', wish)).rejects.toThrow(reason);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

const [owner, editor, viewer] = ['maya.chen', 'priya.nair', 'oliver.hughes'];
let open: OpenDeployment;
let oid: string;
beforeEach(async () => {
  open = await openDeployment();
  const datasource = { title: 'Sales', fullname: 'localhost/Sales' };
  const made = await open.call('POST', '/api/v1/dashboards', { as: owner, body: { title: 'Plan', datasource } });
  oid = String(row(made.json).oid);
  const widget = { title: 'Net', type: 'indicator', metadata: { panels: [] }, datasource };
  await open.call('POST', `/api/v1/dashboards/${oid}/widgets`, { as: owner, body: widget });
});
afterEach(() => open[Symbol.asyncDispose]());

const idOf = async (userName: string) => rows(await open.read(`/api/v1/users?userName=${userName}`))[0]?._id;
const share = async (with_: Record<string, string>) => {
  const entries = Object.entries(with_).map(async ([name, rule]) => ({
    shareId: await idOf(name),
    type: 'user',
    rule,
  }));
  const sharesTo = await Promise.all(entries);
  return open.call('POST', `/api/shares/dashboard/${oid}`, { as: owner, body: { sharesTo } });
};
const rename = (as: string, title: string) => open.call('PATCH', `/api/v1/dashboards/${oid}`, { as, body: { title } });
const publish = (query = '') => open.call('POST', `/api/v1/dashboards/${oid}/publish${query}`, { as: owner });
const titleFor = async (as: string) => row(await open.read(`/api/v1/dashboards/${oid}`, { as })).title;

describe('a shared dashboard', () => {
  it('is one id and another document for each who has it', async () => {
    await share({ [viewer]: 'view' });
    const own = row(await open.read(`/api/v1/dashboards/${oid}`, { as: owner }));
    const other = row(await open.read(`/api/v1/dashboards/${oid}`, { as: viewer }));
    expect([own.instanceType, other.instanceType, own.oid === other.oid]).toEqual(['owner', 'user', true]);
    expect(other._id).not.toBe(own._id);
    expect([own.userId, other.userId, other.owner]).toEqual([await idOf(owner), await idOf(viewer), await idOf(owner)]);
  });

  it('shows what was published until it is published again', async () => {
    await share({ [viewer]: 'view' });
    await rename(owner, 'Plan 2027');
    const [widget] = rows(await open.read(`/api/v1/dashboards/${oid}/widgets`, { as: owner }));
    await open.call('DELETE', `/api/v1/dashboards/${oid}/widgets/${widget?.oid}`, { as: owner });
    expect([await titleFor(owner), await titleFor(viewer)]).toEqual(['Plan 2027', 'Plan']);
    expect(rows(await open.read(`/api/v1/dashboards/${oid}/widgets`, { as: viewer }))).toHaveLength(1);
    expect((await publish()).status).toBe(204);
    expect(await titleFor(viewer)).toBe('Plan 2027');
    expect(await open.read(`/api/v1/dashboards/${oid}/widgets`, { as: viewer })).toEqual([]);
    const exported = row(await open.read(`/api/v1/dashboards/${oid}/export/dash`, { as: owner }));
    expect(exported.lastPublish).toBe('2026-11-24T09:00:00.000Z');
  });

  it('that nobody else has needs no publishing', async () => {
    await rename(owner, 'Plan 2027');
    await share({ [viewer]: 'view' });
    expect(await titleFor(viewer)).toBe('Plan 2027');
  });

  it('is changed by others for themselves alone, until its owner forces theirs on all', async () => {
    await share({ [editor]: 'edit', [viewer]: 'view' });
    expect((await rename(editor, 'My plan')).status).toBe(200);
    expect((await rename(viewer, 'My plan')).status).toBe(403);
    expect([await titleFor(owner), await titleFor(editor), await titleFor(viewer)]).toEqual([
      'Plan',
      'My plan',
      'Plan',
    ]);
    await rename(owner, 'Plan 2027');
    await publish();
    expect([await titleFor(editor), await titleFor(viewer)]).toEqual(['My plan', 'Plan 2027']);
    await publish('?force=true');
    expect(await titleFor(editor)).toBe('Plan 2027');
  });

  it('can be had again as it was published', async () => {
    await share({ [editor]: 'edit' });
    await rename(editor, 'My plan');
    expect((await open.call('POST', `/api/v1/dashboards/${oid}/restore`, { as: editor })).status).toBe(204);
    expect(await titleFor(editor)).toBe('Plan');
  });

  it('is the owner’s for an administrator with adminAccess', async () => {
    await share({ [viewer]: 'view' });
    await rename(owner, 'Plan 2027');
    expect(row(await open.read(`/api/dashboards/${oid}?adminAccess=true`)).title).toBe('Plan 2027');
    expect((await open.call('GET', `/api/v1/dashboards/${oid}`)).status).toBe(404);
  });

  it('written over by an import reaches others only with republish', async () => {
    await share({ [viewer]: 'view' });
    const file = row(await open.read(`/api/v1/dashboards/${oid}/export/dash`, { as: owner }));
    const put = (title: string, query: string) =>
      open.call('POST', `/api/v1/dashboards/import/bulk?action=overwrite${query}`, {
        as: owner,
        body: [{ ...file, title }],
      });
    await put('Imported', '');
    expect(await titleFor(viewer)).toBe('Plan');
    await put('Imported again', '&republish=true');
    expect(await titleFor(viewer)).toBe('Imported again');
  });

  it('goes with all its copies, or for one who takes it off their list', async () => {
    await share({ [editor]: 'edit', [viewer]: 'view' });
    await rename(editor, 'My plan');
    await open.call('DELETE', `/api/v1/dashboards/${oid}`, { as: editor });
    expect((await open.call('GET', `/api/v1/dashboards/${oid}`, { as: editor })).status).toBe(404);
    expect(await titleFor(viewer)).toBe('Plan');
    await open.call('DELETE', `/api/v1/dashboards/${oid}`, { as: owner });
    expect((await open.call('GET', `/api/v1/dashboards/${oid}`, { as: viewer })).status).toBe(404);
    expect(await open.read(`/api/v1/dashboards/admin?id=${oid}`)).toEqual([]);
    expect([open.deployment.world.published.size, open.deployment.world.privateCopies.size]).toEqual([0, 0]);
  });

  it('is listed for administrators by owners, by others, or by everyone', async () => {
    await share({ [editor]: 'edit', [viewer]: 'view' });
    await rename(owner, 'Plan 2027');
    const titles = async (query: string) =>
      rows(await open.read(`/api/v1/dashboards/admin?id=${oid}${query}`)).map(
        (one) => `${one.instanceType} ${one.title}`,
      );
    expect(await titles('&dashboardType=owner')).toEqual(['owner Plan 2027']);
    expect(await titles('&dashboardType=user')).toEqual(['user Plan', 'user Plan']);
    expect(await titles('&dashboardType=proxy')).toEqual([]);
    expect(await titles('')).toEqual(['owner Plan 2027', 'user Plan', 'user Plan']);
  });
});

describe('where people write together', () => {
  it('only the owner writes, and what is shared is seen at once', async () => {
    open.deployment.options.coAuthoring = true;
    await share({ [editor]: 'edit' });
    expect((await rename(editor, 'My plan')).status).toBe(403);
    await rename(owner, 'Private');
    expect(await titleFor(editor)).toBe('Plan');
    const body = { title: 'Shared' };
    await open.call('PATCH', `/api/v1/dashboards/${oid}?sharedMode=true`, { as: owner, body });
    expect(await titleFor(editor)).toBe('Shared');
  });
});

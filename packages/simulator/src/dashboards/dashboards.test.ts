import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeEach(async () => {
  open = await openDeployment();
});
afterEach(() => open[Symbol.asyncDispose]());

const titled = async (title: string) => {
  const [found] = rows(
    await open.read(`/api/v1/dashboards/admin?dashboardType=owner&name=${encodeURIComponent(title)}`),
  );
  if (found === undefined) throw new Error(`No dashboard is called ${title}.`);
  return found;
};
const exported = async (oid: unknown) =>
  row(rows(await open.read(`/api/v1/dashboards/export?adminAccess=true&dashboardIds=${oid}`))[0]);
const importing = (body: unknown, query = '') => open.call('POST', `/api/v1/dashboards/import/bulk${query}`, { body });
const sample = async () =>
  row(JSON.parse(await readFile(new URL('../../fixtures/demo-dash-1.dash', import.meta.url), 'utf8')));

describe('seeing dashboards', () => {
  it('lists what a viewer was given, and no other', async () => {
    const titles = rows(await open.read('/api/v1/dashboards', { as: 'hannah.schmidt' })).map(({ title }) => title);
    expect(titles).toContain('DACH Key Accounts');
    expect(titles).not.toContain('Headcount');
    const { oid } = await titled('Headcount');
    expect(await open.call('GET', `/api/v1/dashboards/${oid}`, { as: 'hannah.schmidt' })).toMatchObject({
      status: 404,
      json: { error: { code: 10001 } },
    });
  });

  it('lets an administrator read those of others only with adminAccess', async () => {
    const { oid } = await titled('Headcount');
    expect((await open.call('GET', `/api/dashboards/${oid}`)).status).toBe(404);
    const read = row(await open.read(`/api/dashboards/${oid}?adminAccess=true`));
    expect(rows(read.widgets).length).toBe(3);
    expect(await titled('Headcount')).not.toHaveProperty('widgets');
  });

  it('finds two of one title', async () => {
    expect(rows(await open.read('/api/v1/dashboards/admin?dashboardType=owner&name=Sales%20Overview'))).toHaveLength(2);
  });

  it('searches page by page until a page is empty', async () => {
    const page = async (skip: number) => {
      const body = {
        queryParams: { ownershipType: 'allRoot', asObject: true, ownerInfo: true },
        queryOptions: { sort: { title: 1 }, limit: 50, skip },
      };
      return rows(row((await open.call('POST', '/api/v1/dashboards/searches', { body })).json).items);
    };
    expect((await page(0)).length + (await page(50)).length).toBe(open.deployment.world.dashboards.size);
    expect(await page(100)).toEqual([]);
  });

  it('answers an id that cannot be one with 422', async () => {
    expect((await open.call('GET', '/api/v1/dashboards/sales')).status).toBe(422);
  });
});

describe('a .dash file', () => {
  it('of a real server goes in and comes out as the same dashboard', async () => {
    const file = await sample();
    const { status, json } = await importing([file]);
    expect({ status, json }).toMatchObject({
      status: 201,
      json: { succeded: [{ oid: file.oid, title: 'Frame SDK Demo' }], skipped: [], failed: {} },
    });
    expect(await exported(file.oid)).toEqual(file);
    const read = row(await open.read(`/api/v1/dashboards/${file.oid}?expand=widgets`));
    expect(read).toMatchObject({ instanceType: 'owner', shares: [{ type: 'user' }] });
    expect(read).not.toHaveProperty('hierarchies');
  });

  it('that exists is skipped, replaced or copied, as asked', async () => {
    const { oid } = await titled('Sales Overview');
    const file = { ...(await exported(oid)), desc: 'changed' };
    expect((await importing([file])).json).toMatchObject({ succeded: [], skipped: [{ oid }] });
    const overwritten = row((await importing([file], '?action=overwrite')).json);
    expect(overwritten).toMatchObject({ succeded: [{ oid, owner: open.deployment.users.admin.id }] });
    expect((await exported(oid)).desc).toBe('changed');
    const [copy] = rows(row((await importing([file], '?action=duplicate')).json).succeded);
    expect(copy?.oid).not.toBe(oid);
    const ids = (dashboard: Record<string, unknown>) => rows(dashboard.widgets).map((widget) => widget.oid);
    const copied = await exported(copy?.oid);
    expect(JSON.stringify(copied.layout)).toContain(String(ids(copied)[0]));
    expect(ids(copied)).not.toContain(ids(file)[0]);
  });

  it('keeps the shares of what it replaces', async () => {
    const { oid, shares } = await titled('Board Pack Q3');
    await importing([await exported(oid)], '?action=overwrite');
    const groupsIn = (list: unknown) => rows(list).filter(({ type }) => type === 'group');
    expect(groupsIn((await titled('Board Pack Q3')).shares)).toEqual(groupsIn(shares));
  });

  it('that is wrong is told by category, or in a list', async () => {
    const wrong = { ...(await sample()), previewLayout: null };
    expect((await importing([wrong])).json).toMatchObject({
      succeded: [],
      failed: { validationErrors: [{ title: 'Frame SDK Demo' }] },
    });
    open.deployment.options.importFailedShape = 'array';
    expect((await importing([wrong])).json).toMatchObject({ failed: [{ title: 'Frame SDK Demo' }] });
  });
});

describe('owning a dashboard', () => {
  it('passes on with change_owner, which leaves the old owner a rule', async () => {
    const { oid, owner } = await titled('Headcount');
    const ownerId = rows(await open.read('/api/v1/users?userName=priya.nair'))[0]?._id;
    const change = (body: unknown) =>
      open.call('POST', `/api/v1/dashboards/${oid}/change_owner?adminAccess=true`, { body });
    expect((await change({ ownerId, originalOwnerRule: 'view' })).status).toBe(200);
    const { shares } = await titled('Headcount');
    expect(rows(shares).slice(0, 2)).toEqual([
      { shareId: ownerId, type: 'user' },
      { shareId: owner, type: 'user', rule: 'view', subscribe: false },
    ]);
    expect((await change({ ownerId })).text).toContain('already the owner');
  });

  it('is not for viewers or whoever is switched off', async () => {
    const { oid } = await titled('Headcount');
    const ask = (email: string) =>
      open.read(`/api/v1/dashboards/${oid}/can_be_owned?email=${email}@meridian-outdoor.example`);
    expect(await ask('priya.nair')).toEqual({ canBeOwned: true });
    expect(await ask('oliver.hughes')).toEqual({ canBeOwned: false, reasonMessage: 'User role cannot own dashboards' });
    expect(await ask('theo.brandt')).toMatchObject({ canBeOwned: false });
  });

  it('is needed to publish, to set a script in v0.9 and to replace the datasource', async () => {
    const { oid } = await titled('Online Revenue');
    const [widget] = rows((await exported(oid)).widgets);
    const as = 'amara.diallo';
    expect((await open.call('POST', `/api/v1/dashboards/${oid}/publish`, { as })).status).toBe(403);
    expect((await open.call('PUT', `/api/dashboards/${oid}`, { as, body: { script: 'x' } })).status).toBe(404);
    expect(
      (await open.call('PUT', `/api/dashboards/${oid}/widgets/${widget?.oid}`, { as, body: { script: 'x' } })).status,
    ).toBe(403);
    const path = `/api/v1/dashboards/LocalHost/ecommerce_db/replace_datasource?dashboardId=${oid}`;
    const body = { title: 'Sales', fullname: 'localhost/Sales' };
    expect((await open.call('POST', path, { as, body })).json).toBe(0);
    expect((await open.call('POST', path, { as: 'maya.chen', body })).json).toBe(1);
    expect(JSON.stringify(await exported(oid))).not.toContain('localhost/ecommerce_db');
  });
});

describe('sharing', () => {
  it('replaces the whole list and keeps the owner', async () => {
    const { oid, owner } = await titled('Headcount');
    const [group] = rows(await open.read('/api/v1/groups?name=Finance'));
    const path = `/api/shares/dashboard/${oid}?adminAccess=true`;
    const share = { shareId: group?._id, type: 'group', rule: 'edit', subscribe: false };
    expect((await open.call('POST', path, { body: { sharesTo: [share] } })).status).toBe(200);
    const { sharesTo } = row(await open.read(path));
    expect(rows(sharesTo)).toMatchObject([
      { shareId: owner, userName: 'ingrid.moen' },
      { ...share, name: 'Finance' },
    ]);
    expect(rows(sharesTo)[0]).not.toHaveProperty('rule');
    expect((await open.call('POST', path, { body: { sharesTo: [share, share] } })).status).toBe(400);
    const stranger = { shareId: '64aa00000000000000000001', type: 'user', rule: 'view' };
    expect((await open.call('POST', path, { body: { sharesTo: [stranger] } })).status).toBe(400);
  });
});

describe('folders', () => {
  it('go with everything under them', async () => {
    const folders = rows(await open.read('/api/v1/folders?structure=flat'));
    const finance = folders.find(({ name }) => name === 'Finance')?.oid;
    expect((await open.call('DELETE', `/api/v1/folders/${finance}`)).status).toBe(204);
    const left = rows(await open.read('/api/v1/dashboards/admin')).map(({ title }) => title);
    expect(left).not.toContain('Profit & Loss');
    expect(left).not.toContain('Month Close Checklist');
    expect(left).toContain('Cash Position');
    expect(rows(await open.read('/api/v1/folders')).map(({ name }) => name)).not.toContain('Month Close');
  });

  it('nest in the tree and in navver', async () => {
    const tree = rows(await open.read('/api/v1/folders?structure=tree'));
    const sales = tree.find(({ name }) => name === 'Sales');
    expect(rows(sales?.folders).map(({ name }) => name)).toEqual(['EMEA', 'Americas']);
    expect(await open.read('/api/v1/navver')).toMatchObject({ folders: expect.any(Array), dashboards: [] });
    open.deployment.options.foldersForAdmin = 'all';
    expect(await open.read('/api/v1/navver')).toMatchObject({
      folders: expect.any(Array),
      dashboards: [{ title: 'Untitled exploration' }],
    });
    open.deployment.options.folderTreeShape = 'object';
    expect(await open.read('/api/v1/folders?structure=tree')).toMatchObject({ name: 'rootFolder' });
  });

  it('cannot be moved into themselves', async () => {
    const folders = rows(await open.read('/api/v1/folders'));
    const idOf = (name: string) => folders.find((folder) => folder.name === name)?.oid;
    expect(
      (await open.call('PATCH', `/api/v1/folders/${idOf('Sales')}`, { body: { parentId: idOf('DACH') } })).status,
    ).toBe(422);
  });
});

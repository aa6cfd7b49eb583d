import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

const [owner, other, viewer] = ['priya.nair', 'henrik.dahl', 'oliver.hughes'];
let open: OpenDeployment;
let oid: string;
beforeEach(async () => {
  open = await openDeployment();
  oid = await make('Plan');
});
afterEach(() => open[Symbol.asyncDispose]());

async function make(title: string, as: string = owner): Promise<string> {
  const body = { title, datasource: { title: 'Sales', fullname: 'localhost/Sales' } };
  return String(row((await open.call('POST', '/api/v1/dashboards', { as, body })).json).oid);
}
const idOf = async (userName: string) => rows(await open.read(`/api/v1/users?userName=${userName}`))[0]?._id;
const groupOf = async (name: string) =>
  rows(await open.read(`/api/v1/groups?name=${encodeURIComponent(name)}`))[0]?._id;
const share = (sharesTo: object[], more: object = {}) =>
  open.call('POST', `/api/shares/dashboard/${oid}`, { as: owner, body: { sharesTo, ...more } });
const titleFor = async (as: string) => row(await open.read(`/api/v1/dashboards/${oid}`, { as })).title;

describe('adminAccess', () => {
  it.each([
    ['PUT', (id: string) => `/api/dashboards/${id}?adminAccess=true`],
    ['PATCH', (id: string) => `/api/v1/dashboards/${id}?adminAccess=true`],
    ['DELETE', (id: string) => `/api/v1/dashboards/${id}?adminAccess=true`],
    [
      'POST',
      (id: string) => `/api/v1/dashboards/LocalHost/Sales/replace_datasource?adminAccess=true&dashboardId=${id}`,
    ],
    ['POST', (id: string) => `/api/v1/dashboards/${id}/publish?adminAccess=true`],
  ])('is refused to whoever is no administrator: %s', async (method, path) => {
    const body = { title: 'Taken', fullname: 'localhost/Taken' };
    expect((await open.call(method, path(oid), { as: other, body })).status).toBe(403);
    expect(await open.read(`/api/v1/dashboards/${oid}`, { as: owner })).toMatchObject({
      title: 'Plan',
      datasource: { title: 'Sales' },
    });
  });
});

describe('a search', () => {
  const search = (queryParams: object, more: { as?: string; queryOptions?: object } = {}) =>
    open.call('POST', '/api/v1/dashboards/searches', {
      body: { queryParams, queryOptions: more.queryOptions ?? { limit: 500 } },
      ...(more.as === undefined ? {} : { as: more.as }),
    });

  it('finds nothing that is not one’s own or shared, whatever kind is asked for', async () => {
    expect((await search({ ownershipType: 'everything' }, { as: viewer })).status).toBe(422);
    expect((await search({ ownershipType: '' }, { as: viewer })).status).toBe(403);
    const found = rows((await search({ ownershipType: 'ownerAndShared' }, { as: viewer })).json);
    expect(found.map((one) => one.oid)).not.toContain(oid);
  });

  it('shows a reader the published copy, and not what its owner is at', async () => {
    await share([{ shareId: await idOf(viewer), type: 'user', rule: 'view' }]);
    await open.call('PATCH', `/api/v1/dashboards/${oid}`, { as: owner, body: { title: 'Plan, being changed' } });
    const found = rows((await search({ ownershipType: 'shared', id: oid }, { as: viewer })).json);
    expect(found).toMatchObject([{ title: 'Plan', instanceType: 'user', userId: await idOf(viewer) }]);
  });

  it.each([{ limit: 'many' }, { skip: -1 }, { limit: 1.5 }])('is refused with %j', async (queryOptions) => {
    expect((await search({}, { queryOptions })).status).toBe(422);
  });
});

describe('a copy that someone changed for themselves', () => {
  const member = 'elena.marchetti';
  const title = 'Mine';
  const toGroup = async () => share([{ shareId: await groupOf('Sales EMEA'), type: 'group', rule: 'edit' }]);

  it.each([
    ['the dashboard is no longer shared', async () => share([])],
    ['it is shared with others only', async () => share([{ shareId: await idOf(viewer), type: 'user', rule: 'view' }])],
    [
      'they left the group',
      async () =>
        open.call('DELETE', `/api/groups/${await groupOf('Sales EMEA')}/users`, { body: [await idOf(member)] }),
    ],
    [
      'their groups changed',
      async () => open.call('PATCH', `/api/v1/users/${await idOf(member)}`, { body: { groups: [] } }),
    ],
  ])('is gone when %s', async (_, end) => {
    await toGroup();
    await open.call('PATCH', `/api/v1/dashboards/${oid}`, { as: member, body: { title } });
    expect(await titleFor(member)).toBe(title);
    expect((await end()).status).toBeLessThan(300);
    expect((await open.call('GET', `/api/v1/dashboards/${oid}`, { as: member })).status).toBe(404);
    const kept = rows(await open.read(`/api/v1/dashboards/admin?id=${oid}&dashboardType=user`));
    expect(kept.map((one) => one.title)).not.toContain(title);
    await share([{ shareId: await idOf(member), type: 'user', rule: 'edit' }]);
    expect(await titleFor(member)).toBe('Plan');
  });
});

describe('a list of shares', () => {
  it('changes nothing of its dashboard but who gets it', async () => {
    await share([], { title: null, oid: 'other', owner: 'nobody', layout: null, allowChangeSubscription: true });
    expect(await open.read(`/api/v1/dashboards/${oid}`, { as: owner })).toMatchObject({
      oid,
      title: 'Plan',
      owner: await idOf(owner),
      layout: { type: 'columnar' },
    });
    expect(await open.read(`/api/shares/dashboard/${oid}`, { as: owner })).toMatchObject({
      allowChangeSubscription: true,
    });
  });
});

it('several dashboards are deleted all together or not at all', async () => {
  const gone = '000000000000000000000000';
  const path = (ids: string) => `/api/v1/dashboards/bulk?dashboardIds=${ids}`;
  expect((await open.call('DELETE', path(`${oid},${gone}`), { as: owner })).status).toBe(404);
  expect(await titleFor(owner)).toBe('Plan');
  expect((await open.call('DELETE', path(`${oid},${oid}`), { as: owner })).status).toBe(200);
  expect((await open.call('GET', `/api/v1/dashboards/${oid}`, { as: owner })).status).toBe(404);
});

describe('a folder', () => {
  const make = async (name: string, as: string, parentId?: unknown) =>
    open.call('POST', '/api/v1/folders', { as, body: { name, ...(parentId === undefined ? {} : { parentId }) } });

  it('of someone else’s takes nothing, unless one sees it', async () => {
    const theirs = row((await make('Theirs', other)).json).oid;
    expect((await make('Below', owner, theirs)).status).toBe(404);
    const move = { as: owner, body: { parentFolder: theirs } };
    expect((await open.call('PATCH', `/api/v1/dashboards/${oid}`, move)).status).toBe(404);
    const own = row((await make('Mine', owner)).json).oid;
    const into = { as: owner, body: { parentId: theirs } };
    expect((await open.call('PATCH', `/api/v1/folders/${own}`, into)).status).toBe(404);
  });

  it('that was given away is in the tree of its new owner as in the list', async () => {
    const top = row((await make('Top', owner)).json).oid;
    const below = row((await make('Below', owner, top)).json).oid;
    await open.call('PATCH', `/api/v1/folders/${below}`, { as: owner, body: { owner: await idOf(other) } });
    const names = (found: unknown) => rows(found).map(({ name }) => name);
    expect(names(await open.read('/api/v1/folders', { as: other }))).toEqual(expect.arrayContaining(['Top', 'Below']));
    const tree = rows(row(await open.read('/api/v1/navver', { as: other })).folders);
    expect(names(tree.find(({ name }) => name === 'Top')?.folders)).toEqual(['Below']);
    expect(await open.read(`/api/v1/folders/${below}?fields=oid,name`, { as: other })).toEqual({
      _id: expect.any(String),
      oid: below,
      name: 'Below',
    });
  });
});

describe('what an import wrote over', () => {
  it('comes back as content, and stays whose it is now', async () => {
    const file = row(await open.read(`/api/v1/dashboards/${oid}/export/dash`, { as: owner }));
    const body = [{ ...file, title: 'Written over' }];
    await open.call('POST', '/api/v1/dashboards/import/bulk?action=overwrite', { as: other, body });
    await open.call('DELETE', `/api/v1/users/${await idOf(owner)}`);
    const undone = await open.call('POST', `/api/v1/dashboards/${oid}/undo_Import`, { as: other });
    expect(undone.json).toMatchObject({ title: 'Plan', owner: await idOf(other) });
  });

  it('a copy of someone else’s is made anew by themselves, the owner or an administrator', async () => {
    await share([{ shareId: await idOf(viewer), type: 'user', rule: 'view' }]);
    const body = { oid, userId: await idOf(viewer) };
    const replace = async (as: string) => (await open.call('POST', '/api/v1/dashboards/replace', { as, body })).status;
    expect([await replace(other), await replace(owner), await replace('maya.chen')]).toEqual([403, 204, 204]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { type ForeignClient, foreignClient } from '../../test/speak-as.ts';

/** The requests of the Python implementation for dashboards, one after the other as it makes them. */
let open: OpenDeployment;
let client: ForeignClient;
beforeEach(async () => {
  open = await openDeployment();
  client = foreignClient(open);
});
afterEach(() => open[Symbol.asyncDispose]());

const admin = '/api/v1/dashboards/admin?dashboardType=owner';
const titled = async (title: string) => row(rows((await client.get(`${admin}&name=${title}`)).json)[0]);
const exported = async (oid: unknown) =>
  row(rows((await client.get(`/api/v1/dashboards/export?dashboardIds=${oid}&adminAccess=true`)).json)[0]);
const sharesOf = async (oid: unknown) =>
  rows(row((await client.get(`/api/shares/dashboard/${oid}?adminAccess=true`)).json).sharesTo);
const myId = () => open.deployment.users.admin.id;

describe('reading dashboards', () => {
  it('get_all_dashboards: rows without widgets', async () => {
    const all = rows((await client.get(admin)).json);
    expect(all).toHaveLength(61);
    expect(all.some((one) => 'widgets' in one)).toBe(false);
    expect(all[0]).toMatchObject({ oid: expect.any(String), owner: expect.any(String), shares: expect.any(Array) });
  });

  it('get_dashboard_by_id, get_dashboard_by_name and resolve_dashboard_reference: lists, also of one or none', async () => {
    const { oid } = await titled('Headcount');
    expect(rows((await client.get(`${admin}&id=${oid}`)).json)).toMatchObject([{ oid, title: 'Headcount' }]);
    expect((await client.get(`${admin}&id=64aa00000000000000000001`)).json).toEqual([]);
    expect((await client.get(`${admin}&name=Nothing`)).json).toEqual([]);
    expect(rows((await client.get(`${admin}&name=Sales Overview`)).json)).toHaveLength(2);
  });

  it('export_dashboard and get_dashboard_widgets: a list of whole dashboards', async () => {
    const { oid } = await titled('Headcount');
    expect(await exported(oid)).toMatchObject({
      oid,
      title: 'Headcount',
      widgets: [{ type: expect.any(String) }, {}, {}],
    });
    expect((await client.get('/api/v1/dashboards/export?dashboardIds=64aa00000000000000000001')).status).toBe(404);
  });

  it('get_dashboards: own and shared ones, with chosen fields', async () => {
    const some = rows((await client.get('/api/v1/dashboards?fields=oid%2Ctitle')).json);
    expect(new Set(some.flatMap((one) => Object.keys(one)))).toEqual(new Set(['_id', 'oid', 'title']));
  });

  it('get_dashboard_columns: by title, then its export', async () => {
    const { oid } = await titled('Headcount');
    const { widgets, layout } = await exported(oid);
    expect(JSON.stringify(widgets)).toContain('"dim":"[');
    expect(JSON.stringify(layout)).toMatch(/"elements":\[\{[^}]*"widgetid":"[0-9a-f]{24}"/);
  });

  it('get_dashboard_script and get_widget_script: text in the export, missing where there is none', async () => {
    const { oid } = await titled('Headcount');
    expect(await exported(oid)).not.toHaveProperty('script');
    const [widget] = rows((await exported(oid)).widgets);
    expect(widget?.oid).toEqual(expect.any(String));
  });

  it('can_be_owned: without an address it is about the caller', async () => {
    const { oid } = await titled('Headcount');
    expect((await client.get(`/api/v1/dashboards/${oid}/can_be_owned`)).json).toEqual({ canBeOwned: true });
  });
});

describe('changing dashboards', () => {
  it('publish_dashboard: 204, only for whoever may', async () => {
    const { oid } = await titled('Headcount');
    const path = `/api/v1/dashboards/${oid}/publish`;
    expect(await client.post(`${path}?adminAccess=true&force=true`)).toMatchObject({ status: 204, text: '' });
    expect((await client.post(path)).status).toBe(403);
  });

  it('rename_dashboard and move_dashboard_to_folder: PATCH in v0.9, own ones only', async () => {
    const body = { title: 'Own', datasource: { title: 'Sales', fullname: 'localhost/Sales' } };
    const { oid } = row((await client.post('/api/v1/dashboards', body)).json);
    expect(await client.patch(`/api/dashboards/${oid}`, { title: 'Renamed' })).toMatchObject({
      status: 200,
      json: { oid, title: 'Renamed' },
    });
    const folder = row((await client.post('/api/v1/folders', { name: 'Board' })).json);
    expect(await client.patch(`/api/dashboards/${oid}`, { parentFolder: folder.oid })).toMatchObject({
      status: 200,
      json: { parentFolder: folder.oid },
    });
    const other = await titled('Headcount');
    expect((await client.patch(`/api/dashboards/${other.oid}`, { title: 'Mine' })).status).toBe(404);
  });
});

describe('shares', () => {
  it('add_dashboard_shares: users, group, the list as it is, then the whole list again', async () => {
    const { oid } = await titled('Headcount');
    const before = await sharesOf(oid);
    const [group] = rows((await client.get('/api/v1/groups?name=Finance')).json);
    const added = { type: 'group', rule: 'view', shareId: group?._id };
    const path = `/api/shares/dashboard/${oid}?adminAccess=true`;
    expect((await client.post(path, { sharesTo: [...before, added] })).status).toBe(200);
    const after = await sharesOf(oid);
    expect(after.map(({ shareId }) => shareId)).toEqual([...before.map(({ shareId }) => shareId), group?._id]);
    expect(after[0]).not.toHaveProperty('rule');
  });

  it('add_dashboard_shares: whoever is on the list twice is refused, the owner too', async () => {
    const { oid, owner } = await titled('Headcount');
    const sharesTo = [...(await sharesOf(oid)), { type: 'user', rule: 'edit', shareId: owner }];
    expect((await client.post(`/api/shares/dashboard/${oid}?adminAccess=true`, { sharesTo })).status).toBe(400);
  });

  it('get_dashboard_share and get_dashboard_shares_v1: parties of the row, and a plain list', async () => {
    const { oid, shares } = await titled('Headcount');
    const known = new Set(
      [...rows((await client.get('/api/v1/users')).json), ...rows((await client.get('/api/v1/groups')).json)].map(
        ({ _id }) => _id,
      ),
    );
    for (const { shareId } of rows(shares)) expect(known).toContain(shareId);
    expect((await client.get(`/api/v1/dashboards/${oid}/shares?adminAccess=true`)).json).toEqual(shares);
  });
});

describe('scripts', () => {
  const script = "dashboard.on('initialized', function () {});";
  const give = (oid: unknown, ownerId: unknown, query = '') =>
    client.post(`/api/v1/dashboards/${oid}/change_owner${query}`, { ownerId, originalOwnerRule: 'edit' });

  it('add_dashboard_script: only its owner writes; others do not find it', async () => {
    const { oid } = await titled('Headcount');
    expect((await client.put(`/api/dashboards/${oid}`, { script })).status).toBe(404);
  });

  it('add_dashboard_script with another owner: taken over, written, given back', async () => {
    const { oid, owner } = row(rows((await client.get(`${admin}&name=Headcount&asObject=false`)).json)[0]);
    const before = await sharesOf(oid);
    expect(await give(oid, myId(), '?adminAccess=true')).toMatchObject({ status: 200, json: { owner: myId() } });
    expect(await client.put(`/api/dashboards/${oid}`, { script })).toMatchObject({ status: 200, json: { script } });
    const sharesTo = before.map(({ shareId, type, rule = 'edit', subscribe = false }) => ({
      shareId,
      type,
      rule,
      subscribe,
    }));
    expect((await client.post(`/api/shares/dashboard/${oid}`, { sharesTo })).status).toBe(200);
    expect((await give(oid, owner)).status).toBe(200);
    const after = await titled('Headcount');
    expect(after.owner).toBe(owner);
    expect(rows(after.shares)).toContainEqual({ shareId: myId(), type: 'user', rule: 'edit', subscribe: false });
    expect((await exported(oid)).script).toBe(script);
    expect(await exported(oid)).toMatchObject({ title: 'Headcount', widgets: [{}, {}, {}] });
  });

  it('add_widget_script: refused for others; as owner written and published by force', async () => {
    const { oid, owner } = await titled('Headcount');
    const [widget] = rows((await exported(oid)).widgets);
    const path = `/api/dashboards/${oid}/widgets/${widget?.oid}`;
    expect((await client.put(path, { script })).status).toBe(403);
    await give(oid, myId(), '?adminAccess=true');
    expect((await client.put(path, { script })).status).toBe(200);
    expect((await client.post(`/api/v1/dashboards/${oid}/publish?force=true`)).status).toBe(204);
    expect((await give(oid, owner)).status).toBe(200);
    const [after] = rows((await exported(oid)).widgets);
    expect(after).toEqual({ ...widget, script });
  });

  it('to be given what one has already is refused, and the reason said', async () => {
    const { oid, owner } = await titled('Headcount');
    expect((await give(oid, owner, '?adminAccess=true')).text).toContain('already the owner');
  });
});

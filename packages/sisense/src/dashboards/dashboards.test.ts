import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { widgetsOf } from '../widgets/widgets.ts';

let demo: Demo;
const requests = () => demo.deployment.requests.count();

beforeAll(async () => {
  demo = await startDemo();
});
beforeEach(() => {
  demo.deployment.requests.clear();
  demo.deployment.faults.clear();
});
afterAll(() => demo.close());

const admin = () => demo.deployment.users.admin.id;

describe('reading dashboards', () => {
  it('lists those of every owner in one request, whole or by fields', async () => {
    const all = await demo.sisense.dashboards.list();
    expect(new Set(all.map(({ owner }) => owner)).size).toBeGreaterThan(1);
    expect(requests()).toBe(1);
    const slim = await demo.sisense.dashboards.list({ fields: ['title'] });
    expect(slim.map(({ oid }) => oid).toSorted()).toEqual(all.map(({ oid }) => oid).toSorted());
  });

  it('lists what a user was given whole, also where Sisense tells only that it is there', async () => {
    const maya = demo.as('maya.chen');
    const whole = await maya.dashboards.listOwn();
    demo.deployment.options.sharedDashboardsListed = 'id-only';
    expect(await maya.dashboards.listOwn()).toEqual(whole);
    expect(await maya.dashboards.listOwn({ fields: ['oid'] })).toHaveLength(whole.length);
    demo.deployment.options.sharedDashboardsListed = 'whole';
    expect(whole.every(({ title }) => title !== undefined)).toBe(true);
    expect(whole.length).toBeGreaterThan(5);
  });

  it('finds one by id and by title, and lists all when a title is used twice', async () => {
    const all = await demo.sisense.dashboards.list({ fields: ['title'] });
    const titles = all.map(({ title }) => title ?? '');
    const unique = first(
      all,
      ({ title }) => titles.filter((other) => other.toLowerCase() === title?.toLowerCase()).length === 1,
    );
    const twice = first(titles, (title) => titles.filter((other) => other === title).length > 1);
    expect((await demo.sisense.dashboards.resolve(unique.oid)).title).toBe(unique.title);
    expect((await demo.sisense.dashboards.resolve(String(unique.title).toUpperCase())).oid).toBe(unique.oid);
    await expect(demo.sisense.dashboards.resolve(twice)).rejects.toMatchObject({
      code: 'ambiguous',
      details: { matches: expect.arrayContaining([{ id: expect.any(String), name: twice }]) },
    });
    await expect(demo.sisense.dashboards.resolve(twice.slice(0, 3))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('exports many in batches, in order of need: few requests, one of them for each twenty', async () => {
    const oids = (await demo.sisense.dashboards.list({ fields: ['oid'] })).map(({ oid }) => oid);
    demo.deployment.requests.clear();
    const exported = await demo.sisense.dashboards.exportMany([...oids, ...oids]);
    expect(exported.size).toBe(oids.length);
    expect(requests()).toBe(Math.ceil(oids.length / 20));
    for (const dashboard of exported.values()) expect(dashboard.widgets).toBeDefined();
  });

  it('exports the others when one of many does not exist, and says so when asked for it alone', async () => {
    const oids = (await demo.sisense.dashboards.list({ fields: ['oid'] })).map(({ oid }) => oid).slice(0, 5);
    const missing = '64cc00000000000000000fff';
    const exported = await demo.sisense.dashboards.exportMany([...oids, missing]);
    expect([...exported.keys()].toSorted()).toEqual(oids.toSorted());
    await expect(demo.sisense.dashboards.export(missing)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('exports every field as it came, in the order in which it came', async () => {
    const [{ oid } = { oid: '' }] = await demo.sisense.dashboards.list({ fields: ['oid'] });
    const address = `${demo.deployment.origin}/api/v1/dashboards/export?dashboardIds=${oid}&adminAccess=true`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${demo.deployment.token}` } });
    expect(JSON.stringify([await demo.sisense.dashboards.export(oid)])).toBe(await answer.text());
  });

  it('gives a user who is no administrator what is shared with that user', async () => {
    const dashboards = await demo.sisense.dashboards.list();
    const shared = first(dashboards, ({ owner }) => owner !== admin());
    const owner = await demo.sisense.users.get(String(shared.owner));
    expect((await demo.as(String(owner.email)).dashboards.get(shared.oid)).oid).toBe(shared.oid);
  });

  it('reads widgets of a dashboard of any owner', async () => {
    const [{ oid } = { oid: '' }] = await demo.sisense.dashboards.list({ fields: ['oid'] });
    const whole = await demo.sisense.dashboards.getWithWidgets(oid);
    expect(widgetsOf(whole).length).toBeGreaterThan(0);
    expect(await demo.sisense.dashboards.exists(oid)).toBe(true);
  });
});

describe('changing dashboards', () => {
  const mine = async () => first(await demo.sisense.dashboards.list(), ({ owner }) => owner === admin());

  it.each([false, true])(
    'renames and gives what is there then, also when the answer is empty (%s)',
    async (emptyWrites) => {
      demo.deployment.options.emptyWrites = emptyWrites;
      const { oid } = await mine();
      const title = `Renamed, ${emptyWrites}`;
      expect(await demo.sisense.dashboards.update(oid, { title })).toMatchObject({ oid, title });
      demo.deployment.options.emptyWrites = false;
    },
  );

  it('imports a copy of an export without touching what it was given', async () => {
    const { oid } = await mine();
    const exported = { ...(await demo.sisense.dashboards.export(oid)), previewLayout: null };
    const before = structuredClone(exported);
    const result = await demo.sisense.dashboards.import([exported], { action: 'duplicate' });
    expect(result).toMatchObject({ succeeded: [{ title: exported.title }], skipped: [], failed: [] });
    expect(result.succeeded[0]?.oid).not.toBe(oid);
    expect(exported).toEqual(before);
    expect(await demo.sisense.dashboards.import([exported], { action: 'skip' })).toMatchObject({ skipped: [{ oid }] });
  });

  it('changes the owner of a dashboard of somebody else, and back', async () => {
    const other = first(await demo.sisense.dashboards.list(), ({ owner }) => owner !== admin());
    await demo.sisense.dashboards.changeOwner(other.oid, { ownerId: admin() });
    expect((await demo.sisense.dashboards.get(other.oid)).owner).toBe(admin());
    await demo.sisense.dashboards.changeOwner(other.oid, { ownerId: String(other.owner), originalOwnerRule: 'view' });
    expect((await demo.sisense.dashboards.get(other.oid)).owner).toBe(other.owner);
  });

  it('publishes on servers that refuse the unknown "adminAccess"', async () => {
    const { oid } = await mine();
    demo.deployment.options.strictQueries = true;
    await demo.sisense.dashboards.publish(oid, { force: true });
    demo.deployment.options.strictQueries = false;
    const [last] = demo.deployment.requests.entries.slice(-1);
    expect(last).toMatchObject({ status: 204 });
  });

  it('changes a widget and its script', async () => {
    const { oid } = await mine();
    const widget = first(await demo.sisense.widgets.list(oid));
    const changed = await demo.sisense.widgets.update({ oid, widgetOid: widget.oid }, { script: '// new' });
    expect(changed).toMatchObject({ oid: widget.oid, script: '// new' });
    await expect(demo.sisense.widgets.get(oid, { widgetOid: '64ee0000000000000000ffff' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('deletes as an administrator, or what one owns, and never takes another’s off one’s list instead', async () => {
    const { oid } = await mine();
    const copy = await demo.sisense.dashboards.duplicate(oid);
    const refused = { kind: 'status', method: 'DELETE', status: 403, times: 1 } as const;
    demo.deployment.faults.add(refused);
    await demo.sisense.dashboards.delete(copy.oid);
    expect(await demo.sisense.dashboards.exists(copy.oid)).toBe(false);
    const others = first(await demo.sisense.dashboards.list(), ({ owner }) => owner !== admin());
    demo.deployment.faults.add(refused);
    demo.deployment.requests.clear();
    await expect(demo.sisense.dashboards.delete(others.oid)).rejects.toMatchObject({
      code: expect.stringMatching(/forbidden|not-found/),
    });
    expect(demo.deployment.requests.count({ method: 'DELETE' })).toBe(1);
  });

  it('duplicates, makes and deletes', async () => {
    const { oid } = await mine();
    const copy = await demo.sisense.dashboards.duplicate(oid);
    await demo.sisense.dashboards.delete(copy.oid);
    expect(await demo.sisense.dashboards.exists(copy.oid)).toBe(false);
  });
});

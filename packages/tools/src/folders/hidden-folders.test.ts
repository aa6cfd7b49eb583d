import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

/** People is Ingrid's, and nothing in it is shared with the administrator. */
let demo: Demo;
let people: string;
beforeEach(async () => {
  demo = await startDemo();
  people = String(dashboard('Headcount').parentFolder);
});
afterEach(async () => {
  await demo.close();
});

const give = 'access.change_folder_and_dashboard_ownership';
const seeAll = () => {
  demo.deployment.options.foldersForAdmin = 'all';
};

function dashboard(title: string) {
  const found = [...demo.deployment.world.dashboards.values()].find((one) => one.title === title);
  if (found === undefined) throw new Error(`The demo has no dashboard ${title}.`);
  return found;
}

const inFolder = (id: string) =>
  [...demo.deployment.world.dashboards.values()].filter(({ parentFolder }) => parentFolder === id);
const ownerOf = (id: string) => demo.deployment.world.folders.get(id)?.owner;
const idOf = (name: string) =>
  [...demo.deployment.world.users.values()].find(({ email }) => email.startsWith(name))?._id ?? '';
const admin = () => demo.deployment.users.admin.id;
const sharedWithAdmin = () =>
  inFolder(people).filter(({ shares }) => shares.some(({ shareId }) => shareId === admin()));
const sharesOf = () =>
  [...demo.deployment.world.dashboards.values()].map(({ oid, shares }) => [
    oid,
    shares.map(({ shareId }) => shareId).toSorted(),
  ]);

describe('folders that the administrator cannot see', () => {
  it.each(['folder.get_folders', 'folder.get_all_folders', 'folder.get_navver'])('are told of by %s', async (id) => {
    const { notes } = await demo.run(id);
    expect(notes?.join()).toMatch(/at least \d more folders? that the connected user cannot see/);
    expect(notes?.join()).toContain(`${people} (with "Absence Calendar" and 2 more)`);
    expect(notes?.join()).toContain('dashboard.add_dashboard_shares');
    seeAll();
    expect((await demo.run(id)).notes).toEqual([]);
  });

  it('are told of where dashboards are listed and counted', async () => {
    const { notes } = await demo.run('dashboard.get_all_dashboards');
    expect(notes?.join()).toMatch(/\d+ dashboards lie in folders that the connected user cannot see/);
    const facts = await demo.rows('deployment.summary');
    expect(facts.map(({ what }) => what)).toContain('Folders: not seen by you, at least');
  });

  it.each([
    ['folder.create_folder', { name: 'Q1', parent_id: 'People' }],
    ['folder.update_folder', { folder_id: 'People', name: 'Staff' }],
    ['folder.delete_folder', { folder_id: 'People' }],
    ['dashboard.move_dashboard_to_folder', { dashboard_id: 'Online Revenue', folder_id: 'People' }],
    [give, { folder_name: 'People', new_owner_name: 'priya.nair' }],
  ])('are refused to %s by name, with the ids of those there are', async (id, args) => {
    await expect(demo.plan(id, args)).rejects.toThrow(
      new RegExp(`There is no folder "People" that the connected user can see.*${people} \\(with`),
    );
  });

  it('are refused to a change of their name by id, with the way to see them', async () => {
    await expect(demo.plan('folder.update_folder', { folder_id: people, name: 'Staff' })).rejects.toThrow(
      /cannot see the folder .*share a dashboard of it with yourself/,
    );
  });

  it('let dashboards be moved out of them, and back', async () => {
    const call = { dashboard_id: 'Headcount', folder_id: 'Finance' };
    const done = await demo.carryOut(await demo.plan('dashboard.move_dashboard_to_folder', call));
    expect(new Set(done.map(({ judged }) => judged))).toEqual(new Set(['applied']));
    await demo.undo(done);
    expect(dashboard('Headcount')).toMatchObject({ parentFolder: people, owner: idOf('ingrid.moen') });
  });

  it('may be inside of one that is deleted, which the plan says', async () => {
    const { warnings } = await demo.plan('folder.delete_folder', { folder_id: 'Sandbox' });
    expect(warnings?.join(' ')).toContain('What you cannot see inside of it is deleted too.');
  });
});

describe('giving away a folder that the administrator cannot see', () => {
  it('shares one dashboard of it for the time, and nothing of other folders', async () => {
    const before = sharesOf();
    const plan = await demo.plan(give, { folder_name: people, new_owner_name: 'priya.nair' });
    const shares = plan.steps.filter(({ kind }) => kind === 'dashboard.share');
    expect(new Set(shares.map(({ asset }) => asset.id)).size).toBe(1);
    expect(plan.steps.map(({ kind }) => kind).slice(-3)).toEqual([
      'dashboard.share',
      'folder.update',
      'dashboard.share',
    ]);
    expect(plan.warnings?.join(' ')).toContain('that share is taken back at the end');
    const done = await demo.carryOut(plan);
    expect(new Set(done.map(({ judged }) => judged))).toEqual(new Set(['applied']));
    expect(ownerOf(people)).toBe(idOf('priya.nair'));
    expect(new Set(inFolder(people).map(({ owner }) => owner))).toEqual(new Set([idOf('priya.nair')]));
    const inside = new Set(inFolder(people).map(({ oid }) => oid));
    const elsewhere = (all: typeof before) => all.filter(([oid]) => !inside.has(String(oid)));
    expect(elsewhere(sharesOf())).toEqual(elsewhere(before));
    expect(sharedWithAdmin()).toEqual([]);
    await demo.undo(done);
    expect([ownerOf(people), dashboard('Headcount').owner]).toEqual([idOf('ingrid.moen'), idOf('ingrid.moen')]);
    expect(sharedWithAdmin()).toEqual([]);
  });

  it('leaves every share as it was when its dashboards stay with their owners', async () => {
    const before = sharesOf();
    const call = { folder_name: people, new_owner_name: 'priya.nair', change_dashboard_ownership: false };
    await demo.carryOut(await demo.plan(give, call));
    expect(ownerOf(people)).toBe(idOf('priya.nair'));
    expect(sharesOf()).toEqual(before);
  });

  it('needs no share when the administrator becomes its owner with its dashboards', async () => {
    const plan = await demo.plan(give, { folder_name: people, new_owner_name: 'admin@meridian-outdoor.example' });
    expect(plan.steps.map(({ kind }) => kind)).not.toContain('dashboard.share');
    const done = await demo.carryOut(plan);
    expect(new Set(done.map(({ judged }) => judged))).toEqual(new Set(['applied']));
    expect(ownerOf(people)).toBe(admin());
  });

  it('names nobody twice among whom a dashboard is shared with', async () => {
    await demo.carryOut(await demo.plan(give, { folder_name: people, new_owner_name: 'priya.nair' }));
    for (const [, parties] of sharesOf()) expect(parties).toEqual([...new Set(parties)]);
  });

  it('says which folders inside of it could be missed', async () => {
    const { warnings } = await demo.plan(give, { folder_name: 'Sales', new_owner_name: 'priya.nair' });
    expect(warnings?.join(' ')).toContain('A folder inside of it that you cannot see keeps its owner');
    seeAll();
    expect((await demo.plan(give, { folder_name: 'People', new_owner_name: 'priya.nair' })).warnings).toEqual([]);
  });
});

describe('giving away a folder of one’s own', () => {
  it('says that an empty one will be out of sight, and is done all the same', async () => {
    await demo.carryOut(await demo.plan('folder.create_folder', { name: 'Empty' }));
    const plan = await demo.plan('folder.update_folder', { folder_id: 'Empty', owner: 'maya.chen' });
    expect(plan.warnings?.join()).toContain('You will not see the folder "Empty" afterwards');
    const [done] = await demo.carryOut(plan);
    expect([done?.judged, done?.lost]).toEqual(['applied', 'unknown']);
  });

  it('is as simple as can be where administrators see every folder', async () => {
    seeAll();
    const call = { folder_name: 'EMEA', new_owner_name: 'henrik.dahl', change_dashboard_ownership: false };
    const plan = await demo.plan(give, call);
    expect(plan.warnings).toEqual([]);
    expect(new Set(plan.steps.map(({ kind }) => kind))).toEqual(new Set(['folder.update']));
    const done = await demo.carryOut(plan);
    expect(new Set(done.map(({ judged }) => judged))).toEqual(new Set(['applied']));
  });
});

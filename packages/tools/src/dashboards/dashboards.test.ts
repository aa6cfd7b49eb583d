import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(async () => {
  await demo.close();
});

const dashboardOf = (title: string) =>
  [...demo.deployment.world.dashboards.values()].find((one) => one.title === title);

describe('dashboards', () => {
  it('are listed with names of owner, folder and data model', async () => {
    const rows = await demo.rows('dashboard.get_all_dashboards');
    expect(rows).toHaveLength(demo.deployment.world.dashboards.size);
    expect(rows.find(({ title }) => title === 'Online Revenue')).toMatchObject({
      ownerName: 'maya.chen@meridian-outdoor.example',
      folder: 'Sales',
      datasource: 'ecommerce_db',
      shareCount: 2,
    });
  });

  it('with one title are all found, and never picked from silently', async () => {
    expect(await demo.rows('dashboard.get_dashboard_by_name', { dashboard_name: 'Sales Overview' })).toHaveLength(2);
    const found = await demo.item('dashboard.resolve_dashboard_reference', { dashboard_ref: 'Sales Overview' });
    expect(found).toMatchObject({ success: false, status_code: 409, matches: [expect.anything(), expect.anything()] });
    await expect(demo.run('dashboard.export_dashboard', { dashboard_id: 'Sales Overview' })).rejects.toThrow(
      'say which one by its id',
    );
  });

  it('have titles with any character in them', async () => {
    const title = '#1 "Top 10" 50% + more / ü';
    expect(await demo.item('dashboard.get_dashboard_by_id', { dashboard_id: title })).toMatchObject({ title });
  });

  it('tell the columns they use, with the widget that uses them', async () => {
    const rows = await demo.rows('dashboard.get_dashboard_columns', { dashboard_name: 'Online Revenue' });
    expect(rows).toContainEqual(expect.objectContaining({ source: 'filter', table: 'customers', column: 'country' }));
    expect(rows).toContainEqual(
      expect.objectContaining({ source: 'widget', widget_title: 'Revenue', table: 'orders', column: 'total_amount' }),
    );
  });

  it('tell who can see them, and why', async () => {
    const rows = await demo.rows('dashboard.who_can_see', { dashboard_ref: 'UK & Ireland: Margin' });
    expect(rows).toContainEqual(
      expect.objectContaining({ user: 'elena.marchetti@meridian-outdoor.example', rule: 'owner' }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({
        user: 'fatima.zahra@meridian-outdoor.example',
        rule: 'edit',
        via: expect.arrayContaining(['shared directly', 'group Sales EMEA']),
      }),
    );
  });
});

describe('a change of a dashboard that someone else owns', () => {
  it('takes ownership for the time and leaves everything else as it was', async () => {
    const before = structuredClone(dashboardOf('Deal Explorer'));
    const draft = await demo.plan('dashboard.rename_dashboard', { dashboard_id: 'Deal Explorer', title: 'Deals' });
    expect(draft.steps.map(({ kind }) => kind)).toEqual([
      'dashboard.owner',
      'dashboard.update',
      'dashboard.owner',
      'dashboard.share',
    ]);
    const given = draft.steps.map(({ argument }) => (argument as { id: unknown }).id);
    expect(given.slice(2)).toEqual([{ outcomeOf: 's1' }, { outcomeOf: 's1' }]);
    const done = await demo.carryOut(draft);
    expect(done.map(({ judged }) => judged)).toEqual(['applied', 'applied', 'applied', 'applied']);
    const after = dashboardOf('Deals');
    expect(after?.owner).toBe(before?.owner);
    expect(after?.shares.map(({ shareId }) => shareId).toSorted()).toEqual(
      before?.shares.map(({ shareId }) => shareId).toSorted(),
    );
  });

  it('can be taken back as a whole', async () => {
    const done = await demo.carryOut(
      await demo.plan('dashboard.add_dashboard_script', { dashboard_id: 'Deal Explorer', script: 'x();' }),
    );
    expect(await demo.item('dashboard.get_dashboard_script', { dashboard_id: 'Deal Explorer' })).toMatchObject({
      script: 'x();',
    });
    await demo.undo(done);
    expect(await demo.item('dashboard.get_dashboard_script', { dashboard_id: 'Deal Explorer' })).toMatchObject({
      script: '',
    });
    expect((await demo.item('dashboard.get_dashboard_by_id', { dashboard_id: 'Deal Explorer' }))['owner']).toBe(
      dashboardOf('Quarterly Targets')?.owner,
    );
  });

  it('is not carried out for another user than the one connected', async () => {
    const call = { dashboard_id: 'Deal Explorer', script: 'x();', executing_user: 'maya.chen' };
    await expect(demo.plan('dashboard.add_dashboard_script', call)).rejects.toThrow(
      'Only the connected user can carry this out',
    );
  });

  it('sets a widget’s script', async () => {
    const call = { dashboard_id: 'Online Revenue', widget_id: 'Revenue', script: '{ widget.on("ready", f); }' };
    const done = await demo.carryOut(await demo.plan('dashboard.add_widget_script', call));
    expect(done.map(({ judged }) => judged)).not.toContain('unknown');
    expect(
      await demo.item('dashboard.get_widget_script', { dashboard_id: 'Online Revenue', widget_id: 'Revenue' }),
    ).toMatchObject({ script: call.script });
  });

  it('moves it to another folder', async () => {
    await demo.carryOut(
      await demo.plan('dashboard.move_dashboard_to_folder', { dashboard_id: 'Order Map', folder_id: 'Finance' }),
    );
    const rows = await demo.rows('dashboard.get_all_dashboards');
    expect(rows.find(({ title }) => title === 'Order Map')?.['folder']).toBe('Finance');
  });
});

describe('publishing a dashboard', () => {
  const dashboard_id = 'Online Revenue';

  it('of one’s own is one step, judged by the date of publishing even when the answer was lost', async () => {
    const call = { dashboard_id: 'Usage by Department', admin_access: false };
    const draft = await demo.plan('dashboard.publish_dashboard', call);
    expect([draft.warnings, draft.steps.map(({ kind }) => kind)]).toEqual([undefined, ['dashboard.publish']]);
    const [done] = await demo.carryOut(draft);
    expect([done?.judged, done?.lost]).toEqual(['applied', 'applied']);
  });

  it('of someone else is done with administrator rights, and says what to do where these do not count', async () => {
    const draft = await demo.plan('dashboard.publish_dashboard', { dashboard_id });
    expect(draft.warnings?.[0]).toContain('"maya.chen@meridian-outdoor.example" owns this dashboard.');
    expect((await demo.carryOut(draft)).map(({ judged }) => judged)).toEqual(['applied']);
    demo.deployment.options.strictQueries = true;
    await expect(demo.carryOut(draft)).rejects.toMatchObject({ code: expect.stringMatching(/not-found|forbidden/) });
    const owning = await demo.plan('dashboard.publish_dashboard', { dashboard_id, take_ownership: true });
    const before = dashboardOf(dashboard_id)?.owner;
    expect((await demo.carryOut(owning)).map(({ judged }) => judged)).toEqual(owning.steps.map(() => 'applied'));
    expect(dashboardOf(dashboard_id)?.owner).toBe(before);
  });

  it('of someone else without administrator rights is refused before anyone is asked', async () => {
    const call = { dashboard_id, admin_access: false };
    await expect(demo.plan('dashboard.publish_dashboard', call)).rejects.toThrow('only its owner can publish it');
  });
});

describe('sharing a dashboard', () => {
  const shares = [
    { name: 'Finance', type: 'group', rule: 'view' },
    { name: 'kenji.watanabe', type: 'User', rule: 'EDIT' },
  ];

  it('adds and changes rights, keeps all others, and is taken back', async () => {
    const before = await demo.rows('dashboard.get_dashboard_share', { dashboard_name: 'Online Revenue' });
    const done = await demo.carryOut(
      await demo.plan('dashboard.add_dashboard_shares', { dashboard_id: 'Online Revenue', shares }),
    );
    expect(done[0]?.judged).toBe('applied');
    const after = await demo.rows('dashboard.get_dashboard_share', { dashboard_name: 'Online Revenue' });
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toContainEqual(expect.objectContaining({ name: 'Finance', rule: 'view' }));
    expect(await demo.plan('dashboard.add_dashboard_shares', { dashboard_id: 'Online Revenue', shares })).toMatchObject(
      { steps: [] },
    );
    await demo.undo(done);
    const back = await demo.rows('dashboard.get_dashboard_share', { dashboard_name: 'Online Revenue' });
    expect(back.toSorted(byName)).toEqual(before.toSorted(byName));
  });

  it.each([
    [[{ name: 'Nobody', type: 'group', rule: 'view' }], 'There is no group "Nobody"'],
    [[{ name: 'Finance', type: 'group', rule: 'own' }], 'does not fit'],
    [[{ name: 'maya.chen', type: 'user', rule: 'view' }], 'owns this dashboard and needs no share'],
    [[shares[0], shares[0]], 'is named twice'],
  ])('is refused with the reason: %j', async (wrong, reason) => {
    await expect(
      demo.plan('dashboard.add_dashboard_shares', { dashboard_id: 'Online Revenue', shares: wrong }),
    ).rejects.toThrow(reason);
  });
});

function byName(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return String(a['name']) < String(b['name']) ? -1 : 1;
}

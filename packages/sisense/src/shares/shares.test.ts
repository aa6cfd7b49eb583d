import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { mergeShares } from './merge-shares.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());

it('reads whom a dashboard of any owner is shared with, over both generations of the API', async () => {
  const other = first(await demo.sisense.dashboards.list(), ({ owner }) => owner !== demo.deployment.users.admin.id);
  const { sharesTo } = await demo.sisense.shares.get(other.oid);
  const parties = await demo.sisense.shares.parties(other.oid);
  expect(parties.map(({ shareId }) => shareId).toSorted()).toEqual(sharesTo.map(({ shareId }) => shareId).toSorted());
  expect(sharesTo.map(({ shareId }) => shareId)).toContain(other.owner);
});

it('adds a party and leaves all others as they were', async () => {
  const { shares, dashboards, groups } = demo.sisense;
  const dashboard = first(await dashboards.list(), ({ owner }) => owner === demo.deployment.users.admin.id);
  const { sharesTo } = await shares.get(dashboard.oid);
  const group = first(await groups.list(), ({ _id }) => !sharesTo.some(({ shareId }) => shareId === _id));
  const merged = mergeShares(sharesTo, {
    wanted: [{ shareId: group._id, type: 'group', rule: 'view' }],
    owner: dashboard.owner ?? undefined,
  });
  const after = await shares.replace(dashboard.oid, { sharesTo: merged.sharesTo });
  expect(after.sharesTo.map(({ shareId }) => shareId).toSorted()).toEqual(
    [...sharesTo.map(({ shareId }) => shareId), group._id].toSorted(),
  );
});

describe('merging a share list', () => {
  const current = [
    { shareId: 'owner', type: 'user', userName: 'ada' },
    { shareId: 'bob', type: 'user', rule: 'view', subscribe: true, email: 'bob@x' },
    { shareId: 'sales', type: 'group', rule: 'edit', subscribe: false, name: 'Sales' },
  ];
  const merge = (given: Partial<Parameters<typeof mergeShares>[1]>) =>
    mergeShares(current, { wanted: [], owner: 'owner', ...given });

  it('keeps the subscription of a party whose rule changes', () => {
    const merged = merge({ wanted: [{ shareId: 'bob', type: 'user', rule: 'edit' }] });
    expect(merged).toMatchObject({ changed: ['bob'], added: [], unchanged: [] });
    expect(merged.sharesTo).toContainEqual({ shareId: 'bob', type: 'user', rule: 'edit', subscribe: true });
  });

  it('tells added from unchanged, and never shares with the owner', () => {
    const wanted = [
      { shareId: 'owner', type: 'user' as const, rule: 'view' as const },
      { shareId: 'sales', type: 'group' as const, rule: 'edit' as const },
      { shareId: 'new', type: 'user' as const, rule: 'view' as const },
    ];
    expect(merge({ wanted })).toMatchObject({ ignored: ['owner'], unchanged: ['sales'], added: ['new'] });
    expect(merge({ wanted }).sharesTo[0]).toEqual({ shareId: 'owner', type: 'user' });
  });

  it('removes parties, but never the owner', () => {
    expect(merge({ remove: ['bob', 'owner'] }).sharesTo.map(({ shareId }) => shareId)).toEqual(['owner', 'sales']);
  });

  it('changes nothing of what it was given', () => {
    const before = structuredClone(current);
    merge({ wanted: [{ shareId: 'bob', type: 'user', rule: 'edit' }], remove: ['sales'] });
    expect(current).toEqual(before);
  });
});

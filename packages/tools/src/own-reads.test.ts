import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../test/demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
beforeEach(() => demo.deployment.faults.clear());
afterAll(async () => {
  await demo.close();
});

describe('where a column is used', () => {
  it('begins with how much would break', async () => {
    const { notes } = await demo.run('datamodel.where_used', {
      datamodel_name: 'Sales',
      table: 'Orders',
      column: 'Net',
    });
    expect(notes?.[0]).toMatch(/^Used by \d+ dashboards, \d+ widgets.*, 1 saved formula or filter\.$/);
  });

  it('says that nothing was found, and where nobody looked', async () => {
    const { notes } = await demo.run('datamodel.where_used', { datamodel_name: 'Sales', column: 'Legacy Code' });
    expect(notes?.[0]).toBe('Nothing that was read uses it.');
    expect(notes?.at(-1)).toContain('are not read');
  });
});

it('who can see a dashboard begins with how many, by their right', async () => {
  const { notes } = await demo.run('dashboard.who_can_see', { dashboard_ref: 'Online Revenue' });
  expect(notes?.[0]).toMatch(/^\d+ users: 1 owner, .*view/);
});

it('the last builds begin with how all of them ended', async () => {
  const { notes } = await demo.run('builds.recent', { status: 'failed' });
  expect(notes?.[0]).toMatch(/^Of all \d+ builds that Sisense tells of: \d+ done, \d+ failed\.$/);
});

describe('a search by name', () => {
  it('finds connections too', async () => {
    const rows = await demo.rows('search.assets', { text: 'ledger' });
    expect(rows).toContainEqual(
      expect.objectContaining({ kind: 'connection', name: 'Finance ledger', about: 'PostgreSQL' }),
    );
  });

  it('passes over what the connected user may not list, and says so, unless asked for it', async () => {
    demo.deployment.faults.add({ kind: 'status', path: '/api/v2/connections', status: 403 });
    const found = await demo.run('search.assets', { text: 'finance' });
    expect(found.notes).toContain('Not searched: connections, which the connected user may not list.');
    const asked = demo.run('search.assets', { text: 'finance', kinds: ['connection'] });
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a deployment at a glance', () => {
  const facts = async () => new Map((await demo.rows('deployment.summary')).map(({ what, value }) => [what, value]));

  it('counts what needs a look: models whose last build failed, connections, plugins', async () => {
    const told = await facts();
    const { connections, plugins } = demo.deployment.world;
    expect(told.get('Connections')).toBe(connections.size);
    expect(told.get('Plugins that are on')).toBe(plugins.filter(({ isEnabled }) => isEnabled).length);
    expect(told.get('Data models: last build failed')).toEqual(expect.any(Number));
  });

  it('tells the rest where a server keeps some of it to itself', async () => {
    demo.deployment.faults.add({ kind: 'status', path: '/api/v1/plugins', status: 404 });
    const told = await facts();
    expect(told.get('Plugins that are on')).toBe('not told');
    expect(told.get('Users')).toBe(demo.deployment.world.users.size);
  });
});

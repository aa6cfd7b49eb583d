import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { largeCounts } from './large.ts';
import { drift } from './target.ts';

const contentOf = ({ deployment: { world } }: OpenDeployment) =>
  JSON.stringify([
    [...world.users.values()],
    [...world.dashboards.values()],
    [...world.widgets.values()],
    [...world.models.values()],
  ]);

describe('the demo', () => {
  let open: OpenDeployment;
  beforeAll(async () => {
    open = await openDeployment();
  });
  afterAll(() => open[Symbol.asyncDispose]());

  it('is a company of that size', () => {
    const { users, groups, folders, dashboards, models, connections, builds } = open.deployment.world;
    const sizes = {
      users: users.size,
      groups: groups.size,
      folders: folders.size,
      dashboards: dashboards.size,
      models: models.size,
      connections: connections.size,
    };
    expect(sizes).toEqual({ users: 41, groups: 14, folders: 20, dashboards: 61, models: 12, connections: 7 });
    expect([...builds.values()].filter(({ status }) => status === 'failed')).toHaveLength(1);
  });

  it('is the same for the same seed, whatever the time', async () => {
    await using later = await openDeployment({ now: () => new Date('2031-01-01T00:00:00Z') });
    await using other = await openDeployment({ seed: 'other' });
    expect(contentOf(later)).toBe(contentOf(open));
    expect(contentOf(other)).not.toBe(contentOf(open));
  });

  it('has every kind of widget', async () => {
    const types = new Set([...open.deployment.world.widgets.values()].flat().map(({ type }) => type));
    expect([...types].toSorted()).toEqual(
      'BloX WidgetsTabber chart/area chart/bar chart/boxplot chart/column chart/funnel chart/line chart/pie chart/polar chart/scatter heatmap indicator map/area map/scatter pivot pivot2 richtexteditor sunburst tablewidget tablewidgetagg treemap'.split(
        ' ',
      ),
    );
  });

  it('lays out exactly the widgets that a dashboard has, on columns that its model has', () => {
    const { dashboards, widgets, models } = open.deployment.world;
    for (const dashboard of dashboards.values()) {
      const own = (widgets.get(dashboard.oid) ?? []).map(({ oid }) => oid);
      const placed = [...JSON.stringify(dashboard.layout).matchAll(/"widgetid":"(\w+)"/g)].map(([, oid]) => oid);
      expect(placed.toSorted()).toEqual(own.toSorted());
      const model = [...models.values()].find(({ title }) => title === dashboard.datasource.title);
      const columns = new Set(
        model?.datasets.flatMap(({ schema }) =>
          schema.tables.flatMap((table) => table.columns.map(({ name }) => `[${table.name}.${name}]`)),
        ),
      );
      const text = JSON.stringify([dashboard.filters, widgets.get(dashboard.oid)]);
      for (const [, dim = ''] of text.matchAll(/"dim":"([^"]+)"/g))
        expect(columns).toContain(dim.replace(' (Calendar)', ''));
    }
  });

  it('has what health checks look for', async () => {
    const { dashboards, widgets, models } = open.deployment.world;
    const all = [...widgets.values()].flat();
    const fieldsOf = (metadata: unknown) => JSON.stringify(metadata).split('"jaql":{"').length - 1;
    expect(all.filter(({ type }) => type === 'pivot2').some(({ metadata }) => fieldsOf(metadata) > 20)).toBe(true);
    expect(all.some(({ script }) => String(script).includes('prism.jumpToDashboard'))).toBe(true);
    expect(all.some(({ accordionConfig }) => accordionConfig !== undefined)).toBe(true);
    const owners = Map.groupBy(dashboards.values(), ({ owner }) => open.deployment.world.users.get(owner)?.userName);
    expect(owners.get('maya.chen')?.length).toBeGreaterThan(12);
    expect(owners.get('theo.brandt')).toHaveLength(3);
    const tables = [...models.values()].flatMap((model) =>
      model.datasets.flatMap(({ schema }) => schema.tables.map((table) => ({ model, table }))),
    );
    const islands = tables.filter(({ model, table }) => !JSON.stringify(model.relations).includes(table.oid));
    expect(islands.map(({ table }) => table.name)).toContain('exchange_rates_2019');
    expect(tables.filter(({ table }) => table.type === 'custom')).toHaveLength(2);
  });

  it('has a relation that is many to many', async () => {
    const sql = (table: string) =>
      `SELECT COUNT(*) FROM (SELECT [Store Id] FROM [${table}] GROUP BY [Store Id] HAVING COUNT(*) > 1) d`;
    const repeated = async (table: string) =>
      rows(
        row(await open.read(`/api/datasources/Store%20Operations/sql?query=${encodeURIComponent(sql(table))}`)).values,
      )[0];
    expect(await repeated('Footfall')).toEqual([38]);
    expect(await repeated('Shifts')).toEqual([38]);
  });
});

describe('source and target', () => {
  it('differ in every way that a migration meets', async () => {
    await using open = await openDeployment({ world: 'source-and-target' });
    const [source, target] = [open.deployment.world, open.others[0]?.world];
    if (target === undefined) throw new Error('There is no target.');
    expect([open.deployment.name, open.others[0]?.name]).toEqual(['source', 'target']);
    const named = <T extends { name: string }>(map: Map<string, T>) => [...map.values()].map(({ name }) => name);
    expect(named(source.groups)).toEqual(expect.arrayContaining([...drift.missingGroups]));
    for (const name of drift.missingGroups) expect(named(target.groups)).not.toContain(name);
    expect([named(source.folders), named(target.folders)]).toEqual([
      expect.arrayContaining(['Month Close', 'DACH']),
      expect.arrayContaining(['Closing']),
    ]);
    expect(named(target.folders)).not.toContain('Month Close');
    const server = ({ connections }: typeof source) =>
      [...connections.values()].find(({ name }) => name === drift.differentConnection)?.parameters.Server;
    expect(server(target)).not.toBe(server(source));
    expect(target.plugins.map(({ folderName }) => folderName)).not.toContain(drift.missingPlugins[0]);
    const titled = <T extends { title: string }>(items: Iterable<T>, title: string) =>
      [...items].filter((one) => one.title === title);
    const [there] = titled(source.models.values(), drift.sameTitleOtherId.model);
    const [here] = titled(target.models.values(), drift.sameTitleOtherId.model);
    expect(here?.oid).not.toBe(there?.oid);
    const [changedThere] = titled(source.dashboards.values(), drift.changedOnBothSides);
    const [changedHere] = titled(target.dashboards.values(), drift.changedOnBothSides);
    expect(String(changedThere?.lastUpdated) > String(changedHere?.created)).toBe(true);
    expect(String(changedHere?.lastUpdated) > String(changedHere?.created)).toBe(true);
    expect(changedHere?.oid).toBe(changedThere?.oid);
    expect(changedHere?.desc).not.toBe(changedThere?.desc);
    const columns = JSON.stringify(titled(target.models.values(), drift.renamedColumn.model));
    expect(columns).toContain(`"name":"${drift.renamedColumn.to}"`);
    expect(columns).not.toContain(`"name":"${drift.renamedColumn.from}"`);
  });

  it('know people by different ids but the same addresses', async () => {
    await using open = await openDeployment({ world: 'source-and-target' });
    const byEmail = (world: typeof open.deployment.world | undefined) =>
      [...(world?.users.values() ?? [])].find(({ userName }) => userName === 'maya.chen');
    const [there, here] = [byEmail(open.deployment.world), byEmail(open.others[0]?.world)];
    expect(here?.email).toBe(there?.email);
    expect(here?._id).not.toBe(there?._id);
  });
});

it('an empty one has its administrator and the built-in groups', async () => {
  await using open = await openDeployment({ world: 'empty' });
  expect(rows(await open.read('/api/v1/users'))).toMatchObject([{ userName: 'admin' }]);
  expect(rows(await open.read('/api/v1/groups')).map(({ name }) => name)).toEqual(['Everyone', 'Admins']);
  expect(rows(await open.read('/api/v1/dashboards'))).toEqual([]);
});

it('a large one has everything in number', async () => {
  await using open = await openDeployment({ world: 'large' });
  const { users, groups, dashboards, models } = open.deployment.world;
  const { users: people, groups: teams, dashboards: boards, models: cubes } = largeCounts;
  expect([users.size, groups.size, dashboards.size, models.size]).toEqual([people, teams, boards, cubes]);
  const [first] = rows(await open.read('/api/v1/dashboards/admin?dashboardType=owner&limit=1'));
  const [dashboard] = rows(await open.read(`/api/v1/dashboards/export?adminAccess=true&dashboardIds=${first?.oid}`));
  expect(rows(dashboard?.widgets)).toHaveLength(largeCounts.widgets);
  const [model] = rows(await open.read('/api/v2/datamodels/schema?limit=1&fields=oid,title,type'));
  const schema = row(await open.read(`/api/v2/datamodels/${model?.oid}/schema`));
  expect(rows(row(rows(schema.datasets)[0]?.schema).tables)).toHaveLength(largeCounts.tables);
}, 60_000);

import type { ModelSpec, TableSpec } from '../content/model-spec.ts';
import { firstNames, lastNames, places, subjects } from '../content/names.ts';
import { people } from '../content/people.ts';
import { layoutOf, widgetContent } from '../content/widget-draft-to-json.ts';
import { draftWidget } from '../content/widget-kinds.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { plainDashboard } from '../dashboards/new-dashboard.ts';
import { following } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { Dashboard, Widget, World } from '../world.ts';
import { tenantOf } from '../world.ts';
import { addExtras, addSettings } from './add-extras.ts';
import { addFolders, folderIdOf } from './add-folders.ts';
import { addConnections } from './add-models.ts';
import {
  addBuiltInGroups,
  addCompanyGroups,
  addGroup,
  addPeople,
  addPerson,
  addTenantAndRoles,
  daysBefore,
} from './add-people.ts';
import { buildModel } from './build-model.ts';

/** How much there is. */
export const largeCounts = {
  users: 10_000,
  groups: 500,
  folders: 200,
  dashboards: 5_000,
  widgets: 12,
  models: 300,
  tables: 40,
};

const kinds = 'indicator column line pie bar area pivot2 table treemap scatter funnel text'.split(' ');

/** A world of that size in seconds: widgets and models are made when they are looked at. */
export function fillLarge(world: World): void {
  addTenantAndRoles(world);
  addBuiltInGroups(world);
  addSettings(world);
  addCompanyGroups(world);
  addPeople(world);
  addManyGroups(world);
  addManyPeople(world);
  addFolders(world);
  addManyFolders(world);
  addConnections(world);
  for (let at = 0; at < largeCounts.models; at += 1) addLazyModel(world, at);
  for (let at = 0; at < largeCounts.dashboards; at += 1) addLazyDashboard(world, at);
  addExtras(world);
}

const item = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length];
  if (found === undefined) throw new Error('The list is empty.');
  return found;
};

const numbered = (list: readonly string[], at: number): string =>
  at < list.length ? item(list, at) : `${item(list, at)} ${Math.floor(at / list.length) + 1}`;

const views = ['2026', '2025', 'Q1', 'Q2', 'Q3', 'Q4', 'weekly', 'by team', 'by channel', 'against plan'];

const teamFor = (at: number): string => item(subjects, Math.floor(at / places.length) - 1).toLowerCase();

function addManyGroups(world: World): void {
  for (let at = 0; world.groups.size < largeCounts.groups; at += 1)
    addGroup(world, { name: at < places.length ? `Team ${item(places, at)}` : `${item(places, at)} ${teamFor(at)}` });
}

function addManyPeople(world: World): void {
  const groups = [...world.groups.values()].filter((group) => group.everyone !== true && group.admins !== true);
  for (let at = 0; world.users.size < largeCounts.users; at += 1) {
    const [firstName, lastName] = [item(firstNames, at), item(lastNames, Math.floor(at / firstNames.length))];
    const role = at % 20 === 0 ? 'contributor' : 'consumer';
    const more = {
      ...(at % 17 === 0 ? { inactive: true as const } : {}),
      ...(at % 11 === 0 ? { neverLoggedIn: true as const } : {}),
    };
    const userName = `${firstName}.${lastName}`.toLowerCase();
    const user = addPerson(world, {
      person: { firstName, lastName, role, userName, groups: '', ...more },
      at: at % 50,
    });
    user.groups = [...user.groups, item(groups, at)._id, item(groups, at * 7 + 3)._id];
  }
}

function addManyFolders(world: World): void {
  const owner = world.users.values().next().value?._id ?? '';
  for (let at = 0; world.folders.size < largeCounts.folders; at += 1) {
    const oid = world.ids.objectIdOf('folder', `large ${at}`);
    const stamp = daysBefore(400);
    const dates = { created: stamp, lastUpdated: stamp };
    const parentId = at % 3 === 0 ? null : folderIdOf(world, `large ${at - (at % 3)}`);
    world.folders.set(oid, {
      _id: following(oid),
      oid,
      name: `${item(places, at)} ${item(subjects, Math.floor(at / places.length)).toLowerCase()}`,
      type: 'folder',
      owner,
      userId: owner,
      instanceType: 'owner',
      parentId,
      ...dates,
    });
  }
}

const modelTitle = (at: number) => ({
  title: `${item(subjects, at)} ${numbered(places, Math.floor(at / subjects.length))}`,
  type: at % 10 === 9 ? ('live' as const) : ('extract' as const),
});

function modelSpec(at: number): ModelSpec {
  const subject = item(subjects, at);
  const fact = `${subject} Facts`;
  const dimensionTables = Array.from(
    { length: largeCounts.tables - 1 },
    (_, index) => `${subject} ${numbered(places, index)}`,
  );
  const [first = '', second = ''] = dimensionTables;
  return {
    ...modelTitle(at),
    creator: people[0]?.userName ?? 'admin',
    connection: 'Snowflake retail',
    database: 'RETAIL',
    schema: 'LARGE',
    lastBuild: 'done',
    shares: '',
    date: `${fact}.Day`,
    measures: [
      { title: subject, of: `${fact}.Amount`, agg: 'sum' },
      { title: 'Lines', of: `${fact}.Line Id`, agg: 'count' },
    ],
    dimensions: [`${first}.Name`, `${second}.Name`],
    tables: tablesOf({ fact, dimensionTables }),
    relations: dimensionTables.map((name, index) => `${fact}.Key ${index + 1} = ${name}.Id`),
  };
}

function tablesOf({ fact, dimensionTables }: { fact: string; dimensionTables: string[] }): TableSpec[] {
  const names = `pick ${places.slice(0, 6).join('|')}`;
  return [
    {
      name: fact,
      rows: 1_000,
      columns: {
        'Line Id': 'key',
        Day: 'day 2025-01-01..2026-10-31',
        Amount: 'amount 1..900',
        ...Object.fromEntries(dimensionTables.map((_, index) => [`Key ${index + 1}`, 'ref 40'])),
      },
    },
    ...dimensionTables.map((name) => ({
      name,
      rows: 40,
      columns: {
        Id: 'key',
        Name: names,
        Code: 'text Code',
        Since: 'day 2020-01-01..2024-12-31',
        Weight: 'amount 0..10',
        Note: '*text Note',
      },
    })),
  ];
}

function addLazyModel(world: World, at: number): void {
  const entry = modelTitle(at);
  const oid = world.ids.uuidOf('model', entry.title);
  const group = item(groupIds(world), at);
  world.modelIndex.set(oid, entry);
  world.models.setLazily(oid, () => {
    const model = buildModel(world, { spec: modelSpec(at), ids: world.ids });
    const shares = world.groups.has(group) ? [{ partyId: group, type: 'group' as const, permission: 'r' }] : [];
    return { ...model, shares };
  });
}

function addLazyDashboard(world: World, at: number): void {
  const model = modelTitle(at % largeCounts.models);
  const oid = world.ids.objectIdOf('dashboard', String(at));
  const owner = item(owners(world), at);
  const stamp = daysBefore(10 + (at % 400));
  const shared = item(groupIds(world), at * 3);
  const dashboard: Dashboard = {
    ...plainDashboard,
    _id: following(oid),
    oid,
    title: `${item(subjects, at)} in ${item(places, Math.floor(at / subjects.length))}, ${item(views, Math.floor(at / 500))}`,
    shares: [
      { shareId: owner, type: 'user' },
      { shareId: shared, type: 'group', rule: 'view', subscribe: false },
    ],
    owner,
    userId: owner,
    tenantId: tenantOf(world)._id,
    created: stamp,
    lastUpdated: stamp,
    lastOpened: stamp,
    instanceType: 'owner',
    parentFolder: item(folderIds(world), at),
    datasource: datasourceOf(world, model),
  };
  const widgetIds = () => kinds.map((_, position) => world.ids.objectIdOf('widget', oid, String(position)));
  madeOnLook(dashboard, { key: 'layout', make: () => layoutOf(widgetIds(), oid) });
  world.dashboards.set(oid, dashboard);
  world.widgets.setLazily(oid, () => lazyWidgets(world, { oid, at, widgetIds: widgetIds(), stamp }));
}

/** A property that is made anew for each look, until it is written. */
function madeOnLook(object: JsonObject, { key, make }: { key: string; make: () => unknown }): void {
  const set = (value: unknown) =>
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  Object.defineProperty(object, key, { get: make, set, enumerable: true, configurable: true });
}

function lazyWidgets(world: World, of: { oid: string; at: number; widgetIds: string[]; stamp: string }): Widget[] {
  const model = modelSpec(of.at % largeCounts.models);
  const owner = world.dashboards.get(of.oid)?.owner ?? '';
  const dates = { created: of.stamp, lastUpdated: of.stamp, instanceType: 'owner' };
  return of.widgetIds.map((oid, position) => {
    const draft = draftWidget({ kind: item(kinds, position), model, position });
    const content = widgetContent(draft, { datasource: datasourceOf(world, model), key: oid });
    return {
      ...content,
      _id: following(oid),
      oid,
      title: draft.title,
      type: draft.type,
      dashboardid: of.oid,
      owner,
      userId: owner,
      ...dates,
    };
  });
}

const listsOf = new WeakMap<World, { owners: string[]; groupIds: string[]; folderIds: string[] }>();

/** The lists that dashboards are dealt out over, made once per world. */
function lists(world: World) {
  const known = listsOf.get(world);
  if (known !== undefined) return known;
  const designer = world.roles.find(({ name }) => name === 'contributor')?._id;
  const made = {
    owners: [...world.users.values()].filter(({ roleId }) => roleId === designer).map(({ _id }) => _id),
    groupIds: [...world.groups.keys()],
    folderIds: [...world.folders.keys()],
  };
  listsOf.set(world, made);
  return made;
}

const owners = (world: World): string[] => lists(world).owners;
const groupIds = (world: World): string[] => lists(world).groupIds;
const folderIds = (world: World): string[] => lists(world).folderIds;

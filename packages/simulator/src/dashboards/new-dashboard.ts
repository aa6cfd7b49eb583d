import { isObject, type JsonObject, textOf } from '../json.ts';
import type { Dashboard, User, Widget, World } from '../world.ts';
import { tenantOf } from '../world.ts';

export const vividStyle: JsonObject = {
  name: 'vivid',
  palette: {
    colors: ['#00cee6', '#9b9bd7', '#6eda55', '#fc7570', '#fbb755', '#218a8c'],
    name: 'Vivid',
    isDefault: true,
    isSystem: true,
    systemDefault: true,
    sortOrder: 10,
  },
};

/** What a dashboard has that nobody said anything about, apart from its layout. */
export const plainDashboard: JsonObject = {
  desc: '',
  source: null,
  type: 'dashboard',
  style: vividStyle,
  dataExploration: false,
  previewLayout: [],
  isPublic: null,
  settings: { autoUpdateOnFiltersChange: true },
  editing: false,
  filterToDatasourceMapping: {},
  defaultFilters: [],
  filters: [],
  original: null,
  hierarchies: [],
  subscription: null,
  allowChangeSubscription: false,
  lastPublish: null,
};

export function dashboardDefaults(world: World): JsonObject {
  const layout = { instanceid: world.ids.instanceId(), type: 'columnar', columns: [] };
  return { ...structuredClone(plainDashboard), layout };
}

/** What the server puts on a dashboard when it comes into being for this owner. */
export function stampedDashboard(world: World, of: { content: JsonObject; owner: User; oid?: string }): Dashboard {
  const { content, owner } = of;
  const stamp = world.clock.stamp();
  const pair = world.ids.pair();
  return {
    ...content,
    _id: pair._id,
    oid: of.oid ?? pair.oid,
    title: textOf(content.title) ?? '',
    owner: owner._id,
    userId: owner._id,
    tenantId: tenantOf(world)._id,
    created: stamp,
    lastUpdated: stamp,
    instanceType: 'owner',
    parentFolder: folderOrRoot(world, content.parentFolder),
    datasource: isObject(content.datasource) ? content.datasource : {},
    shares: [{ shareId: owner._id, type: 'user' }],
  };
}

export function folderOrRoot(world: World, folder: unknown): string | null {
  return typeof folder === 'string' && world.folders.has(folder) ? folder : null;
}

export function stampedWidget(world: World, of: { content: JsonObject; dashboard: Dashboard; oid?: string }): Widget {
  const { content, dashboard } = of;
  const stamp = world.clock.stamp();
  const pair = world.ids.pair();
  return {
    ...content,
    _id: pair._id,
    oid: of.oid ?? pair.oid,
    title: textOf(content.title) ?? '',
    type: textOf(content.type) ?? '',
    dashboardid: dashboard.oid,
    owner: dashboard.owner,
    userId: dashboard.owner,
    created: stamp,
    lastUpdated: stamp,
    instanceType: 'owner',
  };
}

/** The same content under other widget ids, in layout and options alike. */
export function renamedIds<T>(content: T, names: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(content).replaceAll(/"([0-9a-f]{24})"/gi, (whole, id: string) => {
    const renamed = names.get(id);
    return renamed === undefined ? whole : `"${renamed}"`;
  });
  return JSON.parse(text);
}

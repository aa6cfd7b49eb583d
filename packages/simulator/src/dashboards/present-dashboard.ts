import { following } from '../ids.ts';
import { type JsonObject, without } from '../json.ts';
import type { Dashboard, User, Widget, World } from '../world.ts';

const onlyInExports = ['original', 'hierarchies', 'subscription', 'allowChangeSubscription', 'lastPublish'];
const neverInExports = [
  ...['_id', 'owner', 'userId', 'tenantId', 'shares', 'created', 'lastUpdated', 'lastOpened', 'instanceType'],
];

/** As the API reads it; each user has a copy with the same `oid` and another `_id`. */
export function presentDashboard(dashboard: Dashboard, user: User): JsonObject {
  const isOwner = dashboard.owner === user._id;
  const read = without(dashboard, ...onlyInExports);
  return isOwner
    ? { ...read, userId: user._id, instanceType: 'owner' }
    : { ...read, _id: following(following(dashboard._id)), userId: user._id, instanceType: 'user' };
}

/** For lists that show every owner's dashboard as its owner has it. */
export function presentOwned(dashboard: Dashboard): JsonObject {
  return { ...without(dashboard, ...onlyInExports), instanceType: 'owner' };
}

/** As a `.dash` file holds it. */
export function exportedDashboard(world: World, dashboard: Dashboard): JsonObject {
  const widgets = (world.widgets.get(dashboard.oid) ?? []).map((widget) => without(widget, ...neverInExports));
  const { hierarchies, ...rest } = without(dashboard, ...neverInExports);
  return { ...rest, widgets, hierarchies: hierarchies ?? [] };
}

export function presentWidgets(world: World, dashboard: Dashboard): Widget[] {
  return world.widgets.get(dashboard.oid) ?? [];
}

/** `expand` of dashboards: what else comes along. */
export function expanded(parts: {
  world: World;
  dashboard: Dashboard;
  read: JsonObject;
  expand: Set<string>;
}): JsonObject {
  const { world, dashboard, read, expand } = parts;
  const owner = world.users.get(dashboard.owner);
  const folder = world.folders.get(dashboard.parentFolder ?? '');
  return {
    ...read,
    ...(expand.has('widgets') ? { widgets: presentWidgets(world, dashboard) } : {}),
    ...(expand.has('owner') && owner !== undefined ? { owner } : {}),
    ...(expand.has('parentFolder') && folder !== undefined ? { parentFolder: folder } : {}),
  };
}

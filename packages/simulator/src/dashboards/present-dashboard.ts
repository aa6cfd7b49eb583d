import { type JsonObject, without } from '../json.ts';
import type { Dashboard, User, World } from '../world.ts';
import type { DashboardCopy } from './copies.ts';

const onlyInExports = ['original', 'hierarchies', 'subscription', 'allowChangeSubscription', 'lastPublish'];
const neverInExports = [
  ...['_id', 'owner', 'userId', 'tenantId', 'shares', 'created', 'lastUpdated', 'lastOpened', 'instanceType'],
];

/** As the API reads it; each user has a copy with the same `oid` and another `_id`. */
export function presentDashboard(of: { world: World; dashboard: Dashboard; user: User }): JsonObject {
  const { world, dashboard, user } = of;
  const read = without(dashboard, ...onlyInExports);
  if (dashboard.owner === user._id) return { ...read, userId: user._id, instanceType: 'owner' };
  const _id = world.ids.objectIdOf('copy of', dashboard.oid, user._id);
  return { ...read, _id, userId: user._id, instanceType: 'user' };
}

/** For lists that show every owner's dashboard as its owner has it. */
export function presentOwned(dashboard: JsonObject): JsonObject {
  return { ...without(dashboard, ...onlyInExports), instanceType: 'owner' };
}

/** As a `.dash` file holds it. */
export function exportedDashboard({ dashboard, widgets: all }: DashboardCopy): JsonObject {
  const widgets = all.map((widget) => without(widget, ...neverInExports));
  const { hierarchies, ...rest } = without(dashboard, ...neverInExports);
  return { ...rest, widgets, hierarchies: hierarchies ?? [] };
}

/** `expand` of dashboards: what else comes along. */
export function expanded(parts: {
  world: World;
  copy: DashboardCopy;
  read: JsonObject;
  expand: Set<string>;
}): JsonObject {
  const { world, copy, read, expand } = parts;
  const { dashboard } = copy;
  const owner = world.users.get(dashboard.owner);
  const folder = world.folders.get(dashboard.parentFolder ?? '');
  return {
    ...read,
    ...(expand.has('widgets') ? { widgets: copy.widgets } : {}),
    ...(expand.has('owner') && owner !== undefined ? { owner } : {}),
    ...(expand.has('parentFolder') && folder !== undefined ? { parentFolder: folder } : {}),
  };
}

import type { JsonObject } from '../json.ts';
import type { Dashboard, User, Widget, World } from '../world.ts';
import { isVisible } from './access.ts';

/** A dashboard with its widgets, as one user has it. */
export interface DashboardCopy {
  dashboard: Dashboard;
  widgets: Widget[];
}

/** What all copies of a dashboard have in common: who owns it, who else has it, where it lies. */
const common = ['_id', 'oid', 'owner', 'shares', 'tenantId', 'created', 'parentFolder', 'isPublic', 'lastPublish'];

/** The owner's own document; its widgets are made when they are asked for, which a list does not do. */
export function ownersCopy(world: World, dashboard: Dashboard): DashboardCopy {
  return {
    dashboard,
    get widgets() {
      return world.widgets.get(dashboard.oid) ?? [];
    },
  };
}

/**
 * What this user has: the owner their document; anyone else what they changed for themselves, or else what was last
 * published. A dashboard that its owner has not touched since then has no published state of its own.
 */
export function copyOf(world: World, dashboard: Dashboard, user: Pick<User, '_id'>): DashboardCopy {
  if (dashboard.owner === user._id) return ownersCopy(world, dashboard);
  const { oid } = dashboard;
  const own = world.privateCopies.get(oid)?.get(user._id);
  const other = own ?? world.published.get(oid);
  if (other === undefined) return ownersCopy(world, dashboard);
  return { dashboard: { ...other.dashboard, ...commonOf(dashboard) }, widgets: other.widgets };
}

function commonOf(dashboard: Dashboard): JsonObject & Pick<Dashboard, '_id' | 'oid' | 'owner' | 'shares'> {
  const { _id, oid, owner, shares } = dashboard;
  return { ...Object.fromEntries(common.map((key) => [key, dashboard[key]])), _id, oid, owner, shares };
}

const cloned = ({ dashboard, widgets }: DashboardCopy): DashboardCopy => structuredClone({ dashboard, widgets });

const isShared = ({ shares, owner }: Dashboard): boolean => shares.some(({ shareId }) => shareId !== owner);

/** Before the owner's document changes: whoever it is shared with keeps what was there until it is published. */
export function keepPublished(world: World, dashboard: Dashboard): void {
  if (!isShared(dashboard) || world.published.has(dashboard.oid)) return;
  world.published.set(dashboard.oid, cloned(ownersCopy(world, dashboard)));
}

/** The owner's document, to be changed. */
export function ownersCopyToChange(world: World, dashboard: Dashboard): DashboardCopy {
  keepPublished(world, dashboard);
  return { dashboard, widgets: world.widgets.edit(dashboard.oid) ?? [] };
}

/** Another user's own copy, made when they first change something. */
export function privateCopyToChange(world: World, dashboard: Dashboard, user: User): DashboardCopy {
  const copies = world.privateCopies.get(dashboard.oid) ?? new Map<string, DashboardCopy>();
  const copy = copies.get(user._id) ?? cloned(copyOf(world, dashboard, user));
  copies.set(user._id, copy);
  world.privateCopies.set(dashboard.oid, copies);
  return copy;
}

/** Everyone gets the owner's state; what others changed for themselves goes only when it is forced. */
export function publishCopy(world: World, dashboard: Dashboard, { force }: { force: boolean }): void {
  world.published.delete(dashboard.oid);
  if (force) world.privateCopies.delete(dashboard.oid);
  dashboard.lastPublish = world.clock.stamp();
}

export function dropPrivateCopy(world: World, oid: string, userId: string): void {
  world.privateCopies.get(oid)?.delete(userId);
}

/** Whoever a dashboard is not shared with any more has nothing left of it; nor has anyone when it is nobody else's. */
export function forgetUnsharedCopies(world: World, dashboard: Dashboard): void {
  const { oid } = dashboard;
  for (const id of [...(world.privateCopies.get(oid)?.keys() ?? [])]) {
    const user = world.users.get(id);
    if (user === undefined || !isVisible(dashboard, user)) dropPrivateCopy(world, oid, id);
  }
  if (isShared(dashboard)) return;
  world.published.delete(oid);
  world.privateCopies.delete(oid);
}

/** The same for all dashboards: when someone has left a group, or is gone. */
export function forgetLostCopies(world: World): void {
  for (const oid of [...world.privateCopies.keys()]) {
    const dashboard = world.dashboards.get(oid);
    if (dashboard !== undefined) forgetUnsharedCopies(world, dashboard);
  }
}

/** Users other than the owner who have a copy: named ones, and of members of named groups who changed something. */
export function usersWithCopy(world: World, dashboard: Dashboard): User[] {
  const named = dashboard.shares.filter(({ type }) => type === 'user').map(({ shareId }) => shareId);
  const ids = new Set([...named, ...(world.privateCopies.get(dashboard.oid)?.keys() ?? [])]);
  ids.delete(dashboard.owner);
  return [...ids].flatMap((id) => world.users.get(id) ?? []);
}

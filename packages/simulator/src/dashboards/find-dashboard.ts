import { isAdminAccess } from '../authentication/routes.ts';
import { type Call, isYes, param } from '../call.ts';
import { isObjectId } from '../ids.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import type { Dashboard } from '../world.ts';
import { isVisible, ruleOf } from './access.ts';
import { copyOf, type DashboardCopy, ownersCopy, ownersCopyToChange, privateCopyToChange } from './copies.ts';

export function dashboardNotFound(oid: string) {
  const more = { resourceType: 'dashboard', resourceName: oid };
  return refuse({ status: 404, code: 10001, message: 'Dashboard not found.', more });
}

/** The dashboard of the path, whoever owns it. */
export function anyDashboard(call: Call, name = 'oid'): Dashboard {
  const oid = param(call, name);
  if (!isObjectId(oid)) throw refuseInvalid(`${oid} is not a valid dashboard id`);
  const dashboard = call.world.dashboards.get(oid);
  if (dashboard === undefined) throw dashboardNotFound(oid);
  return dashboard;
}

/** What the caller may see: own, shared, or anything with an administrator's `adminAccess=true`. */
export function visibleDashboard(call: Call, name = 'oid'): Dashboard {
  const dashboard = anyDashboard(call, name);
  if (isAdminAccess(call)) return dashboard;
  if (isVisible(dashboard, call.user)) return dashboard;
  throw call.options.hiddenDashboard === 404 ? dashboardNotFound(dashboard.oid) : refuseAccess();
}

/** The caller's copy of it, to read; an administrator with `adminAccess=true` has the owner's. */
export function seenDashboard(call: Call, name = 'oid'): DashboardCopy {
  const dashboard = visibleDashboard(call, name);
  return isAdminAccess(call) ? ownersCopy(call.world, dashboard) : copyOf(call.world, dashboard, call.user);
}

/**
 * What the caller may write: their own dashboard, or with `adminAccess=true` anybody's, which others see once it is
 * published; of one that is shared to edit, a copy for themselves. Where people write together only its owner writes,
 * and with `sharedMode=true` all see it at once.
 */
export function writableDashboard(call: Call, name = 'oid'): DashboardCopy {
  const dashboard = visibleDashboard(call, name);
  const { world, user, options } = call;
  if (dashboard.owner === user._id || isAdminAccess(call)) {
    const isSeenAtOnce = options.coAuthoring && isYes(call.query.get('sharedMode') ?? 'false');
    if (!isSeenAtOnce) return ownersCopyToChange(world, dashboard);
    world.published.delete(dashboard.oid);
    return { dashboard, widgets: world.widgets.edit(dashboard.oid) ?? [] };
  }
  if (ruleOf(dashboard, user) !== 'edit' || options.coAuthoring) throw refuseAccess();
  return privateCopyToChange(world, dashboard, user);
}

/** What only its owner may do: anyone else is refused, whether they see it or not. */
export function ownedDashboard(call: Call, name = 'oid'): Dashboard {
  const dashboard = anyDashboard(call, name);
  if (isAdminAccess(call) || dashboard.owner === call.user._id) return dashboard;
  throw refuseAccess();
}

import { isAdminAccess } from '../authentication/routes.ts';
import { type Call, param } from '../call.ts';
import { isObjectId } from '../ids.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import { isAdmin } from '../roles/base-roles.ts';
import type { Dashboard, User } from '../world.ts';

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
  if (isAdminAccess(call)) {
    if (!isAdmin(call.role)) throw refuseAccess();
    return dashboard;
  }
  if (!isVisible(dashboard, call.user)) throw dashboardNotFound(dashboard.oid);
  return dashboard;
}

/** What the caller may write: own, shared to edit, or with `adminAccess=true`. */
export function writableDashboard(call: Call, name = 'oid'): Dashboard {
  const dashboard = visibleDashboard(call, name);
  const mayEdit = ruleOf(dashboard, call.user) === 'edit' && !call.options.coAuthoring;
  if (dashboard.owner === call.user._id || isAdminAccess(call) || mayEdit) return dashboard;
  throw refuseAccess();
}

/** What only its owner may do. */
export function ownedDashboard(call: Call, name = 'oid'): Dashboard {
  const dashboard = visibleDashboard(call, name);
  if (dashboard.owner === call.user._id || isAdminAccess(call)) return dashboard;
  throw refuseAccess();
}

export function isVisible(dashboard: Dashboard, user: User): boolean {
  return dashboard.owner === user._id || dashboard.shares.some(({ shareId }) => isParty(shareId, user));
}

export function isParty(id: string, user: User): boolean {
  return id === user._id || user.groups.includes(id);
}

export function ruleOf(dashboard: Dashboard, user: User): string | undefined {
  const rules = dashboard.shares.filter(({ shareId }) => isParty(shareId, user)).map(({ rule }) => rule);
  return rules.includes('edit') ? 'edit' : rules.find((rule) => rule !== undefined);
}

import { ok } from '../answer.ts';
import type { Call, RouteAnswerer } from '../call.ts';
import { firstOf } from '../iterate.ts';
import { objectOf } from '../json.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import { isAdmin, rankOf } from '../roles/base-roles.ts';
import { baseRoleOf } from '../roles/role-of.ts';
import type { Dashboard, Share, User, World } from '../world.ts';
import { dropPrivateCopy } from './copies.ts';
import { anyDashboard } from './find-dashboard.ts';
import { presentDashboard } from './present-dashboard.ts';

/** Why this user could not own a dashboard; undefined when they could. */
function ownershipObstacle(world: World, user: User | undefined): string | undefined {
  if (user === undefined) return 'User not found';
  if (!user.active) return 'User is not active';
  return rankOf(baseRoleOf(world, user)) < 1 ? 'User role cannot own dashboards' : undefined;
}

export const canBeOwned: RouteAnswerer = (call) => {
  anyDashboard(call);
  const email = call.query.get('email')?.toLowerCase();
  const user =
    email === undefined ? call.user : firstOf(call.world.users.values(), (one) => one.email.toLowerCase() === email);
  const reasonMessage = ownershipObstacle(call.world, user);
  return ok(reasonMessage === undefined ? { canBeOwned: true } : { canBeOwned: false, reasonMessage });
};

/** The old owner stays on the list with the rule asked for; the new owner's entry loses its rule. */
export const changeOwner: RouteAnswerer = (call) => {
  const dashboard = anyDashboard(call);
  const { ownerId, originalOwnerRule = 'edit' } = objectOf(call.body);
  if (typeof ownerId !== 'string') throw refuseInvalid('ownerId is required');
  if (originalOwnerRule !== 'edit' && originalOwnerRule !== 'view')
    throw refuseInvalid('originalOwnerRule must be edit or view');
  checkMayGiveAway(call, dashboard);
  if (dashboard.owner === ownerId) {
    throw refuse({ status: 400, code: 400, message: 'The user is already the owner of the dashboard.' });
  }
  const obstacle = ownershipObstacle(call.world, call.world.users.get(ownerId));
  if (obstacle !== undefined)
    throw refuse({ status: obstacle === 'User not found' ? 404 : 400, code: 400, message: `${obstacle}.` });
  giveTo(call.world, { dashboard, ownerId, formerRule: originalOwnerRule });
  return ok(presentDashboard({ world: call.world, dashboard, user: call.user }));
};

function checkMayGiveAway(call: Call, dashboard: Dashboard): void {
  if (dashboard.owner === call.user._id) return;
  const asAdmin = call.query.get('adminAccess') === 'true' || call.path.includes('/admin/');
  if (!isAdmin(call.role) || !asAdmin) throw refuseAccess();
}

function giveTo(world: World, of: { dashboard: Dashboard; ownerId: string; formerRule: string }): void {
  const { dashboard, ownerId, formerRule } = of;
  const former: Share = { shareId: dashboard.owner, type: 'user', rule: formerRule, subscribe: false };
  const others = dashboard.shares.filter(({ shareId }) => shareId !== ownerId && shareId !== dashboard.owner);
  dashboard.shares = [{ shareId: ownerId, type: 'user' }, former, ...others];
  dropPrivateCopy(world, dashboard.oid, ownerId);
  dashboard.owner = ownerId;
  dashboard.userId = ownerId;
  dashboard.lastUpdated = world.clock.stamp();
  for (const widget of world.widgets.edit(dashboard.oid) ?? [])
    Object.assign(widget, { owner: ownerId, userId: ownerId });
}

import { noContent, ok } from '../answer.ts';
import { isAdminAccess } from '../authentication/routes.ts';
import { bodyObject, type Call, type RouteAnswerer, type Routes } from '../call.ts';
import { ruleOf } from '../dashboards/access.ts';
import { forgetUnsharedCopies } from '../dashboards/copies.ts';
import { visibleDashboard } from '../dashboards/find-dashboard.ts';
import { firstOf } from '../iterate.ts';
import { type JsonObject, objectsOf, picked, textOf } from '../json.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import { roleNamed } from '../roles/role-of.ts';
import { createUsers } from '../users/write-user.ts';
import type { Dashboard, Share, World } from '../world.ts';
import { expandedShares } from './expanded-shares.ts';

/** What a list of shares may say about its dashboard. */
const settings = ['subscription', 'allowChangeSubscription', 'isPublic'];
const shareFields = ['shareId', 'type', 'rule', 'subscribe', 'isGroup'];

/** With the name of each party, as v0.9 tells it. The owner's entry has no rule. */
function namedShare(world: World, share: Share): JsonObject {
  const { shareId, type } = share;
  const user = type === 'user' ? world.users.get(shareId) : undefined;
  if (user !== undefined) {
    const { userName, email, firstName, lastName, active } = user;
    return { subscribe: false, ...share, userName, email, firstName, lastName, active };
  }
  return { ...share, name: world.groups.get(shareId)?.name };
}

function presentShares(world: World, dashboard: Dashboard): JsonObject {
  const owner = world.users.get(dashboard.owner);
  return {
    sharesTo: dashboard.shares.map((share) => namedShare(world, share)),
    sharesToNew: [],
    owner: owner === undefined ? null : { _id: owner._id, userName: owner.userName, email: owner.email },
    allowChangeSubscription: dashboard.allowChangeSubscription ?? false,
    isPublic: dashboard.isPublic ?? null,
    subscription: dashboard.subscription ?? null,
  };
}

/** Takes the whole list in place of the old one; an owner left out stays. */
const replace: RouteAnswerer = (call) => {
  const dashboard = visibleDashboard(call);
  checkMayShare(call, dashboard);
  const body = bodyObject(call);
  if (!Array.isArray(body.sharesTo)) throw refuseInvalid('sharesTo is required');
  const asked = objectsOf(body.sharesTo).map((share) => cleanShare(call.world, share));
  const invited = objectsOf(body.sharesToNew).map((share) => invitation(call, share));
  checkOnce([...asked, ...invited]);
  const others = [...asked, ...invited].filter(({ shareId }) => shareId !== dashboard.owner);
  dashboard.shares = [{ shareId: dashboard.owner, type: 'user' }, ...others];
  forgetUnsharedCopies(call.world, dashboard);
  Object.assign(
    dashboard,
    picked(body, (key) => settings.includes(key)),
    { lastUpdated: call.world.clock.stamp() },
  );
  return ok(presentShares(call.world, dashboard));
};

function checkMayShare(call: Call, dashboard: Dashboard): void {
  const { user } = call;
  if (dashboard.owner !== user._id && !isAdminAccess(call) && ruleOf(dashboard, user) !== 'edit') throw refuseAccess();
}

function checkOnce(shares: Share[]): void {
  const ids = shares.map(({ shareId }) => shareId);
  if (new Set(ids).size < ids.length)
    throw refuse({ status: 400, code: 400, message: 'The same user or group is given twice.' });
}

function cleanShare(world: World, share: JsonObject): Share {
  const shareId = textOf(share.shareId) ?? '';
  const type = share.type === 'group' || share.isGroup === true ? 'group' : 'user';
  const isKnown = type === 'group' ? world.groups.has(shareId) : world.users.has(shareId);
  if (!isKnown) throw refuse({ status: 400, code: 400, message: `There is no ${type} ${shareId}.` });
  const rule = textOf(share.rule);
  if (rule !== undefined && !['view', 'edit', 'owner'].includes(rule)) throw refuseInvalid('rule must be view or edit');
  const kept = Object.fromEntries(
    Object.entries(share).filter(([key]) => shareFields.includes(key) && key !== 'isGroup'),
  );
  return { ...kept, shareId, type, rule: rule === 'edit' ? 'edit' : 'view', subscribe: share.subscribe === true };
}

/** An address that no user has yet becomes a viewer. */
function invitation(call: Call, share: JsonObject): Share {
  const email = textOf(share.email) ?? '';
  const known = firstOf(call.world.users.values(), (user) => user.email.toLowerCase() === email.toLowerCase());
  const [user] = known ? [known] : createUsers(call, [{ email, roleId: roleNamed(call.world, 'consumer')._id }]);
  return {
    shareId: user?._id ?? '',
    type: 'user',
    rule: share.rule === 'edit' ? 'edit' : 'view',
    subscribe: share.subscribe === true,
  };
}

const listV1: RouteAnswerer = (call) => {
  const dashboard = visibleDashboard(call);
  if (call.options.sharesV1Shape === 'object') return ok(presentShares(call.world, dashboard));
  return ok(expandedShares(call, dashboard.shares));
};

const setSubscription: RouteAnswerer = (call) => {
  const dashboard = visibleDashboard(call);
  checkMayShare(call, dashboard);
  dashboard.subscription = bodyObject(call);
  return ok(dashboard.subscription);
};

const leave: RouteAnswerer = (call) => {
  const dashboard = visibleDashboard(call);
  dashboard.shares = dashboard.shares.filter(({ shareId }) => shareId !== call.user._id || shareId === dashboard.owner);
  forgetUnsharedCopies(call.world, dashboard);
  return noContent();
};

export const sharesRoutes = {
  'GET /api/shares/dashboard/{oid}': {
    query: ['adminAccess', 'expand'],
    answer: (call) => ok(presentShares(call.world, visibleDashboard(call))),
  },
  'POST /api/shares/dashboard/{oid}': { answer: replace, needs: 'designer', query: ['adminAccess'] },
  'DELETE /api/shares/dashboard/{oid}': { answer: leave },
  'GET /api/shares/dashboard/{oid}/subscription': { answer: (call) => ok(visibleDashboard(call).subscription ?? {}) },
  'POST /api/shares/dashboard/{oid}/subscription': { answer: setSubscription, needs: 'designer' },
  'GET /api/v1/dashboards/{oid}/shares': { answer: listV1, query: ['fields', 'expand', 'adminAccess'] },
} satisfies Routes;

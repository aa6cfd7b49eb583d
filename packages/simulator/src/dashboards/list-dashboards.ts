import { ok } from '../answer.ts';
import { type Call, isYes, type RouteAnswerer } from '../call.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { chosenFields, compare, listed, sortedBy } from '../list-query.ts';
import { refuseAccess, refuseInvalid } from '../refuse.ts';
import { isAdmin } from '../roles/base-roles.ts';
import { expandOf } from '../users/present-user.ts';
import type { Dashboard, User, World } from '../world.ts';
import { isVisible } from './access.ts';
import { copyOf, type DashboardCopy, ownersCopy, usersWithCopy } from './copies.ts';
import { sameDatasource } from './datasource.ts';
import { expanded, presentDashboard, presentOwned } from './present-dashboard.ts';

export const dashboardExpand = ['widgets', 'parentFolder', 'userAuth', 'rule', 'owner'];

type Asked = Record<string, string | undefined>;

function isAsked(dashboard: Dashboard, asked: Asked): boolean {
  const { id, name, parentFolder, folderId, datasourceTitle, datasourceAddress, search } = asked;
  const folder = parentFolder ?? folderId;
  const { title, datasource } = dashboard;
  return (
    (id === undefined || dashboard.oid === id) &&
    (name === undefined || title.toLowerCase() === name.toLowerCase()) &&
    (folder === undefined || (dashboard.parentFolder ?? '') === folder) &&
    (datasourceTitle === undefined || sameDatasource(datasource, datasourceTitle)) &&
    (datasourceAddress === undefined || String(datasource.address).toLowerCase() === datasourceAddress.toLowerCase()) &&
    (search === undefined || title.toLowerCase().includes(search.toLowerCase()))
  );
}

/** Own and shared; no paging in any spec, so none here. */
export const listOwnAndShared: RouteAnswerer = (call) => {
  const expand = expandOf(call, dashboardExpand);
  const asked = Object.fromEntries(call.query);
  const { world, user } = call;
  const copies = [...world.dashboards.values()]
    .filter((one) => isVisible(one, user))
    .map((one) => copyOf(world, one, user));
  const read = copies
    .filter(({ dashboard }) => isAsked(dashboard, asked))
    .map((copy) =>
      expanded({ world, copy, read: presentDashboard({ world, dashboard: copy.dashboard, user }), expand }),
    );
  const isWhole = ({ owner }: JsonObject) => call.options.sharedDashboardsListed === 'whole' || owner === user._id;
  const shown = sortedBy(read, call.query.get('sort')).map((one) => (isWhole(one) ? one : inShort(one)));
  return ok(shown.map((one) => chosenFields(one, call.query.get('fields'))));
};

const inShort = ({ oid, lastPublish }: JsonObject): JsonObject => ({ oid, lastPublish: lastPublish ?? null });

/**
 * Every copy in the deployment, one row each: with `dashboardType=owner` those of the owners, with `user` those of
 * whoever it is shared with. A question by ownership is about dashboards, not copies.
 */
export const listAdmin: RouteAnswerer = (call) => {
  const expand = expandOf(call, dashboardExpand);
  const asked = Object.fromEntries(call.query);
  const type = call.query.get('dashboardType');
  if (type === 'proxy') return ok(isYes(call.query.get('asObject') ?? 'false') ? { items: [], count: 0 } : []);
  const found = [...call.world.dashboards.values()].filter(
    (one) => isAsked(one, asked) && isOfKind(call, { dashboard: one, kind: asked.ownershipType }),
  );
  const ownerInfo = isYes(call.query.get('ownerInfo') ?? 'false');
  const isWanted = (kind: 'owner' | 'user') =>
    type === kind || (type === null && (kind === 'owner' || asked.ownershipType === undefined));
  const read = found.flatMap((dashboard) => [
    ...(isWanted('owner') ? [row(call, { copy: ownersCopy(call.world, dashboard), expand, ownerInfo })] : []),
    ...(isWanted('user') ? copiesOfOthers(call, { dashboard, expand, ownerInfo }) : []),
  ]);
  const page = listed(call, read);
  return ok(isYes(call.query.get('asObject') ?? 'false') ? { items: page, count: read.length } : page);
};

interface RowAsked {
  expand: Set<string>;
  ownerInfo: boolean;
}

function copiesOfOthers({ world }: Call, of: RowAsked & { dashboard: Dashboard }): JsonObject[] {
  const { dashboard, expand, ownerInfo } = of;
  return usersWithCopy(world, dashboard).map((user) => shownTo(world, { user, dashboard, expand, ownerInfo }));
}

function shownTo(world: World, of: RowAsked & { user: User; dashboard: Dashboard }): JsonObject {
  const { user, dashboard, expand, ownerInfo } = of;
  const copy = copyOf(world, dashboard, user);
  const read = expanded({ world, copy, read: presentDashboard({ world, dashboard: copy.dashboard, user }), expand });
  return ownerInfo ? { ...read, ownershipType: 'shared', ownerInfo: ownerOf(world, dashboard) } : read;
}

function row(call: Call, of: RowAsked & { copy: DashboardCopy }): JsonObject {
  const { copy, expand, ownerInfo } = of;
  const { dashboard } = copy;
  const read = expanded({ world: call.world, copy, read: presentOwned(looked(call, dashboard)), expand });
  return ownerInfo ? { ...read, ownershipType: 'owner', ownerInfo: ownerOf(call.world, dashboard) } : read;
}

/** What will be sent of it, and what it is sorted by: the layout of thousands is not made to be left out. */
function looked({ query }: Call, dashboard: Dashboard): JsonObject {
  const fields = query.get('fields');
  const field = (query.get('sort') ?? '').replace(/^-/, '');
  return fields === null || fields.includes('-') ? dashboard : chosenFields(dashboard, `${fields},${field}`);
}

function ownerOf(world: World, { owner }: Dashboard): JsonObject | null {
  const user = world.users.get(owner);
  if (user === undefined) return null;
  const { _id, email, userName, firstName, lastName, active } = user;
  return { _id, email, userName, firstName, lastName, active };
}

function isOfKind({ user, world }: Call, of: { dashboard: Dashboard; kind: string | undefined }): boolean {
  const { dashboard, kind } = of;
  const isRoot = dashboard.parentFolder === null || !world.folders.has(dashboard.parentFolder);
  const isOwn = dashboard.owner === user._id;
  switch (kind?.toLowerCase() || undefined) {
    case 'owner':
      return isOwn;
    case 'root':
      return isOwn && isRoot;
    case 'shared':
      return !isOwn && isVisible(dashboard, user);
    case 'sharedroot':
      return !isOwn && isRoot && isVisible(dashboard, user);
    case 'ownerandshared':
    case 'ownerandsharedbylastopened':
    case 'ownerandsharedbylastopen':
      return isVisible(dashboard, user);
    case undefined:
    case 'allroot':
      return true;
    default:
      throw refuseInvalid(`ownershipType ${kind} is not known`);
  }
}

/** `POST /dashboards/searches`; a page with nothing on it ends the list. */
export const searchDashboards: RouteAnswerer = (call) => {
  const body = objectOf(call.body);
  const params = objectOf(body.queryParams);
  const asked = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, asText(value)]));
  const kind = textOf(params.ownershipType);
  if (!isAdmin(call.role) && (kind || 'allRoot').toLowerCase() === 'allroot') throw refuseAccess();
  const found = [...call.world.dashboards.values()].filter(
    (one) => isAsked(one, asked) && isOfKind(call, { dashboard: one, kind }),
  );
  const items = searchPage(call, { found, options: objectOf(body.queryOptions), ownerInfo: params.ownerInfo === true });
  return ok(params.asObject === true ? { items, count: found.length } : items);
};

const asText = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' ? undefined : String(value);

function searchPage(call: Call, of: { found: Dashboard[]; options: JsonObject; ownerInfo: boolean }): JsonObject[] {
  const { found, options, ownerInfo } = of;
  const [field, direction] = Object.entries(objectOf(options.sort))[0] ?? ['title', 1];
  const sorted = found.toSorted((a, b) => compare(a[field], b[field]) * (direction === -1 ? -1 : 1));
  const skip = countIn(options.skip) ?? 0;
  const { pageCap } = call.options;
  const limit = Math.min(countIn(options.limit) ?? 50, pageCap > 0 ? pageCap : sorted.length);
  const page = sorted.slice(skip, skip + limit);
  const rows = page.map((dashboard) => searchRow(call, { dashboard, ownerInfo }));
  return rows.map((one) => chosenFields(one, textOf(options.fields) ?? null));
}

const countIn = (value: unknown): number | undefined => {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (count === undefined || count === null) return undefined;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw refuseInvalid('skip and limit must be whole numbers');
};

/** An administrator is shown the owner's, anyone else what they have themselves. */
function searchRow(call: Call, of: { dashboard: Dashboard; ownerInfo: boolean }): JsonObject {
  const { dashboard, ownerInfo } = of;
  const { world, user, role } = call;
  if (isAdmin(role) || dashboard.owner === user._id)
    return row(call, { copy: ownersCopy(world, dashboard), expand: new Set(), ownerInfo });
  return shownTo(world, { user, dashboard, expand: new Set(), ownerInfo });
}

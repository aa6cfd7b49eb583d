import { type Answer, created, emptyOk, noContent, ok } from '../answer.ts';
import { isAdminAccess } from '../authentication/routes.ts';
import { bodyObject, type Call, isYes, param, type RouteAnswerer } from '../call.ts';
import { checkFields, type FieldKinds } from '../check-fields.ts';
import { reachableFolder } from '../folders/folder-tree.ts';
import { isObjectId } from '../ids.ts';
import { isObject, type JsonObject, objectOf, textOf, without } from '../json.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import { isAdmin } from '../roles/base-roles.ts';
import type { Dashboard } from '../world.ts';
import { dropPrivateCopy, forgetUnsharedCopies, keepPublished, publishCopy } from './copies.ts';
import { deleteDashboard } from './delete-dashboard.ts';
import {
  anyDashboard,
  dashboardNotFound,
  ownedDashboard,
  seenDashboard,
  visibleDashboard,
  writableDashboard,
} from './find-dashboard.ts';
import { duplicateDashboard } from './import-dashboards.ts';
import { dashboardDefaults, folderOrRoot, stampedDashboard } from './new-dashboard.ts';
import { exportedDashboard, presentDashboard } from './present-dashboard.ts';

const serverFields = [
  '_id',
  'oid',
  'owner',
  'userId',
  'tenantId',
  'shares',
  'created',
  'lastUpdated',
  'instanceType',
  'widgets',
];

const dashboardFields: FieldKinds = {
  ...{ title: 'text', desc: 'text?', script: 'text?', datasource: 'object', filters: 'list?', defaultFilters: 'list?' },
  ...{ layout: 'object?', previewLayout: 'list', style: 'object?', settings: 'object?', parentFolder: 'text?' },
};

function addDashboard(call: Call): Dashboard {
  const body = bodyObject(call);
  if (textOf(body.title) === undefined || body.title === '') throw refuseInvalid('title is required');
  const { datasource, ...rest } = body;
  checkFields(rest, dashboardFields);
  const source =
    typeof datasource === 'string' ? { title: datasource, fullname: `localhost/${datasource}` } : datasource;
  if (!isObject(source)) throw refuseInvalid('datasource is required');
  const content = { ...dashboardDefaults(call.world), ...without(body, ...serverFields), datasource: source };
  const dashboard = stampedDashboard(call.world, { content, owner: call.user });
  call.world.dashboards.set(dashboard.oid, dashboard);
  call.world.widgets.set(dashboard.oid, []);
  return dashboard;
}

const present = ({ world, user }: Call, dashboard: Dashboard): JsonObject =>
  presentDashboard({ world, dashboard, user });

export const create: RouteAnswerer = (call) => created(present(call, addDashboard(call)));
export const createV0: RouteAnswerer = (call) => ok(present(call, addDashboard(call)));

function written(call: Call, dashboard: Dashboard): Answer {
  return call.options.emptyWrites ? emptyOk() : ok(present(call, dashboard));
}

/** Only what the body names changes; what belongs to the server is passed over. */
function change(call: Call, dashboard: Dashboard): Answer {
  const body = bodyObject(call);
  checkFields(body, dashboardFields);
  if (body.title === '') throw refuseInvalid('title is required');
  const { parentFolder } = body;
  if (typeof parentFolder === 'string' && parentFolder !== '') checkFolder(call, parentFolder);
  Object.assign(dashboard, without(body, ...serverFields), { lastUpdated: call.world.clock.stamp() });
  if (parentFolder !== undefined) dashboard.parentFolder = folderOrRoot(call.world, parentFolder);
  return written(call, dashboard);
}

function checkFolder(call: Call, oid: string): void {
  if (reachableFolder(call, oid) !== undefined) return;
  const more = { resourceType: 'folder', resourceName: oid };
  throw refuse({ status: 404, code: 404, message: 'Folder not found.', more });
}

export const update: RouteAnswerer = (call) => change(call, writableDashboard(call).dashboard);

/** v0.9: someone else's dashboard is not there. */
export const updateV0: RouteAnswerer = (call) => {
  const dashboard = anyDashboard(call);
  if (dashboard.owner !== call.user._id && !isAdminAccess(call)) throw dashboardNotFound(dashboard.oid);
  keepPublished(call.world, dashboard);
  return change(call, dashboard);
};

/** Its owner's deletion ends a dashboard; another's only takes it off their own list. */
function removeFor(call: Call, dashboard: Dashboard): void {
  if (dashboard.owner === call.user._id || isAdminAccess(call)) deleteDashboard(call.world, dashboard.oid);
  else {
    dashboard.shares = dashboard.shares.filter(({ shareId }) => shareId !== call.user._id);
    dropPrivateCopy(call.world, dashboard.oid, call.user._id);
    forgetUnsharedCopies(call.world, dashboard);
  }
}

export const remove: RouteAnswerer = (call) => {
  removeFor(call, visibleDashboard(call));
  return noContent();
};

export const removeV0: RouteAnswerer = (call) => {
  removeFor(call, visibleDashboard(call));
  return ok({});
};

export const removeMany: RouteAnswerer = (call) => {
  const oids = (call.query.get('dashboardIds') ?? '').split(',').filter((oid) => oid !== '');
  if (oids.length === 0) throw refuseInvalid('dashboardIds is required');
  const found = new Set(oids.map((oid) => visibleDashboard({ ...call, params: { oid } })));
  for (const dashboard of found) removeFor(call, dashboard);
  return ok({});
};

export const duplicate: RouteAnswerer = (call) => {
  const seen = seenDashboard(call);
  const title = `${seen.dashboard.title} (copy)`;
  return created(present(call, duplicateDashboard(call, { content: exportedDashboard(seen), title })));
};

export const publish: RouteAnswerer = (call) => {
  publishCopy(call.world, ownedDashboard(call), { force: isYes(call.query.get('force') ?? 'false') });
  return noContent();
};

/** Whoever changed a shared dashboard for themselves has it again as it was published. */
export const restore: RouteAnswerer = (call) => {
  dropPrivateCopy(call.world, visibleDashboard(call).oid, call.user._id);
  return noContent();
};

/** The content of before the import; whose it is and who has it stays as it is now. */
export const undoImport: RouteAnswerer = (call) => {
  const dashboard = ownedDashboard(call);
  const before = call.world.beforeImport.get(dashboard.oid);
  if (before === undefined) throw refuse({ status: 404, code: 404, message: 'There is no import to undo.' });
  const { owner, userId, shares } = dashboard;
  const restored = { ...before.dashboard, owner, userId, shares };
  call.world.dashboards.set(dashboard.oid, restored);
  call.world.widgets.set(dashboard.oid, before.widgets);
  call.world.beforeImport.delete(dashboard.oid);
  return created(present(call, restored));
};

/** `POST /dashboards/replace`: the copy of one user is made anew from the owner's. */
export const replaceCopy: RouteAnswerer = (call) => {
  const { oid, userId } = objectOf(call.body);
  if (typeof oid !== 'string' || !isObjectId(oid)) throw refuseInvalid('oid is required');
  if (!call.world.dashboards.has(oid) || !call.world.users.has(String(userId))) throw dashboardNotFound(oid);
  const { owner } = anyDashboard({ ...call, params: { oid } });
  if (owner !== call.user._id && userId !== call.user._id && !isAdmin(call.role)) throw refuseAccess();
  dropPrivateCopy(call.world, oid, String(userId));
  return noContent();
};

/** The v1 export: those that the caller may not have are missing from the list, unless none is left. */
export const exportMany: RouteAnswerer = (call) => {
  const oids = (call.query.get('dashboardIds') ?? '').split(',').filter((oid) => oid !== '');
  if (oids.length === 0) throw refuseInvalid('dashboardIds is required');
  const files: JsonObject[] = oids.map((oid) => exportedDashboard(seenDashboard({ ...call, params: { oid } })));
  return { ...ok(files), headers: { 'content-type': call.options.exportContentType } };
};

export const exportOne: RouteAnswerer = (call) => ({
  ...ok(exportedDashboard(seenDashboard(call))),
  headers: { 'content-type': call.options.exportContentType },
});

export const exists: RouteAnswerer = (call) => ok({ exists: call.world.dashboards.has(param(call, 'oid')) });

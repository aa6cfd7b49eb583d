import { created, ok } from '../answer.ts';
import { type Call, isYes, type RouteAnswerer } from '../call.ts';
import { isObjectId } from '../ids.ts';
import { isObject, type JsonObject, listOf, objectOf, objectsOf, textOf, without } from '../json.ts';
import { refuseInvalid } from '../refuse.ts';
import type { Dashboard, Widget } from '../world.ts';
import { keepPublished, publishCopy } from './copies.ts';
import { folderOrRoot, renamedIds, stampedDashboard, stampedWidget } from './new-dashboard.ts';
import { presentDashboard } from './present-dashboard.ts';

type Action = 'skip' | 'overwrite' | 'duplicate';

interface Outcome {
  succeded: JsonObject[];
  skipped: JsonObject[];
  failed: Record<string, JsonObject[]>;
}

/** `POST /dashboards/import/bulk`: each file on its own; the answer tells which went in, which were left, which failed. */
export const importDashboards: RouteAnswerer = (call) => {
  const files = Array.isArray(call.body) ? listOf(call.body) : [call.body];
  const action = (call.query.get('action') ?? 'skip') as Action;
  if (!['skip', 'overwrite', 'duplicate'].includes(action))
    throw refuseInvalid('action must be skip, overwrite or duplicate');
  const outcome: Outcome = { succeded: [], skipped: [], failed: {} };
  for (const file of files) importOne(call, { file, action, outcome });
  return created({ ...outcome, failed: shapedFailures(call, outcome.failed) });
};

/** v0.9: one file. What becomes of a dashboard that is there already is not known; it is overwritten here. */
export const importDashboard: RouteAnswerer = (call) => {
  const complaint = complaintAbout(call.body);
  if (complaint !== undefined) throw refuseInvalid(complaint);
  const content = objectOf(call.body);
  const existing = call.world.dashboards.get(String(content.oid ?? ''));
  const action = takesNewId(call, existing) ? 'duplicate' : 'overwrite';
  return ok(summary(call, putIn(call, { content, existing, action })));
};

const takesNewId = ({ user, options }: Call, existing: Dashboard | undefined): boolean =>
  existing !== undefined && existing.owner !== user._id && options.importOfForeign === 'new-id';

function shapedFailures({ options }: Call, failed: Outcome['failed']): unknown {
  if (options.importFailedShape === 'object') return failed;
  return Object.values(failed).flat();
}

function importOne(call: Call, of: { file: unknown; action: Action; outcome: Outcome }): void {
  const { file, action, outcome } = of;
  const complaint = complaintAbout(file);
  const content = isObject(file) ? file : {};
  const { oid, title } = content;
  if (complaint !== undefined) {
    outcome.failed.validationErrors = [
      ...(outcome.failed.validationErrors ?? []),
      { oid, title, error: { message: complaint } },
    ];
    return;
  }
  const existing = call.world.dashboards.get(String(oid ?? ''));
  if (takesNewId(call, existing)) {
    outcome.succeded.push(summary(call, putIn(call, { content, existing, action: 'duplicate' })));
  } else if (existing !== undefined && action === 'skip') outcome.skipped.push({ oid, title: existing.title });
  else outcome.succeded.push(summary(call, putIn(call, { content, existing, action })));
}

/** Each that went in comes back as it is read. */
const summary = ({ world, user }: Call, dashboard: Dashboard): JsonObject =>
  presentDashboard({ world, dashboard, user });

function complaintAbout(file: unknown): string | undefined {
  if (!isObject(file)) return 'A dashboard must be an object';
  if (typeof file.title !== 'string' || file.title === '') return 'title is required';
  if (file.oid !== undefined && !isObjectId(String(file.oid))) return 'oid is not valid';
  if (file.previewLayout === null) return 'previewLayout must be an array';
  return undefined;
}

function putIn(call: Call, of: { content: JsonObject; existing: Dashboard | undefined; action: Action }): Dashboard {
  const { world, user } = call;
  const { existing, action } = of;
  const isCopy = action === 'duplicate' && existing !== undefined;
  const content = isCopy ? copied(call, of.content) : of.content;
  const oid = isCopy ? undefined : textOf(content.oid);
  const fresh = stampedDashboard(world, {
    content: without(content, 'widgets'),
    owner: user,
    ...(oid === undefined ? {} : { oid }),
  });
  fresh.parentFolder = folderOrRoot(world, call.query.get('importFolder')) ?? fresh.parentFolder;
  if (isCopy) fresh.subscription = subscriptionOf(fresh);
  const dashboard = existing !== undefined && !isCopy ? { ...fresh, ...kept(call, existing) } : fresh;
  if (existing !== undefined && !isCopy) {
    keepPublished(world, existing);
    world.beforeImport.set(existing.oid, { dashboard: existing, widgets: world.widgets.get(existing.oid) ?? [] });
  }
  const widgets = objectsOf(content.widgets).map((widget) => importedWidget(call, { widget, dashboard }));
  world.dashboards.set(dashboard.oid, dashboard);
  world.widgets.set(dashboard.oid, widgets);
  if (isYes(call.query.get('republish') ?? 'false')) publishCopy(world, dashboard, { force: false });
  return dashboard;
}

/** A subscription names the dashboard that it sends. */
function subscriptionOf({ subscription, oid }: Dashboard): unknown {
  if (!isObject(subscription) || !isObject(subscription.context)) return subscription;
  return { ...subscription, context: { ...subscription.context, dashboardid: oid } };
}

/** An overwritten dashboard keeps its ids, its place and its shares; its owner becomes who imports. */
function kept({ user }: Call, existing: Dashboard): JsonObject & Pick<Dashboard, '_id' | 'shares' | 'parentFolder'> {
  const { _id, shares, created: made, parentFolder, owner } = existing;
  const others = shares.filter(({ shareId }) => shareId !== user._id && shareId !== owner);
  return { _id, created: made, parentFolder, shares: [{ shareId: user._id, type: 'user' }, ...others] };
}

function importedWidget({ world }: Call, of: { widget: JsonObject; dashboard: Dashboard }): Widget {
  const oid = textOf(of.widget.oid);
  return stampedWidget(world, { content: of.widget, dashboard: of.dashboard, ...(oid === undefined ? {} : { oid }) });
}

/** A copy has ids of its own, also where its layout and scripts name them. */
function copied({ world }: Call, content: JsonObject): JsonObject {
  const old = objectsOf(content.widgets).flatMap(({ oid }) => textOf(oid) ?? []);
  const names = new Map(old.map((oid) => [oid, world.ids.objectId()]));
  return without(renamedIds(content, names), 'oid');
}

/** `POST /dashboards/{oid}/duplicate` and the like. */
export function duplicateDashboard(call: Call, of: { content: JsonObject; title: string }): Dashboard {
  const content = { ...copied(call, of.content), title: of.title };
  return putIn(call, { content, existing: undefined, action: 'duplicate' });
}

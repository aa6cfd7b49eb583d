import { type Answer, created, emptyOk, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { anyDashboard, dashboardNotFound, visibleDashboard, writableDashboard } from '../dashboards/find-dashboard.ts';
import { stampedWidget } from '../dashboards/new-dashboard.ts';
import { smallPng } from '../dashboards/pictures.ts';
import { isObjectId } from '../ids.ts';
import { textOf, without } from '../json.ts';
import { chosenFields, listed } from '../list-query.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import type { Dashboard, Widget } from '../world.ts';

const serverFields = ['_id', 'oid', 'dashboardid', 'owner', 'userId', 'created', 'lastUpdated', 'instanceType'];

function widgetIn(call: Call, dashboard: Dashboard): Widget {
  const oid = param(call, 'wid');
  if (!isObjectId(oid)) throw refuseInvalid(`${oid} is not a valid widget id`);
  const widget = call.world.widgets.get(dashboard.oid)?.find((one) => one.oid === oid);
  if (widget === undefined) {
    const more = { resourceType: 'widget', resourceName: oid };
    throw refuse({ status: 404, code: 14004, message: 'Widget not found.', more });
  }
  return widget;
}

const list: RouteAnswerer = (call) => {
  const { query, world } = call;
  const dashboard = visibleDashboard(call);
  const same = (widget: Widget) => (key: string) => query.get(key) === null || widget[key] === query.get(key);
  const asked = (world.widgets.get(dashboard.oid) ?? []).filter((widget) =>
    ['title', 'type', 'subtype'].every(same(widget)),
  );
  return ok(listed(call, asked));
};

const create: RouteAnswerer = (call) => {
  const dashboard = writableDashboard(call);
  const body = bodyObject(call);
  if (textOf(body.type) === undefined) throw refuseInvalid('type is required');
  const widget = stampedWidget(call.world, { content: without(body, ...serverFields), dashboard });
  call.world.widgets.edit(dashboard.oid)?.push(widget);
  return created(widget);
};

function written({ options }: Call, widget: Widget): Answer {
  return options.emptyWrites ? emptyOk() : ok(widget);
}

function change(call: Call, dashboard: Dashboard): Answer {
  const { oid } = widgetIn(call, dashboard);
  const widget = call.world.widgets.edit(dashboard.oid)?.find((one) => one.oid === oid);
  if (widget === undefined) throw dashboardNotFound(dashboard.oid);
  Object.assign(widget, without(bodyObject(call), ...serverFields), { lastUpdated: call.world.clock.stamp() });
  dashboard.lastUpdated = call.world.clock.stamp();
  return written(call, widget);
}

/** v0.9: only its owner; anyone else is refused. */
const replaceV0: RouteAnswerer = (call) => {
  const dashboard = anyDashboard(call);
  if (dashboard.owner !== call.user._id) throw refuseAccess();
  return change(call, dashboard);
};

const remove: RouteAnswerer = (call) => {
  const dashboard = writableDashboard(call);
  const { oid } = widgetIn(call, dashboard);
  const left = (call.world.widgets.get(dashboard.oid) ?? []).filter((one) => one.oid !== oid);
  call.world.widgets.set(dashboard.oid, left);
  dashboard.layout = withoutElement(dashboard.layout, oid);
  return noContent();
};

/** The layout lets the place of a removed widget go. */
function withoutElement(layout: unknown, oid: string): unknown {
  return JSON.parse(JSON.stringify(layout ?? null), (key, value: unknown) =>
    key === 'elements' && Array.isArray(value) ? value.filter((element) => element?.widgetid !== oid) : value,
  );
}

const picture: RouteAnswerer = (call) => {
  widgetIn(call, visibleDashboard(call));
  return { status: 200, bytes: smallPng(), headers: { 'content-type': 'image/png' } };
};

export const widgetsRoutes = {
  'GET /api/v1/dashboards/{oid}/widgets': {
    answer: list,
    query: ['title', 'type', 'subtype', 'fields', 'sort', 'skip', 'limit'],
  },
  'POST /api/v1/dashboards/{oid}/widgets': { answer: create, needs: 'designer', query: ['sharedMode'] },
  'GET /api/v1/dashboards/{oid}/widgets/{wid}': {
    query: ['fields', 'sharedMode'],
    answer: (call) => ok(chosenFields(widgetIn(call, visibleDashboard(call)), call.query.get('fields'))),
  },
  'PATCH /api/v1/dashboards/{oid}/widgets/{wid}': {
    needs: 'designer',
    query: ['sharedMode'],
    answer: (call) => change(call, writableDashboard(call)),
  },
  'DELETE /api/v1/dashboards/{oid}/widgets/{wid}': { answer: remove, needs: 'designer', query: ['sharedMode'] },
  'GET /api/v1/dashboards/{oid}/widgets/{wid}/export/png': { answer: picture },
  'PUT /api/dashboards/{oid}/widgets/{wid}': { answer: replaceV0, needs: 'designer' },
} satisfies Routes;

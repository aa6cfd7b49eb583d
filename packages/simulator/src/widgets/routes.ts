import { type Answer, created, emptyOk, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { type DashboardCopy, ownersCopyToChange } from '../dashboards/copies.ts';
import { anyDashboard, seenDashboard, writableDashboard } from '../dashboards/find-dashboard.ts';
import { stampedWidget } from '../dashboards/new-dashboard.ts';
import { isPaper, onePagePdf, pixels, plainPng } from '../dashboards/pictures.ts';
import { isObjectId } from '../ids.ts';
import { objectOf, textOf, without } from '../json.ts';
import { chosenFields, listed } from '../list-query.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import type { Widget } from '../world.ts';

const serverFields = ['_id', 'oid', 'dashboardid', 'owner', 'userId', 'created', 'lastUpdated', 'instanceType'];

function widgetIn(call: Call, { widgets }: DashboardCopy): Widget {
  const oid = param(call, 'wid');
  if (!isObjectId(oid)) throw refuseInvalid(`${oid} is not a valid widget id`);
  const widget = widgets.find((one) => one.oid === oid);
  if (widget === undefined) {
    const more = { resourceType: 'widget', resourceName: oid };
    throw refuse({ status: 404, code: 14004, message: 'Widget not found.', more });
  }
  return widget;
}

const list: RouteAnswerer = (call) => {
  const { query } = call;
  const same = (widget: Widget) => (key: string) => query.get(key) === null || widget[key] === query.get(key);
  const asked = seenDashboard(call).widgets.filter((widget) => ['title', 'type', 'subtype'].every(same(widget)));
  return ok(listed(call, asked));
};

const create: RouteAnswerer = (call) => created(addWidget(call));

/** v0.9 answers what it made with 200. */
const createV0: RouteAnswerer = (call) => ok(addWidget(call));

function addWidget(call: Call): Widget {
  const { dashboard, widgets } = writableDashboard(call);
  const body = bodyObject(call);
  if (textOf(body.type) === undefined) throw refuseInvalid('type is required');
  const widget = stampedWidget(call.world, { content: without(body, ...serverFields), dashboard });
  widgets.push(widget);
  return widget;
}

function written({ options }: Call, widget: Widget): Answer {
  return options.emptyWrites ? emptyOk() : ok(widget);
}

function change(call: Call, copy: DashboardCopy): Answer {
  const widget = widgetIn(call, copy);
  Object.assign(widget, without(bodyObject(call), ...serverFields), { lastUpdated: call.world.clock.stamp() });
  copy.dashboard.lastUpdated = call.world.clock.stamp();
  return written(call, widget);
}

/** v0.9: only its owner; anyone else is refused. */
const replaceV0: RouteAnswerer = (call) => {
  const dashboard = anyDashboard(call);
  if (dashboard.owner !== call.user._id) throw refuseAccess();
  return change(call, ownersCopyToChange(call.world, dashboard));
};

const remove: RouteAnswerer = (call) => {
  const copy = writableDashboard(call);
  const { dashboard, widgets } = copy;
  const widget = widgetIn(call, copy);
  const { oid } = widget;
  widgets.splice(widgets.indexOf(widget), 1);
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
  widgetIn(call, seenDashboard(call));
  const { query } = call;
  const size = { width: pixels(query.get('width'), 400), height: pixels(query.get('height'), 300) };
  return { status: 200, bytes: plainPng(size), headers: { 'content-type': 'image/png' } };
};

/** How it is to look comes in the body, under `params`. */
const pdf: RouteAnswerer = (call) => {
  const { title } = widgetIn(call, seenDashboard(call));
  const { paperFormat, paperOrientation, title: asked } = objectOf(bodyObject(call).params);
  const paper = textOf(paperFormat) ?? 'A4';
  if (!isPaper(paper)) throw refuseInvalid('paperFormat is not known');
  const isLandscape = paperOrientation === 'landscape';
  const bytes = onePagePdf({ title: textOf(asked) ?? String(title ?? ''), paper, isLandscape });
  return { status: 200, bytes, headers: { 'content-type': 'application/pdf' } };
};

export const widgetsRoutes = {
  'GET /api/v1/dashboards/{oid}/widgets': {
    answer: list,
    query: ['title', 'type', 'subtype', 'fields', 'sort', 'skip', 'limit'],
  },
  'POST /api/v1/dashboards/{oid}/widgets': { answer: create, needs: 'designer', query: ['sharedMode'] },
  'GET /api/v1/dashboards/{oid}/widgets/{wid}': {
    query: ['fields', 'sharedMode'],
    answer: (call) => ok(chosenFields(widgetIn(call, seenDashboard(call)), call.query.get('fields'))),
  },
  'PATCH /api/v1/dashboards/{oid}/widgets/{wid}': {
    needs: 'designer',
    query: ['sharedMode'],
    answer: (call) => change(call, writableDashboard(call)),
  },
  'DELETE /api/v1/dashboards/{oid}/widgets/{wid}': { answer: remove, needs: 'designer', query: ['sharedMode'] },
  'GET /api/v1/dashboards/{oid}/widgets/{wid}/export/png': { answer: picture },
  'GET /api/dashboards/{oid}/widgets': { answer: list },
  'POST /api/dashboards/{oid}/widgets': { answer: createV0, needs: 'designer' },
  'GET /api/dashboards/{oid}/widgets/{wid}': { answer: (call) => ok(widgetIn(call, seenDashboard(call))) },
  'POST /api/v1/export/dashboards/{oid}/widgets/{wid}/pdf': { answer: pdf },
  'PUT /api/dashboards/{oid}/widgets/{wid}': { answer: replaceV0, needs: 'designer' },
} satisfies Routes;

import { ok } from '../answer.ts';
import { isAdminAccess } from '../authentication/routes.ts';
import { bodyObject, type Call, param, type RouteAnswerer } from '../call.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Dashboard } from '../world.ts';
import { keepPublished } from './copies.ts';
import { sameDatasource } from './datasource.ts';

/** Answers with how many dashboards changed; someone else's are passed over without a word. */
export const replaceDatasource: RouteAnswerer = (call) => {
  const title = param(call, 'title');
  const only = call.query.get('dashboardId') || null;
  const replacement = bodyObject(call);
  const isEverybodys = isAdminAccess(call);
  const mine = [...call.world.dashboards.values()].filter(
    (dashboard) =>
      (only === null || dashboard.oid === only) &&
      (isEverybodys || dashboard.owner === call.user._id) &&
      sameDatasource(dashboard.datasource, title),
  );
  for (const dashboard of mine) pointElsewhere(call, { dashboard, title, replacement });
  return ok(mine.length);
};

function pointElsewhere({ world }: Call, of: { dashboard: Dashboard; title: string; replacement: JsonObject }): void {
  const { dashboard, title, replacement } = of;
  keepPublished(world, dashboard);
  const content = { filters: dashboard.filters, defaultFilters: dashboard.defaultFilters };
  const replaced = withDatasource(content, { title, replacement });
  Object.assign(dashboard, replaced, { datasource: replacement, lastUpdated: world.clock.stamp() });
  const widgets = world.widgets.get(dashboard.oid) ?? [];
  world.widgets.set(
    dashboard.oid,
    widgets.map((widget) => withDatasource(widget, { title, replacement })),
  );
}

/** Every `datasource` of that title, at any depth. */
function withDatasource<T>(content: T, { title, replacement }: { title: string; replacement: JsonObject }): T {
  return JSON.parse(JSON.stringify(content), (key, value: unknown) =>
    key === 'datasource' && isObject(value) && sameDatasource(value, title) ? replacement : value,
  );
}

import type { DashboardSpec } from '../content/dashboard-spec.ts';
import { companyDashboards } from '../content/dashboards-company.ts';
import { salesDashboards } from '../content/dashboards-sales.ts';
import { dateJaql, dimensionJaql } from '../content/jaql-fields.ts';
import type { ModelSpec } from '../content/model-spec.ts';
import { layoutOf, widgetContent } from '../content/widget-draft-to-json.ts';
import { draftWidget } from '../content/widget-kinds.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { plainDashboard } from '../dashboards/new-dashboard.ts';
import { following, type Ids, instanceIdFrom } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import { digestOf, fractionOf } from '../random.ts';
import { type Dashboard, tenantOf, type Widget, type World } from '../world.ts';
import { folderIdOf } from './add-folders.ts';
import { daysBefore } from './add-people.ts';
import { partiesIn, userNamed } from './parties.ts';

export const demoDashboards: DashboardSpec[] = [...salesDashboards, ...companyDashboards];

interface Plan {
  specs: readonly DashboardSpec[];
  models: readonly ModelSpec[];
  /** Decides whether two deployments know a dashboard by the same id. */
  ids: Ids;
}

/** Two may have one title, so the folder is part of what names a dashboard. */
const dashboardIdOf = (ids: Ids, { title, folder }: Pick<DashboardSpec, 'title' | 'folder'>): string =>
  ids.objectIdOf('dashboard', folder ?? '', title);

export function addDashboards(world: World, plan: Plan): void {
  for (const spec of plan.specs) {
    const model = plan.models.find(({ title }) => title === spec.model);
    if (model === undefined) throw new Error(`No model is called ${spec.model}.`);
    const { dashboard, widgets } = buildDashboard(world, { spec, model, plan });
    world.dashboards.set(dashboard.oid, dashboard);
    world.widgets.set(dashboard.oid, widgets);
  }
}

interface Parts {
  spec: DashboardSpec;
  model: ModelSpec;
  plan: Plan;
}

function buildDashboard(world: World, parts: Parts): { dashboard: Dashboard; widgets: Widget[] } {
  const { spec, model, plan } = parts;
  const oid = dashboardIdOf(plan.ids, spec);
  const owner = userNamed(world, spec.owner);
  const age = 30 + fractionOf(spec.title, 'age') * 500;
  const widgets = buildWidgets(world, { ...parts, dashboard: oid, owner, age });
  const datasource = datasourceOf(world, model);
  const dashboard: Dashboard = {
    ...structuredClone(plainDashboard),
    _id: following(oid),
    oid,
    title: spec.title,
    desc: spec.desc ?? '',
    shares: sharesOf(world, { spec, owner }),
    owner,
    userId: owner,
    tenantId: tenantOf(world)._id,
    created: daysBefore(age),
    lastUpdated: daysBefore(age * fractionOf(spec.title, 'updated')),
    lastOpened: daysBefore(age * fractionOf(spec.title, 'opened') * 0.5),
    instanceType: 'owner',
    parentFolder: spec.folder === undefined ? null : folderIdOf(world, spec.folder),
    datasource,
    layout: layoutOf(
      widgets.map((widget) => widget.oid),
      oid,
    ),
    filters: filtersOf(spec, { model, datasource }),
    lastPublish: spec.shares === undefined ? null : daysBefore(age * 0.5),
    ...(spec.script === undefined ? {} : { script: spec.script }),
  };
  return { dashboard, widgets };
}

function buildWidgets(world: World, of: Parts & { dashboard: string; owner: string; age: number }): Widget[] {
  const { spec, model, plan, dashboard, owner, age } = of;
  const datasource = datasourceOf(world, model);
  const kinds = spec.widgets.split(' ').filter((kind) => kind !== '');
  return kinds.map((kind, position) => {
    const oid = plan.ids.objectIdOf('widget', dashboard, String(position));
    const content = widgetContent(draftWidget({ kind, model, position }), { datasource, key: oid });
    return {
      ...content,
      ...(position === 0 ? jumpOf(content, { spec, plan }) : {}),
      _id: following(oid),
      oid,
      title: String(content.title),
      type: String(content.type),
      dashboardid: dashboard,
      owner,
      userId: owner,
      created: daysBefore(age),
      lastUpdated: daysBefore(age * 0.8),
      instanceType: 'owner',
    };
  });
}

/** Both ways of jumping to another dashboard: the option and the script. */
function jumpOf(content: JsonObject, { spec, plan }: Pick<Parts, 'spec' | 'plan'>): JsonObject {
  const target = plan.specs.find(({ title }) => title === spec.jumpTo);
  if (target === undefined) return {};
  const oid = dashboardIdOf(plan.ids, target);
  const options = typeof content.options === 'object' ? content.options : {};
  return {
    options: { ...options, drillTarget: { oid, caption: target.title } },
    script: `prism.jumpToDashboard(widget, { dashboardId: "${oid}", drilledDashboardDisplayType: 2 });`,
  };
}

function sharesOf(world: World, { spec, owner }: { spec: DashboardSpec; owner: string }): Dashboard['shares'] {
  const parties = partiesIn(world, spec.shares ?? '').filter(({ id }) => id !== owner);
  const others = parties.map(({ id, type, word }) => ({ shareId: id, type, rule: word, subscribe: false }));
  return [{ shareId: owner, type: 'user' }, ...others];
}

function filtersOf(spec: DashboardSpec, of: { model: ModelSpec; datasource: JsonObject }): JsonObject[] {
  const words = (spec.filters ?? '').split('|').filter((word) => word !== '');
  return words.map((word, at) => {
    const instanceid = instanceIdFrom(digestOf(spec.title, 'filter', at));
    if (word.startsWith('+')) return cascading(word.slice(1).split('>'), { ...of, instanceid });
    return { jaql: filterJaql(word, of), instanceid, isCascading: false, disabled: false };
  });
}

function filterJaql(word: string, { model, datasource }: { model: ModelSpec; datasource: JsonObject }): JsonObject {
  const shared = { collapsed: false, datasource };
  if (word === '@')
    return { ...dateJaql(model, 'years'), ...shared, filter: { explicit: false, multiSelection: true, all: true } };
  return {
    ...dimensionJaql(model, word),
    ...shared,
    filter: { explicit: true, multiSelection: true, members: membersOf(model, word) },
  };
}

function membersOf(model: ModelSpec, path: string): string[] {
  const at = path.indexOf('.');
  const words = model.tables.find(({ name }) => name === path.slice(0, at))?.columns[path.slice(at + 1)] ?? '';
  return words.startsWith('pick ') ? words.slice(5).split('|').slice(0, 2) : [];
}

function cascading(paths: string[], of: { model: ModelSpec; datasource: JsonObject; instanceid: string }): JsonObject {
  const levels = paths.map((path, at) => ({
    ...filterJaql(path, of),
    instanceid: instanceIdFrom(digestOf(of.instanceid, at)),
  }));
  return { isCascading: true, levels, model: { title: of.model.title }, instanceid: of.instanceid, disabled: false };
}

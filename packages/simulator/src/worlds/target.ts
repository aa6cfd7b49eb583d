import { folderPaths } from '../content/company.ts';
import type { DashboardSpec } from '../content/dashboard-spec.ts';
import type { ModelSpec, TableSpec } from '../content/model-spec.ts';
import { type Person, people } from '../content/people.ts';
import { createIds } from '../ids.ts';
import { firstOf } from '../iterate.ts';
import type { Dashboard, World } from '../world.ts';
import { addDashboards, demoDashboards } from './add-dashboards.ts';
import { addExtras, addSettings } from './add-extras.ts';
import { addFolders } from './add-folders.ts';
import { addConnections, addModels, demoModels } from './add-models.ts';
import {
  addBuiltInGroups,
  addCompanyGroups,
  addGroup,
  addPeople,
  addTenantAndRoles,
  daysBefore,
} from './add-people.ts';
import { sharedIds } from './demo.ts';

/** How the target is not what the source is: one of each kind. */
export const drift = {
  missingGroups: ['External Partners', 'Data Platform'],
  groupOnlyHere: 'Regional Operations',
  missingPeople: ['Wei', 'Chloe', 'Peak Supply', 'Nordlicht', 'Diego', 'Grace', 'Liam'],
  /** A designer there, a viewer here: cannot own a dashboard. */
  lowerRole: 'Elena',
  missingFolders: ['Sales/EMEA/DACH', 'Archive/2024'],
  renamedFolder: { from: 'Finance/Month Close', to: 'Finance/Closing' },
  missingConnections: ['Telemetry lake', 'Old SQL Server'],
  /** Same name, another server and user. */
  differentConnection: 'Commerce warehouse',
  /** The same model by id, with a column that is called otherwise. */
  renamedColumn: { model: 'Finance', table: 'Cost Centres', from: 'Cost Centre', to: 'Cost Centre Name' },
  /** The same title, made here by hand. */
  sameTitleOtherId: { model: 'Sales', dashboard: 'Sales Overview' },
  unchangedModel: 'Marketing',
  unchangedDashboard: 'Campaign Performance',
  changedOnBothSides: 'Profit & Loss',
  missingPlugins: ['SankeyDiagram', 'jumpToDashboard'],
} as const;

export function fillTarget(world: World, seed: string): void {
  addTenantAndRoles(world);
  addBuiltInGroups(world);
  addSettings(world);
  addCompanyGroups(world, drift.missingGroups);
  addGroup(world, { name: drift.groupOnlyHere });
  addPeople(world, targetPeople());
  addFolders(world, { paths: targetFolders() });
  addConnections(world, drift.missingConnections);
  moveConnection(world);
  addContent(world, seed);
  addExtras(world, { withoutPlugins: drift.missingPlugins });
  changeHere(world);
}

function targetPeople(): Person[] {
  const there = people.filter(({ firstName }) => !isAmong(drift.missingPeople, firstName));
  return there.map((person) => (person.firstName === drift.lowerRole ? { ...person, role: 'consumer' } : person));
}

const isAmong = (list: readonly string[], word: string): boolean => list.includes(word);

function targetFolders(): string[] {
  const { from, to } = drift.renamedFolder;
  return folderPaths.filter((path) => !isAmong(drift.missingFolders, path)).map((path) => (path === from ? to : path));
}

function moveConnection(world: World): void {
  const connection = firstOf(world.connections.values(), ({ name }) => name === drift.differentConnection);
  if (connection === undefined) return;
  Object.assign(connection.parameters, {
    Server: 'commerce-dw.production.meridian-outdoor.example:5439',
    UserName: 'svc_sisense_prod',
  });
}

/** What was copied before keeps its ids; what was made here has its own. */
function addContent(world: World, seed: string): void {
  const shared = sharedIds(seed);
  const own = createIds(`${seed} made on the target`);
  const copied = demoModels
    .filter(({ title }) => title === drift.unchangedModel || title === drift.renamedColumn.model)
    .map(withRenamedColumn);
  const made = demoModels.filter(({ title }) => title === drift.sameTitleOtherId.model).map(withoutLastTable);
  addModels(world, { specs: copied, ids: shared });
  addModels(world, { specs: made, ids: own });
  const isCopied = ({ title }: DashboardSpec) =>
    title === drift.unchangedDashboard || title === drift.changedOnBothSides;
  const isMade = ({ title, folder }: DashboardSpec) => title === drift.sameTitleOtherId.dashboard && folder === 'Sales';
  addDashboards(world, { specs: demoDashboards.filter(isCopied), models: copied, ids: shared });
  addDashboards(world, { specs: demoDashboards.filter(isMade), models: made, ids: own });
}

function withRenamedColumn(spec: ModelSpec): ModelSpec {
  const { model, table, from, to } = drift.renamedColumn;
  if (spec.title !== model) return spec;
  const renamed = (one: TableSpec): TableSpec => {
    if (one.name !== table) return one;
    const entries = Object.entries(one.columns).map(([name, words]): [string, string] => [
      name === from ? to : name,
      words,
    ]);
    return { ...one, columns: Object.fromEntries(entries) };
  };
  const dimensions = spec.dimensions.map((path) => (path === `${table}.${from}` ? `${table}.${to}` : path));
  return { ...spec, tables: spec.tables.map(renamed), dimensions };
}

function withoutLastTable(spec: ModelSpec): ModelSpec {
  const gone = spec.tables.at(-1)?.name ?? '';
  return {
    ...spec,
    tables: spec.tables.slice(0, -1),
    relations: spec.relations.filter((words) => !words.includes(`${gone}.`)),
  };
}

const changedTwice = (world: World): Dashboard | undefined =>
  firstOf(world.dashboards.values(), ({ title }) => title === drift.changedOnBothSides);

/** On the source, work went on after the copy was made. */
export function changeOnSource(world: World): void {
  const dashboard = changedTwice(world);
  if (dashboard === undefined) return;
  const lastUpdated = daysBefore(3);
  Object.assign(dashboard, { desc: 'With the rolling forecast.', lastUpdated });
  const [first, ...others] = world.widgets.get(dashboard.oid) ?? [];
  if (first !== undefined)
    world.widgets.set(dashboard.oid, [{ ...first, title: 'Forecast, rolling', lastUpdated }, ...others]);
}

/** Someone went on working on a copy, made a month ago. */
function changeHere(world: World): void {
  const dashboard = changedTwice(world);
  if (dashboard === undefined) return;
  const script = "dashboard.on('initialized', function () {\n  console.log('production');\n});";
  Object.assign(dashboard, {
    desc: 'Adjusted on production.',
    script,
    created: daysBefore(30),
    lastUpdated: daysBefore(1),
  });
  world.widgets.set(dashboard.oid, (world.widgets.get(dashboard.oid) ?? []).slice(0, -1));
}

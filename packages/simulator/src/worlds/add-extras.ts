import { bloxActions, formulas, notebooks, plugins } from '../content/extras.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { vividStyle } from '../dashboards/new-dashboard.ts';
import { firstOf } from '../iterate.ts';
import type { World } from '../world.ts';
import { daysBefore } from './add-people.ts';
import { userNamed } from './parties.ts';

export function addExtras(world: World, of: { withoutPlugins?: readonly string[] } = {}): void {
  const lastUpdate = daysBefore(120);
  const installed = plugins.filter(({ folderName }) => of.withoutPlugins?.includes(folderName) !== true);
  world.plugins.push(...installed.map((plugin) => ({ ...plugin, lastUpdate })));
  for (const action of bloxActions) world.bloxActions.set(String(action.type), structuredClone(action));
  for (const notebook of notebooks) {
    const uuid = world.ids.uuidOf('notebook', String(notebook.id));
    world.notebooks.set(String(notebook.id), {
      ...structuredClone(notebook),
      uuid,
      createdAt: daysBefore(200),
      updatedAt: daysBefore(60),
    });
  }
  addFormulas(world);
  addPerspective(world);
}

function addFormulas(world: World): void {
  const creator = userNamed(world, 'sofia.rossi');
  for (const { model, ...formula } of formulas) {
    const entry = [...world.modelIndex.values()].find(({ title }) => title === model);
    if (entry === undefined) continue;
    const oid = world.ids.objectIdOf('formula', formula.title);
    const dates = { created: daysBefore(180), lastUpdated: daysBefore(100) };
    world.formulas.set(oid, {
      _id: oid,
      oid,
      ...formula,
      datasource: datasourceOf(world, entry),
      owner: creator,
      ...dates,
    });
  }
}

function addPerspective(world: World): void {
  const [modelOid = ''] = firstOf(world.modelIndex, ([, { title }]) => title === 'ecommerce_db') ?? [];
  const model = world.models.get(modelOid);
  if (model === undefined) return;
  const oid = world.ids.uuidOf('perspective', 'Storefront');
  const tables = (model.datasets[0]?.schema.tables ?? [])
    .slice(0, 3)
    .map((table) => ({ oid: table.oid, diffType: 'NONE', columnsDiff: [] }));
  world.perspectives.set(oid, {
    oid,
    name: 'Storefront',
    description: 'What the shop team looks at',
    datamodelOid: model.oid,
    parentOid: null,
    isDefault: false,
    tables,
  });
}

export function addSettings(world: World): void {
  world.settings.set('login_lockout', {
    enabled: false,
    maxFailedAttempts: 5,
    failedAttemptsPeriod: 5,
    lockoutPeriod: 15,
  });
  world.settings.set('system', {
    alias: 'meridian',
    firstday: 'mon',
    usage: { enabled: true, restoreDashboards: false },
    fiscal: { month: 'jan', format: 'yyyy' },
    customCode: { enabled: true },
    tracking: { enabled: false },
    dataExplore: { enabled: true },
  });
  world.settings.set('palettes', {
    items: [{ ...(vividStyle.palette as object), _id: world.ids.objectIdOf('palette', 'Vivid') }],
  });
  world.settings.set('branding', { pageTitle: 'Meridian Outdoor Analytics' });
  world.settings.set('sso', { enabled: false, ssoType: 'saml' });
}

import { type ConnectionSpec, connections } from '../content/connections.ts';
import { type ModelSpec, typeCodeOf, valueSpecOf } from '../content/model-spec.ts';
import { commerceModels } from '../content/models-commerce.ts';
import { companyModels } from '../content/models-company.ts';
import { liveModels } from '../content/models-live.ts';
import type { Ids } from '../ids.ts';
import type { World } from '../world.ts';
import { daysBefore } from './add-people.ts';
import { addRules, buildModel } from './build-model.ts';
import { userNamed } from './parties.ts';

export const demoModels: ModelSpec[] = [...commerceModels, ...companyModels, ...liveModels];

export function addConnections(world: World, without: readonly string[] = []): void {
  for (const spec of connections.filter(({ name }) => !without.includes(name))) addConnection(world, spec);
}

export function addConnection(world: World, spec: ConnectionSpec): void {
  const oid = world.ids.uuidOf('connection', spec.name);
  const ownerId = userNamed(world, spec.owner);
  world.connections.set(oid, {
    oid,
    id: null,
    name: spec.name,
    description: '',
    provider: spec.provider,
    parameters: { ...spec.parameters },
    schema: null,
    owner: ownerId,
    ownerId,
    enabled: spec.disabled !== true,
    createdByUser: true,
    created: daysBefore(700),
    lastModified: daysBefore(90).replace('Z', '+00:00'),
    supportedModelTypes: spec.provider === 'CSV' ? ['EXTRACT'] : ['LIVE', 'EXTRACT'],
  });
}

/** `ids` decides whether two deployments know a model by the same id. */
export function addModels(world: World, of: { specs: readonly ModelSpec[]; ids: Ids }): void {
  for (const spec of of.specs) {
    const model = buildModel(world, { spec, ids: of.ids });
    world.models.set(model.oid, model);
    world.modelIndex.set(model.oid, { title: spec.title, type: spec.type });
    addRules(world, { spec, ids: of.ids });
    addBuilds(world, { spec, ids: of.ids });
    addSourceTables(world, spec);
  }
}

/** Three nights of builds, the last as the model says. */
function addBuilds(world: World, { spec, ids }: { spec: ModelSpec; ids: Ids }): void {
  if (spec.lastBuild === 'never' || spec.type === 'live') return;
  for (const night of [3, 2, 1]) {
    const oid = world.ids.uuidOf('build', spec.title, String(night));
    const outcome = night === 1 && spec.lastBuild === 'failed' ? 'failed' : 'done';
    const reason = outcome === 'failed' ? 'Table [Shifts]: connection to the source timed out after 60 s' : undefined;
    world.builds.set(oid, {
      oid,
      datamodelId: ids.uuidOf('model', spec.title),
      datamodelTitle: spec.title,
      datamodelType: spec.type,
      buildType: 'full',
      indexSize: 'short',
      rowLimit: null,
      source: 'scheduler',
      created: daysBefore(night),
      outcome,
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

/** What the connections can reach: the tables of the models, and one that no model has yet. */
function addSourceTables(world: World, spec: ModelSpec): void {
  const at = { connection: spec.connection, database: spec.database, schema: spec.schema };
  const extra = spec.title === 'ecommerce_db' ? [topCustomers] : [];
  for (const table of [...spec.tables.filter(({ custom }) => custom === undefined), ...extra]) {
    const columns = Object.entries(table.columns).map(([name, words]) => {
      const values = valueSpecOf(words);
      const type = typeCodeOf(values);
      return { name, type, size: type === 18 ? 255 : 8, values };
    });
    world.sourceTables.push({ ...at, table: table.name, columns, ...('rows' in table ? { rows: table.rows } : {}) });
  }
}

const topCustomers = {
  name: 'top_customers',
  columns: {
    customer_id: 'ref 420',
    full_name: 'text Customer',
    lifetime_value: 'amount 400..21000',
    last_order: 'day 2026-01-01..2026-10-31',
  },
};

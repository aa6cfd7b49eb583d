import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import type { FieldKinds } from '../check-fields.ts';
import { checkBody, refuseBadBody } from '../datamodels/refuse-body.ts';
import { isObject, type JsonObject, objectOf, textOf, without } from '../json.ts';
import { listed } from '../list-query.ts';
import { refuse, refuseProblem } from '../refuse.ts';
import type { Connection, World } from '../world.ts';
import { datasetConnection } from '../worlds/build-model.ts';

const secretNames = /password|secret|token|key$/i;

/** Secrets come back as stars. */
export function presentConnection(connection: Connection): JsonObject {
  return { ...connection, parameters: masked(connection.parameters) };
}

const stars = '********';

function masked(parameters: JsonObject): JsonObject {
  const hide = (name: string, value: unknown) =>
    secretNames.test(name) && typeof value === 'string' && value !== '' ? stars : value;
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, hide(name, value)]));
}

export function connectionOfPath(call: Call): Connection {
  const oid = param(call, 'oid');
  const connection = call.world.connections.get(oid);
  if (connection === undefined)
    throw refuseProblem({ status: 404, title: 'ConnectionNotFound', detail: `Connection '${oid}' was not found` });
  return connection;
}

const list: RouteAnswerer = (call) => {
  const name = call.query.get('name');
  const found = [...call.world.connections.values()].filter((one) => name === null || one.name === name);
  return ok(listed(call, found.map(presentConnection)));
};

const connectionFields: FieldKinds = {
  ...{ name: 'text', provider: 'text', description: 'text?', parameters: 'object', enabled: 'flag' },
  ...{ supportedModelTypes: 'list' },
};

const create: RouteAnswerer = (call) => created(presentConnection(addConnection(call, bodyObject(call))));

export function addConnection(call: Call, body: JsonObject): Connection {
  checkBody(body, connectionFields);
  const { name, provider, parameters } = body;
  if (textOf(name) === undefined || textOf(provider) === undefined)
    throw refuseBadBody('name and provider are required');
  if (!isObject(parameters)) throw refuseBadBody('parameters is required');
  const stamp = call.world.clock.stamp();
  const connection: Connection = {
    id: null,
    description: '',
    schema: null,
    enabled: true,
    createdByUser: true,
    supportedModelTypes: ['LIVE', 'EXTRACT'],
    ...without(body, 'oid'),
    oid: call.world.ids.uuid(),
    name: String(name),
    provider: String(provider),
    parameters,
    owner: call.user._id,
    ownerId: call.user._id,
    created: stamp,
    lastModified: stamp.replace('Z', '+00:00'),
  };
  call.world.connections.set(connection.oid, connection);
  return connection;
}

/** `parameters` are taken as a whole; a secret sent back as stars stays what it was. */
export function updateConnection(call: Call): Connection {
  const connection = connectionOfPath(call);
  const body = bodyObject(call);
  checkBody(body, connectionFields);
  const { parameters: before, name } = connection;
  Object.assign(connection, without(body, 'oid', 'owner', 'ownerId', 'created', 'parameters'));
  if (isObject(body.parameters)) connection.parameters = unmasked(body.parameters, before);
  connection.lastModified = call.world.clock.stamp().replace('Z', '+00:00');
  tellWhoUsesIt(call.world, { connection, formerName: name });
  return connection;
}

/** Models show the connection as it is now, and its source stays reachable under its new name. */
function tellWhoUsesIt({ models, sourceTables }: World, of: { connection: Connection; formerName: string }): void {
  const { connection, formerName } = of;
  for (const table of sourceTables) if (table.connection === formerName) table.connection = connection.name;
  for (const oid of [...models.keptKeys()])
    for (const dataset of models.get(oid)?.datasets ?? [])
      if (dataset.connection?.oid === connection.oid)
        dataset.connection = { ...dataset.connection, ...datasetConnection(connection) };
}

function unmasked(parameters: JsonObject, before: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value === stars ? before[name] : value]),
  );
}

const remove: RouteAnswerer = (call) => {
  call.world.connections.delete(connectionOfPath(call).oid);
  return noContent();
};

/** What the source says about one table. */
const tableSchema: RouteAnswerer = (call) => {
  const { name } = connectionOfPath(call);
  const data = objectOf(bodyObject(call).connectionData);
  const database = textOf(objectOf(data.connection).Database);
  const found = call.world.sourceTables.find(
    (one) =>
      one.connection === name &&
      one.table === data.table &&
      sameOrOpen(one.schema, data.schema) &&
      sameOrOpen(one.database, database),
  );
  if (found === undefined)
    throw refuse({ status: 404, code: 404, message: `Table ${String(data.table)} was not found.` });
  const columns = found.columns.map((column, at) => ({
    columnName: column.name,
    columnOrder: at + 1,
    dbType: column.type,
    size: column.size,
    precision: column.type === 8 ? 10 : 0,
    scale: 0,
    nestedIn: null,
  }));
  return ok({
    catalogName: found.database,
    schemaName: found.schema,
    tableName: found.table,
    tableType: 'TABLE',
    columns,
  });
};

const sameOrOpen = (known: string, wanted: unknown): boolean =>
  wanted === undefined || wanted === null || wanted === '' || wanted === known;

const onLinux = { needs: 'data-designer', on: 'linux' } as const;

export const connectionsRoutes = {
  'GET /api/v2/connections': { ...onLinux, answer: list, query: ['name', 'fields', 'sort', 'limit', 'skip'] },
  'POST /api/v2/connections': { ...onLinux, answer: create },
  'GET /api/v2/connections/{oid}': { ...onLinux, answer: (call) => ok(presentConnection(connectionOfPath(call))) },
  'PATCH /api/v2/connections/{oid}': { ...onLinux, answer: (call) => ok(presentConnection(updateConnection(call))) },
  'DELETE /api/v2/connections/{oid}': { ...onLinux, answer: remove },
  'DELETE /api/v1/connection/{oid}': { needs: 'data-designer', answer: remove },
  'POST /api/v1/connection/{oid}/table_schema_details': { needs: 'data-designer', answer: tableSchema },
} satisfies Routes;

import { ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { runOnSource } from '../queries/run-on-source.ts';
import { sourceRows } from '../queries/table-rows.ts';
import { refuse } from '../refuse.ts';
import type { SourceTable } from '../world.ts';

/** What the sources of that kind hold: of the database and schema that are asked for, where one is. */
function reachable(call: Call): SourceTable[] {
  const { world } = call;
  const provider = param(call, 'provider').toLowerCase();
  const names = new Set(
    [...world.connections.values()].filter((one) => one.provider.toLowerCase() === provider).map(({ name }) => name),
  );
  if (names.size === 0) throw refuse({ status: 404, code: 404, message: `There is no provider ${provider}.` });
  const { connection, schema } = bodyObject(call);
  const database = textOf(objectOf(connection).Database) ?? textOf(objectOf(connection).DefaultDatabase);
  return world.sourceTables.filter(
    (one) =>
      names.has(one.connection) &&
      (database === undefined || database === '' || one.database === database) &&
      (textOf(schema) === undefined || schema === '' || one.schema === schema),
  );
}

export function tableSchemaOf({ database, schema, table, columns }: SourceTable): JsonObject {
  return {
    catalog: database,
    schemaName: schema,
    tableName: table,
    tableType: 'TABLE',
    columns: columns.map((column, at) => ({
      columnName: column.name,
      columnOrder: at + 1,
      dbType: column.type,
      size: column.size,
      precision: column.type === 8 ? 10 : 0,
      scale: 0,
    })),
    relations: [],
  };
}

function namedTable(call: Call): SourceTable {
  const { table } = bodyObject(call);
  const found = reachable(call).find((one) => one.table === table);
  if (found === undefined) throw refuse({ status: 404, code: 404, message: `Table ${String(table)} was not found.` });
  return found;
}

const preview: RouteAnswerer = (call) => {
  const { sql, limit } = bodyObject(call);
  const most = typeof limit === 'number' && limit > 0 ? limit : 10;
  if (typeof sql === 'string') {
    const connection = { name: reachable(call)[0]?.connection };
    const dataset = { oid: '', type: 'extract', name: '', connection, schema: { tables: [] } };
    const { headers, rows } = runOnSource(call.world, { dataset, sql });
    return ok({ headers, values: rows.slice(0, most) });
  }
  const table = namedTable(call);
  return ok({ headers: table.columns.map(({ name }) => name), values: sourceRows(table).slice(0, most) });
};

const different = (items: string[]): string[] => [...new Set(items)];
const needs = 'data-designer' as const;

export const liveConnectorRoutes = {
  'POST /api/v1/live_connectors/{provider}/test_connection': {
    needs,
    answer: (call) => ok({ status: reachable(call).length > 0 ? 'OK' : 'FAILED' }),
  },
  'POST /api/v1/live_connectors/{provider}/list_databases': {
    needs,
    answer: (call) => ok(different(reachable(call).map(({ database }) => database))),
  },
  'POST /api/v1/live_connectors/{provider}/list_table_schemas': {
    needs,
    answer: (call) => ok(reachable(call).map((table) => ({ ...tableSchemaOf(table), columns: [] }))),
  },
  'POST /api/v1/live_connectors/{provider}/table_schema_details': {
    needs,
    answer: (call) => ok([tableSchemaOf(namedTable(call))]),
  },
  'POST /api/v1/live_connectors/{provider}/table_preview': { needs, answer: preview },
  'POST /api/v1/live_connectors/{provider}/count': {
    needs,
    answer: (call) => ok({ count: String(sourceRows(namedTable(call)).length) }),
  },
} satisfies Routes;

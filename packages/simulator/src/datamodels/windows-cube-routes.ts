import { type Answer, ok } from '../answer.ts';
import { type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { queriesRoutes } from '../queries/routes.ts';
import { refuse } from '../refuse.ts';
import type { DataModel, Table } from '../world.ts';
import { tablesOf } from './export-model.ts';
import { cubeOfPath } from './find-model.ts';

function tableOf(call: Call, tables: Table[]): Table {
  const name = param(call, 'table').toLowerCase();
  const found = tables.find((table) => table.name.toLowerCase() === name);
  if (found === undefined) throw refuse({ status: 404, code: 404, message: 'Table not found.' });
  return found;
}

const allTables = (model: DataModel): Table[] => tablesOf(model).map(({ table }) => table);
const customTables = (model: DataModel): Table[] => allTables(model).filter(({ type }) => type === 'custom');

function presentCustom({ name, expression }: Table): JsonObject {
  const sql = objectOf(expression).expression ?? expression;
  return { queryString: typeof sql === 'string' ? sql : '', tableName: name };
}

/** A table's columns that are joined, and to what. */
function relationsOf(model: DataModel, table: Table): JsonObject[] {
  const byOid = new Map(allTables(model).map((one) => [one.oid, one]));
  const nameOf = (end: { table: string; column: string }) =>
    byOid.get(end.table)?.columns.find(({ oid }) => oid === end.column)?.name;
  return model.relations.flatMap(({ columns }) =>
    columns
      .filter((end) => end.table === table.oid)
      .flatMap((source) =>
        columns
          .filter((end) => end !== source && byOid.has(end.table))
          .map((target) => ({
            sourceField: nameOf(source),
            targetField: nameOf(target),
            targetTable: byOid.get(target.table)?.name,
          })),
      ),
  );
}

/** Another after each build. */
const revision: RouteAnswerer = (call): Answer => {
  const { oid, lastBuildTime } = cubeOfPath(call);
  return { status: 200, text: call.world.ids.uuidOf('revision', oid, String(lastBuildTime)) };
};

const customTable: RouteAnswerer = (call) => {
  const model = cubeOfPath(call);
  return ok({ table: presentCustom(tableOf(call, customTables(model))) });
};

const relations: RouteAnswerer = (call) => {
  const model = cubeOfPath(call);
  return ok({ relations: relationsOf(model, tableOf(call, allTables(model))) });
};

/** The query itself says of which model. */
const queryByBody: RouteAnswerer = (call) => {
  const { datasource } = objectOf(call.body);
  const { fullname, title } = objectOf(datasource);
  const named = textOf(datasource) ?? textOf(fullname) ?? textOf(title) ?? '';
  return queriesRoutes['POST /api/datasources/{title}/jaql'].answer({ ...call, params: { title: named } });
};

const onWindows = { needs: 'data-designer', on: 'windows' } as const;

export const windowsCubeRoutes = {
  'GET /api/v1/elasticubes/{server}/{title}/revision': { ...onWindows, answer: revision },
  'GET /api/datasources/{server}/{title}/revision': { ...onWindows, answer: revision },
  'GET /api/v1/elasticubes/{server}/{title}/custom_tables': {
    ...onWindows,
    answer: (call) => ok({ tables: customTables(cubeOfPath(call)).map(presentCustom) }),
  },
  'GET /api/v1/elasticubes/{server}/{title}/custom_tables/{table}': { ...onWindows, answer: customTable },
  'GET /api/v1/elasticubes/{server}/{title}/{table}/relations': { ...onWindows, answer: relations },
  'POST /jaql/query': { on: 'windows', answer: queryByBody },
  /** Sets of cubes are made nowhere here: there are none. */
  'GET /api/v1/elasticubes/sets': { ...onWindows, answer: () => ok([]) },
} satisfies Routes;

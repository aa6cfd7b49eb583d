import { type Answer, ok } from '../answer.ts';
import { type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { tablesOf } from '../datamodels/export-model.ts';
import { mayRead, oidTitled } from '../datamodels/find-model.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { wholeNumber } from '../list-query.ts';
import { refuse, refuseInvalid } from '../refuse.ts';
import type { DataModel } from '../world.ts';
import { runJaql } from './jaql.ts';
import { datatypeOf } from './jaql-field.ts';
import { openModel, titleIn } from './open-model.ts';
import { csvOf, jaqlAnswer } from './present-result.ts';
import { QueryError, queryErrorAnswer } from './query-error.ts';
import { runSql } from './run-sql.ts';

const tooDeep = new QueryError('The query is nested too deep', { type: 'jaql_error', httpStatusCode: 400 });

/** What goes wrong in a query is told in the body, mostly of a 200. */
function asked(call: Call, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof QueryError) return queryErrorAnswer(error, call.options);
    // A filter or formula of thousands of levels.
    if (error instanceof RangeError) return queryErrorAnswer(tooDeep, call.options);
    throw error;
  }
}

function modelFor(call: Call, body: JsonObject): DataModel {
  const { datasource } = body;
  const named = isObject(datasource) ? (textOf(datasource.fullname) ?? textOf(datasource.title)) : textOf(datasource);
  const inPath = param(call, 'title');
  return openModel(call, named !== undefined && oidTitled(call.world, titleIn(inPath)) === undefined ? named : inPath);
}

const jaql: RouteAnswerer = (call) =>
  asked(call, () => {
    const body = objectOf(call.body);
    const model = modelFor(call, body);
    return ok(jaqlAnswer({ world: call.world, result: runJaql(call, { model, body }), model }));
  });

/** A form with the field `data`, URL-encoded once more by some clients; others send plain JSON. */
const jaqlCsv: RouteAnswerer = (call) =>
  asked(call, () => {
    const body = csvBody(call.body);
    const { headers, rows } = runJaql(call, { model: modelFor(call, body), body });
    return csvAnswer(csvOf({ headers, rows, lineEnd: '\r\n' }));
  });

function csvBody(body: unknown): JsonObject {
  const { data } = objectOf(body);
  if (typeof data !== 'string') return objectOf(body);
  try {
    return objectOf(JSON.parse(data.startsWith('%') ? decodeURIComponent(data) : data));
  } catch {
    throw refuseInvalid('data must be the JSON of a query');
  }
}

const csvAnswer = (text: string): Answer => ({
  status: 200,
  text,
  headers: { 'content-type': 'text/csv; charset=utf-8' },
});

const sql: RouteAnswerer = (call) =>
  asked(call, () => {
    const { query } = call;
    const text = query.get('query');
    if (text === null || text === '') throw refuse({ status: 400, code: 400, message: 'query is required' });
    const { headers, rows } = runSql(call, { model: openModel(call, param(call, 'title')), sql: text });
    const count = Number(query.get('count') ?? -1);
    const offset = wholeNumber(query.get('offset')) ?? 0;
    const page = rows.slice(offset, count >= 0 ? offset + count : undefined);
    return query.get('format') === 'csv'
      ? csvAnswer(csvOf({ headers, rows: page, lineEnd: '\n' }))
      : ok({ headers, values: page });
  });

const fields: RouteAnswerer = (call) => {
  const { offset = 0, count = 1_000, term } = objectOf(call.body);
  const title = titleIn(param(call, 'title'));
  const model = call.world.models.get(oidTitled(call.world, title) ?? '');
  if (model === undefined || !mayRead(call, model))
    throw refuse({ status: 400, code: 25001, message: 'Bad datasource parameter' });
  const all = tablesOf(model).flatMap(({ table }) =>
    table.columns.map((column) =>
      fieldRow({ table: table.name, name: column.name, type: column.type, hidden: column.hidden }),
    ),
  );
  const wanted = String(term ?? '').toLowerCase();
  const found = all.filter(({ title: name }) => String(name).toLowerCase().includes(wanted));
  return ok(found.slice(Number(offset), Number(offset) + Number(count)));
};

function fieldRow(of: { table: string; name: string; type: number; hidden: unknown }): JsonObject {
  const { table, name, type } = of;
  const dimtype = datatypeOf(type);
  const id = dimtype === 'datetime' ? `[${table}.${name} (Calendar)]` : `[${table}.${name}]`;
  return {
    id,
    type: 'dimension',
    dimtype,
    title: name,
    table,
    column: name,
    merged: true,
    indexed: true,
    tableDescription: null,
  };
}

const datasources: RouteAnswerer = (call) => {
  const wanted = call.query.get('q')?.toLowerCase() ?? '';
  const models = [...call.world.models.values()].filter(
    (model) => mayRead(call, model) && model.title.toLowerCase().includes(wanted),
  );
  return ok(models.map((model) => ({ ...datasourceOf(call.world, model), live: model.type === 'live' })));
};

export const queriesRoutes = {
  'POST /api/datasources/{title}/jaql': { answer: jaql },
  'POST /api/datasources/{title}/jaql/csv': { answer: jaqlCsv },
  'GET /api/datasources/{title}/sql': { answer: sql, needs: 'data-designer' },
  'GET /api/elasticubes/{title}/Sql': { answer: sql, needs: 'data-designer', on: 'windows' },
  'POST /api/datasources/{title}/fields/search': { answer: fields },
  'POST /api/datasources/{server}/{title}/fields/search': { answer: fields },
  'POST /api/datasources/{server}/{title}/cancel_queries': { answer: () => ok({}) },
  'GET /api/datasources': { answer: datasources },
  'GET /api/datasources/': { answer: datasources },
} satisfies Routes;

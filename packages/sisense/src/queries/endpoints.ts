import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, flag, nothing, openObject, page, text } from '../shapes.ts';

const failure = { error: anything, details: anything, type: text, httpStatusCode: anything };

/** `{datasource, metadata: [{jaql}], count?, offset?, …}` (rest-api §9). */
export const jaqlBody = z.looseObject({ metadata: z.array(openObject), datasource: anything });

/** `values` is rows of cells, one flat array of cells for a single row, or `[]` (rest-api §9; capabilities-1 §4.12). */
export const jaqlAnswer = z.union([
  z.looseObject({ headers: z.array(z.string()).nullish(), values: z.array(z.unknown()).nullish(), ...failure }),
  z.array(z.unknown()),
]);

export const queriesEndpoints = {
  jaql: endpoint({
    method: 'POST',
    path: '/api/datasources/{title}/jaql',
    effect: 'read',
    body: jaqlBody,
    answer: jaqlAnswer,
    large: true,
    sure: 'live',
    source: 'rest-api §9; capabilities-1 E52',
  }),
  /** A form with one field, `data`: the JSON of the query. */
  jaqlCsv: endpoint({
    method: 'POST',
    path: '/api/datasources/{title}/jaql/csv',
    effect: 'read',
    body: z.object({ data: z.string() }),
    bodyAs: 'form',
    answer: z.string(),
    answerAs: 'text',
    large: true,
    sure: 'documented',
    source: 'rest-api §9; capabilities-1 E53',
  }),
  sql: endpoint({
    method: 'GET',
    path: '/api/datasources/{title}/sql',
    effect: 'read',
    query: z.object({
      query: z.string(),
      count: z.number().int().optional(),
      offset: z.number().int().optional(),
      includeMetadata: z.boolean().optional(),
      isMaskedResponse: z.boolean().optional(),
    }),
    answer: z.looseObject({
      headers: z.array(z.string()).nullish(),
      values: z.array(z.unknown()).nullish(),
      ...failure,
    }),
    large: true,
    sure: 'documented',
    source: 'rest-api §9; capabilities-2 §4 row 28',
  }),
  sqlCsv: endpoint({
    method: 'GET',
    path: '/api/datasources/{title}/sql',
    effect: 'read',
    query: z.object({
      query: z.string(),
      format: z.literal('csv'),
      count: z.number().int().optional(),
      offset: z.number().int().optional(),
    }),
    answer: z.string(),
    answerAs: 'text',
    large: true,
    sure: 'documented',
    source: 'rest-api §9; capabilities-2 §4 row 28',
  }),
  sqlWindows: endpoint({
    method: 'GET',
    path: '/api/elasticubes/{title}/Sql',
    effect: 'read',
    on: 'windows',
    query: z.object({ query: z.string() }),
    answer: z.looseObject({
      headers: z.array(z.string()).nullish(),
      values: z.array(z.unknown()).nullish(),
      ...failure,
    }),
    large: true,
    sure: 'documented',
    source: 'rest-api §7.8, §11',
  }),
  /** Fields of a datasource; 400 when it does not exist. */
  fields: endpoint({
    method: 'POST',
    path: '/api/datasources/{title}/fields/search',
    effect: 'read',
    body: z.looseObject({ offset: z.number().int(), count: z.number().int(), term: z.string().optional() }),
    answer: z.array(z.looseObject({ id: text, title: text, table: text, column: text, dimtype: text, type: text })),
    large: true,
    sure: 'documented',
    source: 'rest-api §9',
  }),
  datasources: endpoint({
    method: 'GET',
    path: '/api/datasources',
    effect: 'read',
    query: z.object({ sharedWith: z.string().optional(), ...page }),
    answer: z.array(
      z.looseObject({ title: text, fullname: text, id: text, address: text, database: text, live: flag }),
    ),
    sure: 'documented',
    source: 'rest-api §9; capabilities-1 E47',
  }),
  /** `server` is `localhost` for extract and `live` for live models; `queries` is `guid;guid`. */
  cancel: endpoint({
    method: 'POST',
    path: '/api/datasources/{server}/{title}/cancel_queries',
    effect: 'change',
    body: z.looseObject({ queries: z.string() }),
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §9',
  }),
};

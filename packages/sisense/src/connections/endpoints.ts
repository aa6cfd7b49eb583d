import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, flag, nothing, openObject, page, selection, text } from '../shapes.ts';

/** A connection; `parameters` may hold secrets and is never to be shown (rest-api §7.6; capabilities-2 §5.6). */
export const connectionAnswer = z.looseObject({
  oid: z.string(),
  id: anything,
  name: text,
  description: text,
  provider: text,
  enabled: flag,
  createdByUser: flag,
  parameters: anything,
  supportedModelTypes: anything,
});

export const connectionsEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v2/connections',
    effect: 'read',
    on: 'linux',
    query: z.object({ name: z.string().optional(), ...selection, ...page }),
    answer: z.array(connectionAnswer),
    sure: 'client',
    source: 'rest-api §7.6; capabilities-2 §4 row 15',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v2/connections/{oid}',
    effect: 'read',
    on: 'linux',
    answer: connectionAnswer,
    sure: 'client',
    source: 'rest-api §7.6',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v2/connections',
    effect: 'change',
    on: 'linux',
    body: z.looseObject({ name: z.string(), provider: z.string() }),
    answer: connectionAnswer,
    sure: 'client',
    source: 'rest-api §7.6; capabilities-2 §4 row 16',
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api/v2/connections/{oid}',
    effect: 'change',
    on: 'linux',
    body: openObject,
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §7.6; capabilities-2 §4 row 17',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v2/connections/{oid}',
    effect: 'change',
    on: 'linux',
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §7.6',
  }),
  /** Undocumented: columns of a table as its source describes them. */
  tableSchema: endpoint({
    method: 'POST',
    path: '/api/v1/connection/{oid}/table_schema_details',
    effect: 'read',
    body: z.looseObject({ provider: z.string(), connectionData: openObject }),
    answer: z.looseObject({
      columns: z.array(z.looseObject({ columnName: z.string(), dbType: z.number().nullish() })),
    }),
    sure: 'client',
    source: 'rest-api §7.6; capabilities-2 §1.2.4, §5.6',
  }),
};

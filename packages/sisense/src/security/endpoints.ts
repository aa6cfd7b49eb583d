import { z } from 'zod';
import { partyPermission } from '../datamodels/shapes.ts';
import { endpoint } from '../endpoint.ts';
import { flag, nothing, openObject, text } from '../shapes.ts';

const ruleShare = z.looseObject({ type: z.string(), party: text, partyId: text, partyName: text });

/**
 * A data security rule. `members: []` with `allMembers: null` sees nothing, `allMembers: true` everything,
 * `exclusionary: true` all but the members; a share of type `default` is everybody (rest-api §8.2).
 */
export const ruleAnswer = z.looseObject({
  _id: text,
  server: text,
  elasticube: text,
  table: z.string(),
  column: z.string(),
  datatype: text,
  members: z.array(z.unknown()).nullish(),
  exclusionary: flag,
  allMembers: flag,
  shares: z.array(ruleShare).nullish(),
  live: flag,
  fullname: text,
});

const ruleBody = z.looseObject({ table: z.string(), column: z.string(), shares: z.array(openObject) });
const column = z.object({ table: z.string(), column: z.string() });
const permissionsBody = z.array(z.looseObject({ partyId: z.string(), type: z.string(), permission: z.string() }));

export const securityEndpoints = {
  /** `server` is case-sensitive (rest-api §8.2). */
  listExtract: endpoint({
    method: 'GET',
    path: '/api/elasticubes/{server}/{title}/datasecurity',
    effect: 'read',
    answer: z.array(ruleAnswer),
    sure: 'documented',
    source: 'rest-api §8.2; capabilities-2 §4 row 20',
  }),
  /** Adds; a rule with the same table, column and shares is overwritten. Parties are keyed `party`. */
  addExtract: endpoint({
    method: 'POST',
    path: '/api/elasticubes/{server}/{title}/datasecurity',
    effect: 'change',
    body: z.array(ruleBody),
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §8.2; capabilities-2 DM-28',
  }),
  deleteExtract: endpoint({
    method: 'DELETE',
    path: '/api/elasticubes/{server}/{title}/datasecurity',
    effect: 'change',
    query: column,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §8.2',
  }),
  listLive: endpoint({
    method: 'GET',
    path: '/api/v1/elasticubes/live/{title}/datasecurity',
    effect: 'read',
    answer: z.array(ruleAnswer),
    sure: 'documented',
    source: 'rest-api §8.2; capabilities-2 §4 row 22',
  }),
  addLive: endpoint({
    method: 'POST',
    path: '/api/v1/elasticubes/live/{title}/datasecurity',
    effect: 'change',
    body: ruleBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §8.2',
  }),
  /** Every rule needs `allMembers`, `live: true` and `fullname: "live:<title>"` (422 otherwise). Parties are keyed `partyId`. */
  addManyLive: endpoint({
    method: 'POST',
    path: '/api/v1/elasticubes/live/{title}/datasecurity/addMany',
    effect: 'change',
    body: z.array(ruleBody),
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §8.2; capabilities-2 §4 row 23, DM-29',
  }),
  deleteLive: endpoint({
    method: 'DELETE',
    path: '/api/v1/elasticubes/live/{title}/datasecurity/{table}/{column}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §8.2',
  }),
  deleteLiveRule: endpoint({
    method: 'DELETE',
    path: '/api/v1/elasticubes/live/datasecurity/{ruleId}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §8.2',
  }),
  permissionsExtract: endpoint({
    method: 'GET',
    path: '/api/elasticubes/{server}/{title}/permissions',
    effect: 'read',
    answer: z.looseObject({
      shares: z.array(z.looseObject({ partyId: text, party: text, type: z.string(), permission: text })).nullish(),
    }),
    sure: 'live',
    source: 'rest-api §8.1; capabilities-2 §4 row 24',
  }),
  /** Replaces the whole list; entries keyed `party`, and of inactive users, are dropped with a 200. */
  setPermissionsExtract: endpoint({
    method: 'PUT',
    path: '/api/elasticubes/{server}/{title}/permissions',
    effect: 'change',
    body: permissionsBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'live',
    source: 'rest-api §8.1; capabilities-2 §4 row 25',
  }),
  permissionsLive: endpoint({
    method: 'GET',
    path: '/api/v1/elasticubes/live/{oid}/permissions',
    effect: 'read',
    answer: z.array(partyPermission),
    sure: 'documented',
    source: 'rest-api §8.1; capabilities-2 §4 row 26',
  }),
  setPermissionsLive: endpoint({
    method: 'PATCH',
    path: '/api/v1/elasticubes/live/{oid}/permissions',
    effect: 'change',
    body: permissionsBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §8.1; capabilities-2 §4 row 27',
  }),
};

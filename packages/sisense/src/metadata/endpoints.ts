import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, nothing, openObject, text } from '../shapes.ts';

/** A saved formula (`formula`, `context`) or a saved filter (`filter`) of a datasource (capabilities-1 §2.13). */
export const metadataAnswer = z.looseObject({
  oid: text,
  title: text,
  type: text,
  formula: anything,
  context: anything,
  datasource: anything,
});

const metadataQuery = z.object({
  datasource: z.string().optional(),
  dsFullName: z.string().optional(),
  server: z.string().optional(),
});

export const metadataEndpoints = {
  measures: endpoint({
    method: 'GET',
    path: '/api/metadata/measures',
    effect: 'read',
    query: metadataQuery,
    answer: z.array(metadataAnswer),
    sure: 'client',
    source: 'rest-api §9; capabilities-1 E45',
  }),
  dimensions: endpoint({
    method: 'GET',
    path: '/api/metadata/dimensions',
    effect: 'read',
    query: metadataQuery,
    answer: z.array(metadataAnswer),
    sure: 'client',
    source: 'rest-api §9; capabilities-1 E46',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/metadata',
    effect: 'change',
    body: openObject,
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §9; capabilities-1 E48, E49',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/metadata/{oid}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'capabilities-1 §2.13',
  }),
  formulas: endpoint({
    method: 'GET',
    path: '/api/v1/formulas',
    effect: 'read',
    query: metadataQuery,
    answer: z.array(openObject),
    sure: 'documented',
    source: 'rest-api §9',
  }),
  hierarchies: endpoint({
    method: 'GET',
    path: '/api/elasticubes/hierarchies',
    effect: 'read',
    query: z.object({ elasticube: z.string(), table: z.string().optional(), column: z.string().optional() }),
    answer: anything,
    sure: 'client',
    source: 'rest-api §9',
  }),
};

import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { flag, nothing, text } from '../shapes.ts';

export const tenantAnswer = z.looseObject({
  _id: z.string(),
  name: text,
  default: flag,
  systemManagement: flag,
  disabled: flag,
  tenantDomainNames: z.array(z.string()).nullish(),
});

export const tenantsEndpoints = {
  /** 404 on single-tenant and Windows deployments. */
  list: endpoint({
    method: 'GET',
    path: '/api/v1/tenants',
    effect: 'read',
    answer: z.array(tenantAnswer),
    sure: 'client',
    source: 'rest-api §4.4; capabilities-2 §4 row 31',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/tenants',
    effect: 'change',
    body: z.looseObject({ name: z.string() }),
    answer: tenantAnswer,
    sure: 'client',
    source: 'rest-api §4.4',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v1/tenants/{id}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'rest-api §4.4',
  }),
};

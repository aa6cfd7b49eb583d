import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { adminAccess, nothing, openObject, page, selection } from '../shapes.ts';
import { widgetAnswer } from './shapes.ts';

export const widgetsEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/dashboards/{oid}/widgets',
    effect: 'read',
    query: z.object({
      title: z.string().optional(),
      type: z.string().optional(),
      subtype: z.string().optional(),
      ...selection,
      ...page,
    }),
    answer: z.array(widgetAnswer),
    large: true,
    sure: 'documented',
    source: 'rest-api §5.6',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/dashboards/{oid}/widgets/{widgetOid}',
    effect: 'read',
    query: z.object({ fields: z.string().optional() }),
    answer: widgetAnswer,
    sure: 'documented',
    source: 'rest-api §5.6',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/dashboards/{oid}/widgets',
    effect: 'change',
    body: openObject,
    answer: widgetAnswer,
    sure: 'documented',
    source: 'rest-api §5.6',
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api/v1/dashboards/{oid}/widgets/{widgetOid}',
    effect: 'change',
    body: openObject,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §5.6, §1.5',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v1/dashboards/{oid}/widgets/{widgetOid}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §5.6',
  }),
  /** The way client code sets a script; only the owner may (403 or 404 otherwise). */
  replaceV0: endpoint({
    method: 'PUT',
    path: '/api/dashboards/{oid}/widgets/{widgetOid}',
    effect: 'change',
    query: z.object(adminAccess),
    body: openObject,
    answer: nothing,
    answerAs: 'empty',
    sure: 'live',
    source: 'rest-api §5.1; capabilities-1 E22',
  }),
  exportPng: endpoint({
    method: 'GET',
    path: '/api/v1/dashboards/{oid}/widgets/{widgetOid}/export/png',
    effect: 'read',
    query: z.object({ width: z.number(), height: z.number() }),
    answer: z.instanceof(Uint8Array),
    answerAs: 'bytes',
    large: true,
    sure: 'documented',
    source: 'rest-api §5.6',
  }),
};

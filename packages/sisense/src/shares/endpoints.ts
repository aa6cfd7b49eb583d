import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { adminAccess, nothing } from '../shapes.ts';
import { shareEntry, sharesAnswer, sharesBody } from './shapes.ts';

export const sharesEndpoints = {
  get: endpoint({
    method: 'GET',
    path: '/api/shares/dashboard/{oid}',
    effect: 'read',
    query: z.object(adminAccess),
    answer: sharesAnswer,
    sure: 'live',
    source: 'rest-api §5.5; capabilities-1 E23',
  }),
  replace: endpoint({
    method: 'POST',
    path: '/api/shares/dashboard/{oid}',
    effect: 'change',
    query: z.object(adminAccess),
    body: sharesBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'live',
    source: 'rest-api §5.5; capabilities-1 E24',
  }),
  /** A bare array on some versions, the object of v0.9 on others. */
  getV1: endpoint({
    method: 'GET',
    path: '/api/v1/dashboards/{oid}/shares',
    effect: 'read',
    query: z.object({ fields: z.string().optional(), expand: z.string().optional(), ...adminAccess }),
    answer: z.union([z.array(shareEntry), sharesAnswer]),
    sure: 'documented',
    source: 'rest-api §5.1; capabilities-1 E19',
  }),
};

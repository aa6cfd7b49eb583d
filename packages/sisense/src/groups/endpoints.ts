import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { flag, nothing, page, selection, text } from '../shapes.ts';
import { userAnswer } from '../users/endpoints.ts';

/** A group. The flags mark the built-in ones: `Admins`, `Everyone`, `All users in system` (rest-api §4.2). */
export const groupAnswer = z.looseObject({
  _id: z.string(),
  name: z.string(),
  mail: text,
  ad: flag,
  roleId: text,
  defaultRole: text,
  language: text,
  tenantId: text,
  created: text,
  lastUpdated: text,
  everyone: flag,
  admins: flag,
  tenantEveryone: flag,
});

export const groupBody = z.looseObject({ name: z.string() });

export const groupsEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/groups',
    effect: 'read',
    query: z.object({
      name: z.string().optional(),
      mail: z.string().optional(),
      roleId: z.string().optional(),
      origin: z.enum(['ad', 'sisense']).optional(),
      ids: z.string().optional(),
      expand: z.string().optional(),
      ...selection,
      ...page,
    }),
    answer: z.array(groupAnswer),
    sure: 'documented',
    source: 'rest-api §4.2; capabilities-1 E10',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/groups/{id}',
    effect: 'read',
    query: z.object({ fields: z.string().optional(), expand: z.string().optional() }),
    answer: groupAnswer,
    sure: 'documented',
    source: 'rest-api §4.2',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/groups',
    effect: 'change',
    body: groupBody,
    answer: groupAnswer,
    sure: 'documented',
    source: 'rest-api §4.2',
  }),
  createMany: endpoint({
    method: 'POST',
    path: '/api/v1/groups/bulk',
    effect: 'change',
    body: z.array(groupBody),
    answer: z.array(groupAnswer),
    sure: 'documented',
    source: 'rest-api §4.2; capabilities-2 §4 row 33',
  }),
  /** v1 has no way to change a group; v0.9 replaces it. */
  replaceV0: endpoint({
    method: 'PUT',
    path: '/api/groups/{id}',
    effect: 'change',
    body: groupBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.2; Appendix A `PUT /groups/{group}`',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v1/groups/{id}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.2',
  }),
  users: endpoint({
    method: 'GET',
    path: '/api/groups/{id}/users',
    effect: 'read',
    answer: z.array(userAnswer),
    sure: 'documented',
    source: 'rest-api §4.2; Appendix A `GET /groups/{group}/users`',
  }),
  addUsers: endpoint({
    method: 'POST',
    path: '/api/groups/{id}/users',
    effect: 'change',
    body: z.array(z.string()),
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.2',
  }),
  removeUsers: endpoint({
    method: 'DELETE',
    path: '/api/groups/{id}/users',
    effect: 'change',
    body: z.array(z.string()),
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.2',
  }),
};

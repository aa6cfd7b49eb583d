import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { flag, nothing, openObject, page, selection, text } from '../shapes.ts';

const reference = z.looseObject({ _id: z.string(), name: text });

/**
 * A user as the API sends it: `groups` are ids, or objects with `expand=groups`; `role` only comes with `expand=role`
 * and may be missing even then (rest-api §4.1).
 */
export const userAnswer = z.looseObject({
  _id: z.string(),
  userName: text,
  email: text,
  firstName: text,
  lastName: text,
  active: flag,
  roleId: text,
  role: reference.nullish(),
  groups: z.array(z.union([z.string(), reference])).nullish(),
  tenantId: text,
  lastLogin: text,
  created: text,
  lastUpdated: text,
});

/** The fields of a user that may be written; `groups` and `roleId` are ids. */
export const userBody = z.looseObject({
  userName: z.string().optional(),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  roleId: z.string().optional(),
  groups: z.array(z.string()).optional(),
  password: z.string().optional(),
  active: z.boolean().optional(),
  preferences: openObject.optional(),
});

const usersQuery = z.object({
  userName: z.string().optional(),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  roleId: z.string().optional(),
  groupId: z.string().optional(),
  active: z.boolean().optional(),
  origin: z.enum(['ad', 'sisense']).optional(),
  ids: z.string().optional(),
  expand: z.string().optional(),
  ...selection,
  ...page,
});

export const usersEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/users',
    effect: 'read',
    query: usersQuery,
    answer: z.array(userAnswer),
    sure: 'documented',
    source: 'rest-api §4.1; capabilities-1 E04, E05, E06',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/users/{id}',
    effect: 'read',
    query: z.object({ fields: z.string().optional(), expand: z.string().optional() }),
    answer: userAnswer,
    sure: 'documented',
    source: 'rest-api §4.1',
  }),
  me: endpoint({
    method: 'GET',
    path: '/api/users/loggedin',
    effect: 'read',
    answer: userAnswer.extend({ roleName: text, baseRoleName: text, isSystemTenantAdmin: flag }),
    sure: 'live',
    source: 'rest-api §4.1; capabilities-1 E02',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/users',
    effect: 'change',
    body: userBody,
    answer: userAnswer,
    sure: 'documented',
    source: 'rest-api §4.1; capabilities-1 E07',
  }),
  createMany: endpoint({
    method: 'POST',
    path: '/api/v1/users/bulk',
    effect: 'change',
    body: z.array(userBody),
    answer: z.array(userAnswer),
    sure: 'documented',
    source: 'rest-api §4.1; capabilities-2 §4 row 34',
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api/v1/users/{id}',
    effect: 'change',
    body: userBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.1; capabilities-1 E08',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v1/users/{id}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.1; capabilities-1 E09',
  }),
  deleteMany: endpoint({
    method: 'DELETE',
    path: '/api/v1/users/bulk',
    effect: 'change',
    query: z.object({ ids: z.string() }),
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.1',
  }),
  /** The v0.9 way to set a password, for servers whose v1 `PATCH` does not take one. */
  replaceV0: endpoint({
    method: 'PUT',
    path: '/api/users/{id}',
    effect: 'change',
    body: userBody,
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §4.1; Appendix A `PUT /users/{user}`; capabilities-1 E03',
  }),
};

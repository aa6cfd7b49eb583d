import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, nothing, openObject, text } from '../shapes.ts';

const internal = { Internal: 'true' };

export const notebookAnswer = z.looseObject({
  id: text,
  uuid: text,
  displayName: text,
  notebookType: text,
  description: text,
});

const notebookList = z.array(notebookAnswer);
const folder = '/app/explore/api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/' as const;
const rename = z.object({
  action: z.literal('rename'),
  destination: z.string(),
  override: z.boolean(),
  rename: z.boolean(),
});

export const notebooksEndpoints = {
  /** A bare array, or wrapped in `data`, `items` or `results` (capabilities-1 §2.11). */
  list: endpoint({
    method: 'GET',
    path: '/api/v1/notebooks',
    effect: 'read',
    query: z.looseObject({ notebookType: z.string().optional() }),
    headers: internal,
    answer: z.union([
      notebookList,
      z.looseObject({ data: notebookList }),
      z.looseObject({ items: notebookList }),
      z.looseObject({ results: notebookList }),
    ]),
    sure: 'client',
    source: 'rest-api §10; capabilities-1 E35',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/notebooks/{id}',
    effect: 'read',
    headers: internal,
    answer: openObject,
    sure: 'client',
    source: 'rest-api §10',
  }),
  export: endpoint({
    method: 'GET',
    path: '/api/v1/notebooks/{id}/export',
    effect: 'read',
    headers: internal,
    answer: openObject,
    large: true,
    sure: 'client',
    source: 'rest-api §10; capabilities-1 E36',
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/notebooks',
    effect: 'change',
    headers: internal,
    body: openObject,
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'capabilities-1 E37',
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api/v1/notebooks/{id}',
    effect: 'change',
    headers: internal,
    body: openObject,
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'capabilities-1 E38',
  }),
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v1/notebooks/{id}',
    effect: 'change',
    headers: internal,
    answer: nothing,
    answerAs: 'empty',
    sure: 'client',
    source: 'capabilities-1 E39',
  }),
  /** The file browser of notebooks: `items`, or `files` on some versions. */
  listFolder: endpoint({
    method: 'GET',
    path: folder,
    effect: 'read',
    answer: z.looseObject({ items: z.array(openObject).nullish(), files: z.array(openObject).nullish() }),
    sure: 'client',
    source: 'capabilities-1 E40, §2.11',
  }),
  /** Renames by query parameters, without a body. */
  renameFolder: endpoint({
    method: 'PATCH',
    path: folder,
    effect: 'change',
    query: rename,
    answer: anything,
    answerAs: 'empty',
    sure: 'client',
    source: 'capabilities-1 E42, §2.11',
  }),
  renameFile: endpoint({
    method: 'PATCH',
    path: '/app/explore/api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/{file}',
    effect: 'change',
    query: rename,
    answer: anything,
    answerAs: 'empty',
    sure: 'client',
    source: 'capabilities-1 E41, §2.11',
  }),
};

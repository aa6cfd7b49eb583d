import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { nothing, page, selection, text } from '../shapes.ts';

const leaf = z.looseObject({ oid: z.string(), title: text });

/** A folder; in trees it carries `folders` and `dashboards`, a leaf may lack both (rest-api §5.7; capabilities-1 §4.7). */
export const folderAnswer = z.looseObject({
  oid: z.string(),
  name: z.string(),
  parentId: text,
  owner: text,
  type: text,
  instanceType: text,
  created: text,
  lastUpdated: text,
  get folders() {
    return z.array(folderAnswer).nullish();
  },
  dashboards: z.array(leaf).nullish(),
});

/** The top of a tree; its own `oid` is not on every version. */
const treeRoot = z.looseObject({
  oid: text,
  name: text,
  folders: z.array(folderAnswer).nullish(),
  dashboards: z.array(leaf).nullish(),
});

export const foldersEndpoints = {
  /** `structure=flat` answers an array; `tree` an array of roots, or one object named `rootFolder`. */
  list: endpoint({
    method: 'GET',
    path: '/api/v1/folders',
    effect: 'read',
    query: z.object({
      structure: z.enum(['flat', 'tree']).optional(),
      name: z.string().optional(),
      ids: z.string().optional(),
      expand: z.string().optional(),
      ...selection,
      ...page,
    }),
    answer: z.union([z.array(folderAnswer), treeRoot]),
    sure: 'documented',
    source: 'rest-api §5.7; capabilities-1 E26, §2.9',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/folders/{oid}',
    effect: 'read',
    answer: folderAnswer,
    sure: 'documented',
    source: 'rest-api §5.7; capabilities-1 E27',
  }),
  subtree: endpoint({
    method: 'GET',
    path: '/api/v1/folders/{oid}/subtree',
    effect: 'read',
    query: z.object({ structure: z.enum(['flat', 'tree']).optional() }),
    answer: z.union([folderAnswer, z.array(folderAnswer)]),
    sure: 'documented',
    source: 'rest-api §5.7',
  }),
  ancestors: endpoint({
    method: 'GET',
    path: '/api/v1/folders/{oid}/ancestors',
    effect: 'read',
    query: z.object({ structure: z.enum(['flat', 'tree']).optional() }),
    answer: z.union([folderAnswer, z.array(folderAnswer)]),
    sure: 'documented',
    source: 'rest-api §5.7',
  }),
  /** Leave `parentId` out for the root: `null` is refused (capabilities-1 E25). */
  create: endpoint({
    method: 'POST',
    path: '/api/v1/folders',
    effect: 'change',
    body: z.looseObject({ name: z.string(), parentId: z.string().optional() }),
    answer: folderAnswer,
    sure: 'documented',
    source: 'rest-api §5.7; capabilities-1 E25',
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/api/v1/folders/{oid}',
    effect: 'change',
    body: z.looseObject({
      name: z.string().optional(),
      parentId: z.string().nullish(),
      owner: z.string().optional(),
    }),
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §5.7; capabilities-1 E28',
  }),
  /** Deletes everything under it, dashboards too. */
  delete: endpoint({
    method: 'DELETE',
    path: '/api/v1/folders/{oid}',
    effect: 'change',
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §5.7; capabilities-1 E29',
  }),
  deleteMany: endpoint({
    method: 'DELETE',
    path: '/api/v1/folders/bulk',
    effect: 'change',
    query: z.object({ folderIds: z.string() }),
    answer: nothing,
    answerAs: 'empty',
    sure: 'documented',
    source: 'rest-api §5.7',
  }),
  /** What the caller sees in the navigation: folders and dashboards as one tree. */
  navver: endpoint({
    method: 'GET',
    path: '/api/v1/navver',
    effect: 'read',
    answer: z.union([treeRoot, z.array(folderAnswer)]),
    large: true,
    sure: 'client',
    source: 'rest-api §5.7; capabilities-1 E30',
  }),
};

export type FolderNode = z.output<typeof folderAnswer>;
export type FolderTree = z.output<typeof treeRoot>;

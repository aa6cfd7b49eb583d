import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { checkFields, type FieldKinds } from '../check-fields.ts';
import { type JsonObject, textOf } from '../json.ts';
import { chosenFields, listed } from '../list-query.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import { isAdmin } from '../roles/base-roles.ts';
import { expandOf } from '../users/present-user.ts';
import type { Folder } from '../world.ts';
import {
  ancestorsOf,
  dashboardsIn,
  deleteFolder,
  reachableFolder,
  rootDashboards,
  treeBelow,
  visibleFolders,
} from './folder-tree.ts';

const listQuery = ['structure', 'name', 'ids', 'fields', 'sort', 'skip', 'limit', 'expand'];

const folderFields: FieldKinds = { name: 'text', parentId: 'text?', owner: 'text' };

function folderNotFound(oid: string) {
  const more = { resourceType: 'folder', resourceName: oid };
  return refuse({ status: 404, code: 404, message: 'Folder not found.', more });
}

function visibleFolder(call: Call): Folder {
  const oid = param(call, 'oid');
  const folder = visibleFolders(call).find((one) => one.oid === oid);
  if (folder === undefined) throw folderNotFound(oid);
  return folder;
}

function ownFolder(call: Call): Folder {
  const folder = visibleFolder(call);
  if (folder.owner !== call.user._id && !isAdmin(call.role)) throw refuseAccess();
  return folder;
}

function expandedFolder(call: Call, folder: Folder): JsonObject {
  const expand = expandOf(call, ['dashboards', 'owner']);
  const owner = call.world.users.get(folder.owner);
  return {
    ...folder,
    ...(expand.has('dashboards') ? { dashboards: dashboardsIn(call, folder) } : {}),
    ...(expand.has('owner') && owner !== undefined ? { owner } : {}),
  };
}

const list: RouteAnswerer = (call) => {
  const { query } = call;
  if (query.get('structure') === 'tree') return tree(call);
  const ids = query.get('ids')?.split(',');
  const name = query.get('name');
  const asked = visibleFolders(call).filter(
    (folder) => (ids === undefined || ids.includes(folder.oid)) && (name === null || folder.name === name),
  );
  const found = listed(
    call,
    asked.map((folder) => expandedFolder(call, folder)),
  );
  if (!call.options.rootFolderListed) return ok(found);
  return ok([chosenFields(rootFolder(call), query.get('fields')), ...found]);
};

/** Comes with every page, beside as many folders as were asked for. */
const rootFolder = ({ world }: Call): JsonObject => ({
  oid: world.ids.objectIdOf('root folder'),
  name: 'rootFolder',
  type: 'folder',
  parentId: null,
});

const isRoot = (call: Call): boolean => call.options.rootFolderListed && call.params.oid === rootFolder(call).oid;

const folderOfPath = (call: Call): JsonObject =>
  isRoot(call) ? rootFolder(call) : expandedFolder(call, visibleFolder(call));

const tree: RouteAnswerer = (call) => {
  const folders = treeBelow(call, null);
  if (call.options.folderTreeShape === 'list') return ok(folders);
  const { oid, name } = rootFolder(call);
  return ok({ oid, name, folders, dashboards: rootDashboards(call) });
};

const create: RouteAnswerer = (call) => {
  const { name, parentId } = bodyObject(call);
  if (textOf(name) === undefined || name === '') throw refuseInvalid('name is required');
  if (parentId === null) throw refuseInvalid('parentId must be a string');
  checkFields(bodyObject(call), folderFields);
  checkParentThere(call, textOf(parentId));
  const stamp = call.world.clock.stamp();
  const folder: Folder = {
    ...call.world.ids.pair(),
    name: String(name),
    type: 'folder',
    owner: call.user._id,
    userId: call.user._id,
    instanceType: 'owner',
    parentId: textOf(parentId) || null,
    created: stamp,
    lastUpdated: stamp,
  };
  call.world.folders.set(folder.oid, folder);
  return created(folder);
};

const update: RouteAnswerer = (call) => {
  const folder = ownFolder(call);
  const { name, parentId, owner } = bodyObject(call);
  checkFields(bodyObject(call), folderFields);
  if (name === '') throw refuseInvalid('name is required');
  if (typeof owner === 'string' && !call.world.users.has(owner)) throw refuseInvalid('owner is not a user');
  const parent = textOf(parentId);
  checkParent(call, { folder, parent });
  if (typeof name === 'string') folder.name = name;
  if (parentId !== undefined) folder.parentId = parent || null;
  if (typeof owner === 'string') Object.assign(folder, { owner, userId: owner });
  folder.lastUpdated = call.world.clock.stamp();
  return ok(folder);
};

function checkParentThere(call: Call, parent: string | undefined): void {
  if (parent && reachableFolder(call, parent) === undefined) throw folderNotFound(parent);
}

function checkParent(call: Call, { folder, parent }: { folder: Folder; parent: string | undefined }): void {
  checkParentThere(call, parent);
  if (parent && ancestorsOf(call.world, parent).includes(folder))
    throw refuseInvalid('A folder cannot be moved into itself');
}

function removableFolder(call: Call): Folder {
  const folder = ownFolder(call);
  const { world, options } = call;
  const isInside = (parent: string | null) => parent === folder.oid;
  const isEmpty =
    ![...world.folders.values()].some(({ parentId }) => isInside(parentId)) &&
    ![...world.dashboards.values()].some(({ parentFolder }) => isInside(parentFolder));
  if (options.folderDeletion === 'cascade' || isEmpty) return folder;
  throw refuse({ status: 409, code: 409, message: 'The folder is not empty.', more: { resourceType: 'folder' } });
}

const removeMany: RouteAnswerer = (call) => {
  const oids = (call.query.get('folderIds') ?? '').split(',').filter((oid) => oid !== '');
  if (oids.length === 0) throw refuseInvalid('folderIds is required');
  for (const oid of oids) removableFolder({ ...call, params: { oid } });
  for (const oid of oids) deleteFolder(call.world, oid);
  return ok({});
};

const subtree: RouteAnswerer = (call) => {
  if (isRoot(call))
    return ok({ ...rootFolder(call), folders: treeBelow(call, null), dashboards: rootDashboards(call) });
  const folder = visibleFolder(call);
  return ok({ ...folder, folders: treeBelow(call, folder.oid), dashboards: dashboardsIn(call, folder) });
};

/** From the top down to the folder above. */
const ancestors: RouteAnswerer = (call) => ok(ancestorsOf(call.world, visibleFolder(call).parentId).toReversed());

export const foldersRoutes = {
  'GET /api/v1/folders': { answer: list, query: listQuery },
  'POST /api/v1/folders': { answer: create, needs: 'designer' },
  'DELETE /api/v1/folders/bulk': { answer: removeMany, needs: 'designer', query: ['folderIds'] },
  'GET /api/v1/folders/{oid}': {
    answer: (call) => ok(chosenFields(folderOfPath(call), call.query.get('fields'))),
    query: ['fields', 'expand'],
  },
  'PATCH /api/v1/folders/{oid}': { answer: update, needs: 'designer' },
  'DELETE /api/v1/folders/{oid}': {
    needs: 'designer',
    answer: (call) => {
      deleteFolder(call.world, removableFolder(call).oid);
      return noContent();
    },
  },
  'GET /api/v1/folders/{oid}/subtree': { answer: subtree },
  'GET /api/v1/folders/{oid}/ancestors': { answer: ancestors },
  'GET /api/v1/navver': { answer: (call) => ok({ folders: treeBelow(call, null), dashboards: rootDashboards(call) }) },
} satisfies Routes;

import type { Column, Row } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { namesOf } from '../users/user-row.ts';

export type SisenseFolder = Awaited<ReturnType<Sisense['folders']['list']>>[number];

export const folderRow = z.looseObject({
  oid: z.string(),
  name: z.string(),
  path: z.string(),
  parentId: z.string().nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
});

export const folderColumns: Column[] = [
  { key: 'path', title: 'Folder', kind: 'text' },
  { key: 'ownerName', title: 'Owner', kind: 'text' },
  { key: 'created', title: 'Created', kind: 'date' },
  { key: 'lastUpdated', title: 'Changed', kind: 'date' },
  { key: 'parentId', title: 'Inside of', kind: 'id' },
  { key: 'oid', title: 'Id', kind: 'id' },
];

/** Folders with their paths and owners' names, sorted by path. */
export async function folderRows({ sisense, signal }: { sisense: Sisense; signal: AbortSignal }): Promise<Row[]> {
  const [folders, users] = await Promise.all([sisense.folders.list({ signal }), sisense.users.listNames({ signal })]);
  const owners = namesOf(users);
  const byId = new Map(folders.map((folder) => [folder.oid, folder]));
  return folders
    .map((folder) => ({
      oid: folder.oid,
      name: folder.name,
      path: pathOf(folder, byId),
      parentId: folder.parentId ?? null,
      owner: folder.owner ?? null,
      ownerName: folder.owner ? (owners.get(folder.owner) ?? null) : null,
      created: folder.created ?? null,
      lastUpdated: folder.lastUpdated ?? null,
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** `Sales / EMEA`; a parent that cannot be seen is left out. */
export function pathOf(folder: SisenseFolder, byId: Map<string, SisenseFolder>): string {
  const names = [folder.name];
  const seen = new Set([folder.oid]);
  let parent = folder.parentId ? byId.get(folder.parentId) : undefined;
  while (parent !== undefined && !seen.has(parent.oid)) {
    seen.add(parent.oid);
    names.unshift(parent.name);
    parent = parent.parentId ? byId.get(parent.parentId) : undefined;
  }
  return names.join(' / ');
}

/** Ids of the folders of a tree. */
export function idsIn(nodes: readonly SisenseFolder[]): string[] {
  return nodes.flatMap(({ oid, folders }) => [oid, ...idsIn(folders ?? [])]);
}

/** A folder and all folders below it. */
export function subtreeOf(id: string, folders: readonly SisenseFolder[]): SisenseFolder[] {
  const top = folders.filter(({ oid }) => oid === id);
  const below = folders.filter(({ parentId, oid }) => parentId === id && oid !== id);
  return [...top, ...below.flatMap(({ oid }) => subtreeOf(oid, folders))];
}

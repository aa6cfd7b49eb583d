import type { Column, Row } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { namesOf } from '../users/user-row.ts';
import { count } from '../words.ts';

export type SisenseDashboard = Awaited<ReturnType<Sisense['dashboards']['list']>>[number];

export const dashboardRow = z.looseObject({
  oid: z.string(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  parentFolder: z.string().nullable(),
  folder: z.string().nullable(),
  datasource: z.string().nullable(),
  shareCount: z.int(),
  created: z.string().nullable(),
  lastUpdated: z.string().nullable(),
  lastOpened: z.string().nullable(),
});

export const dashboardColumns: Column[] = [
  { key: 'title', title: 'Dashboard', kind: 'text' },
  { key: 'ownerName', title: 'Owner', kind: 'text' },
  { key: 'folder', title: 'Folder', kind: 'text' },
  { key: 'datasource', title: 'Data model', kind: 'text' },
  { key: 'shareCount', title: 'Shares', kind: 'number' },
  { key: 'lastUpdated', title: 'Changed', kind: 'date' },
  { key: 'lastOpened', title: 'Opened', kind: 'date' },
  { key: 'oid', title: 'Id', kind: 'id' },
];

/** Fields of a dashboard that a list needs; its layout and filters stay on the server. */
export const listFields = [
  'oid',
  'title',
  'owner',
  'parentFolder',
  'datasource',
  'shares',
  'created',
  'lastUpdated',
  'lastOpened',
];

export interface DashboardNames {
  owners: Map<string, string>;
  folders: Map<string, string>;
}

/** Names of owners and folders, read once for a whole list. */
export async function dashboardNames({
  sisense,
  signal,
}: {
  sisense: Sisense;
  signal: AbortSignal;
}): Promise<DashboardNames> {
  const [users, folders] = await Promise.all([sisense.users.listNames({ signal }), sisense.folders.list({ signal })]);
  return {
    owners: namesOf(users),
    folders: new Map(folders.map(({ oid, name }) => [oid, name])),
  };
}

/** A dashboard as it is shown in a list: names beside ids, the data model by its title. */
export function toDashboardRow(dashboard: SisenseDashboard, names: DashboardNames): Row {
  const { oid, owner, parentFolder, datasource, shares } = dashboard;
  return {
    oid,
    title: dashboard.title ?? null,
    owner: owner ?? null,
    ownerName: owner ? (names.owners.get(owner) ?? null) : null,
    parentFolder: parentFolder ?? null,
    folder: parentFolder ? (names.folders.get(parentFolder) ?? null) : null,
    datasource: datasource?.title ?? null,
    shareCount: (shares ?? []).filter(({ shareId }) => shareId !== owner).length,
    created: dashboard.created ?? null,
    lastUpdated: dashboard.lastUpdated ?? null,
    lastOpened: dashboard.lastOpened ?? null,
  };
}

/** What a reader must know of folders that are not named. */
export function hiddenFolderNotes(rows: readonly Row[]): string[] {
  const hidden = rows.filter(({ parentFolder, folder }) => parentFolder !== null && folder === null).length;
  if (hidden === 0) return [];
  const what = hidden === 1 ? '1 dashboard lies in a folder' : `${count(hidden, 'dashboard')} lie in folders`;
  return [`${what} that the connected user cannot see: without the folder’s name, but not outside of folders.`];
}

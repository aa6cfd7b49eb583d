import type { Row } from '@fes-assistant/protocol';
import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { hiddenFolders, readHiddenFolders } from '../folders/hidden-folders.ts';
import { roleWord } from '../roles/role-word.ts';
import { type ReadContext, readTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { count } from '../words.ts';

const kinds = ['dashboard', 'datamodel', 'user', 'group', 'folder', 'connection'] as const;

export const searchAssets = readTool({
  id: 'search.assets',
  title: 'Search by name',
  description: 'Finds dashboards, data models, users, groups, folders and connections whose name contains a text.',
  input: z.object({
    text: z.string().min(1),
    kinds: z.array(z.enum(kinds)).optional(),
  }),
  examples: [
    { ask: 'Find everything about sales', input: { text: 'sales' } },
    { ask: 'Is there a dashboard with "revenue" in its title?', input: { text: 'revenue', kinds: ['dashboard'] } },
    { ask: 'Find the user or group called marketing', input: { text: 'marketing', kinds: ['user', 'group'] } },
  ],
  tags: ['search'],
  row: z.looseObject({ kind: z.string(), name: z.string(), id: z.string(), about: z.string().nullable() }),
  columns: [
    { key: 'kind', title: 'Kind', kind: 'text' },
    { key: 'name', title: 'Name', kind: 'text' },
    { key: 'about', title: 'About', kind: 'text' },
    { key: 'id', title: 'Id', kind: 'id' },
  ],
  run: async ({ text, kinds: wanted }, context) => {
    const named = wanted !== undefined && wanted.length > 0;
    const asked = named ? [...new Set(wanted)] : kinds;
    const notes: string[] = [];
    const lists = asked.map(async (kind) => {
      try {
        return await listers[kind](context);
      } catch (error) {
        context.signal.throwIfAborted();
        if (named || !(error instanceof SisenseError) || error.code !== 'forbidden') throw error;
        notes.push(`Not searched: ${kind}s, which the connected user may not list.`);
        return [];
      }
    });
    const found = (await Promise.all(lists)).flat();
    if (asked.includes('folder')) notes.push(...(await unseenNotes({ asked, found }, context)));
    const word = text.trim().toLowerCase();
    const rows = found.filter(({ names }) => names.some((name) => name?.toLowerCase().includes(word)));
    return { rows: rows.map(({ row }) => row).toSorted((a, b) => nearness(a, word) - nearness(b, word)), notes };
  },
});

interface Found {
  names: Hit['names'];
  row: Row;
  /** Where a dashboard lies. */
  parentFolder?: string | null | undefined;
}

type Lister = (context: ReadContext) => Promise<Found[]>;

/** Folders that Sisense does not show to this user are known by the dashboards in them, and have no name to search. */
async function unseenNotes(
  { asked, found }: { asked: readonly string[]; found: Found[] },
  { sisense, signal }: ReadContext,
): Promise<string[]> {
  const of = (kind: string) => found.filter(({ row }) => row['kind'] === kind);
  const folders = of('folder').map(({ row }) => String(row['id']));
  const dashboards = of('dashboard').map(({ row, parentFolder }) => ({ oid: String(row['id']), parentFolder }));
  const unseen = asked.includes('dashboard')
    ? hiddenFolders(folders, dashboards)
    : await readHiddenFolders(folders, { sisense, signal });
  if (unseen.length === 0) return [];
  const them = `at least ${count(unseen.length, 'folder')}`;
  return [`Not searched: ${them} that the connected user cannot see (folder.get_folders says which).`];
}

const listers: Record<(typeof kinds)[number], Lister> = {
  dashboard: async ({ sisense, signal }) => {
    const list = await sisense.dashboards.list({ fields: ['oid', 'title', 'datasource', 'parentFolder'], signal });
    return list.map(({ oid, title, datasource, parentFolder }) => ({
      ...hit('dashboard', { id: oid, names: [title], about: datasource?.title ?? null }),
      parentFolder,
    }));
  },
  datamodel: async ({ sisense, signal }) => {
    const list = await sisense.datamodels.list({ signal });
    return list.map(({ oid, title, type }) =>
      hit('datamodel', { id: oid, names: [title], about: type?.toLowerCase() ?? null }),
    );
  },
  user: async ({ sisense, signal }) =>
    (await sisense.users.list({ signal })).map((user) => {
      const whole = `${user.firstName ?? ''} ${user.lastName ?? ''}`.trim();
      const about = [whole, user.role?.name ? roleWord(user.role.name) : ''].filter((part) => part !== '').join(', ');
      return hit('user', { id: user._id, names: [userLabel(user), user.userName, whole], about });
    }),
  group: async ({ sisense, signal }) =>
    (await sisense.groups.list({ signal })).map(({ _id, name }) =>
      hit('group', { id: _id, names: [name], about: null }),
    ),
  folder: async ({ sisense, signal }) =>
    (await sisense.folders.list({ signal })).map(({ oid, name }) =>
      hit('folder', { id: oid, names: [name], about: null }),
    ),
  connection: async ({ sisense, signal }) =>
    (await sisense.connections.list({ signal })).map(({ oid, name, provider }) =>
      hit('connection', { id: oid, names: [name], about: provider ?? null }),
    ),
};

interface Hit {
  id: string;
  names: (string | null | undefined)[];
  about: string | null;
}

function hit(kind: string, { id, names, about }: Hit): { names: Hit['names']; row: Row } {
  return { names, row: { kind, name: names[0] ?? id, id, about } };
}

/** Exact names first, then names that begin with the text. */
function nearness({ name }: Row, word: string): number {
  const text = String(name).toLowerCase();
  if (text === word) return 0;
  return text.startsWith(word) ? 1 : 2;
}

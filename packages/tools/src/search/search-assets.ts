import type { Row } from '@fes-assistant/protocol';
import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { roleWord } from '../roles/role-word.ts';
import { type ReadContext, readTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';

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
    const word = text.trim().toLowerCase();
    const rows = found.filter(({ names }) => names.some((name) => name?.toLowerCase().includes(word)));
    return { rows: rows.map(({ row }) => row).toSorted((a, b) => nearness(a, word) - nearness(b, word)), notes };
  },
});

type Lister = (context: ReadContext) => Promise<{ names: Hit['names']; row: Row }[]>;

const listers: Record<(typeof kinds)[number], Lister> = {
  dashboard: async ({ sisense, signal }) => {
    const list = await sisense.dashboards.list({ fields: ['oid', 'title', 'datasource'], signal });
    return list.map(({ oid, title, datasource }) =>
      hit('dashboard', { id: oid, names: [title], about: datasource?.title ?? null }),
    );
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

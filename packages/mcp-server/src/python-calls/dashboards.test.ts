import { describe, expect, it } from 'vitest';
import { type ReplayedChange, type ReplayedRead, sorted, startReplay, type There } from '../../test/replay.ts';

const replay = await startReplay();

interface Share {
  shareId: string;
  type: string;
  rule?: string;
}
interface Jaql {
  dim?: string;
  context?: Record<string, Jaql>;
}
interface Widget {
  oid: string;
  title: string;
  type: string;
  script?: string;
  metadata?: { panels?: { items: { jaql: Jaql }[] }[] };
}
interface Dashboard {
  oid: string;
  title: string;
  owner: string;
  script?: string;
  parentFolder: string | null;
  shares: Share[];
  lastPublish: string | null;
  filters: { jaql?: Jaql; levels?: Jaql[] }[];
  widgets: Widget[];
}
interface Named {
  _id: string;
  name: string;
  email: string;
}

const title = 'Online Revenue';
const all = '/api/v1/dashboards/admin?dashboardType=owner';
const called =
  (name: string) =>
  async ({ get }: There) =>
    (await get<Dashboard[]>(all)).filter((one) => one.title === name);
const one = async (there: There, name = title): Promise<Dashboard> => {
  const [found] = await called(name)(there);
  if (!found) throw new Error(`The demo has no dashboard ${name}.`);
  return found;
};
const exported = async (there: There, name = title): Promise<Dashboard> => {
  const { oid } = await one(there, name);
  const [file] = await there.get<Dashboard[]>(`/api/v1/dashboards/export?dashboardIds=${oid}&adminAccess=true`);
  if (!file) throw new Error('Nothing was exported.');
  return file;
};
const shares = async (there: There, name = title) => {
  const { oid } = await one(there, name);
  return (await there.get<{ sharesTo: Share[] }>(`/api/shares/dashboard/${oid}?adminAccess=true`)).sharesTo;
};
const partyNames = async ({ get }: There) =>
  new Map([
    ...(await get<Named[]>('/api/v1/users')).map(({ _id, email }) => [_id, email] as const),
    ...(await get<Named[]>('/api/v1/groups')).map(({ _id, name }) => [_id, name] as const),
  ]);
/** Ids differ from run to run of the world only by its seed, so calls look them up as a user of an id would. */
const idOf =
  (name = title) =>
  async (there: There) => ({ dashboard_id: (await one(there, name)).oid });

const reads: (Omit<ReplayedRead, 'args'> & { args?: object | ((there: There) => Promise<object>) })[] = [
  {
    id: 'dashboard.get_all_dashboards',
    told: ({ rows }) => sorted(rows.map(({ oid, title: name, owner }) => [oid, name, owner])),
    there: async ({ get }) =>
      sorted((await get<Dashboard[]>(all)).map(({ oid, title: name, owner }) => [oid, name, owner])),
  },
  {
    id: 'dashboard.get_dashboards',
    args: { fields: ['oid', 'title'] },
    told: ({ rows }) => sorted(rows),
    there: async ({ get }) =>
      sorted((await get<Dashboard[]>('/api/v1/dashboards')).map(({ oid, title: name }) => ({ oid, title: name }))),
  },
  {
    id: 'dashboard.get_dashboard_by_id',
    args: idOf(),
    told: ({ item }) => [item['oid'], item['title'], item['owner']],
    there: async (there) => {
      const { oid, owner } = await one(there);
      return [oid, title, owner];
    },
  },
  {
    id: 'dashboard.get_dashboard_by_name',
    args: { dashboard_name: 'Sales Overview' },
    told: ({ rows }) => sorted(rows.map(({ oid }) => oid)),
    there: async (there) => sorted((await called('Sales Overview')(there)).map(({ oid }) => oid)),
  },
  {
    id: 'dashboard.get_dashboard_by_name',
    args: { dashboard_name: '#1 "Top 10" 50% + more / ü' },
    told: ({ rows }) => rows.map(({ oid }) => oid),
    there: async (there) => [(await one(there, '#1 "Top 10" 50% + more / ü')).oid],
  },
  {
    id: 'dashboard.resolve_dashboard_reference',
    args: { dashboard_ref: title },
    told: ({ item: { success, status_code, dashboard_id, dashboard_title, error } }) => ({
      success,
      status_code,
      dashboard_id,
      dashboard_title,
      error,
    }),
    there: async (there) => ({
      success: true,
      status_code: 200,
      dashboard_id: (await one(there)).oid,
      dashboard_title: title,
      error: null,
    }),
  },
  {
    id: 'dashboard.resolve_dashboard_reference',
    args: { dashboard_ref: 'No such dashboard' },
    told: ({ item: { success, status_code, dashboard_id } }) => ({ success, status_code, dashboard_id }),
    there: () => ({ success: false, status_code: 404, dashboard_id: null }),
  },
  {
    id: 'dashboard.export_dashboard',
    args: idOf(),
    told: ({ item }) => [item['oid'], (item['widgets'] as unknown as Widget[]).map(({ oid }) => oid), item['script']],
    there: async (there) => {
      const { oid, widgets, script } = await exported(there);
      return [oid, widgets.map((widget) => widget.oid), script];
    },
  },
  {
    id: 'dashboard.get_dashboard_widgets',
    args: { dashboard_ref: title },
    told: ({ rows }) => rows.map(({ oid, title: name, type }) => [oid, name, type]),
    there: async (there) => (await exported(there)).widgets.map(({ oid, title: name, type }) => [oid, name, type]),
  },
  {
    id: 'dashboard.get_dashboard_columns',
    args: { dashboard_name: title },
    told: ({ rows }) => sorted([...new Set(rows.map(({ table, column }) => `[${table}.${column}]`))]),
    there: async (there) => {
      const { filters, widgets } = await exported(there);
      const items = widgets.flatMap(({ metadata }) =>
        (metadata?.panels ?? []).flatMap((panel) => panel.items.map(({ jaql }) => jaql)),
      );
      const dims = [...filters.flatMap(({ jaql, levels }) => levels ?? (jaql ? [jaql] : [])), ...items].flatMap(dimsOf);
      return sorted([...new Set(dims.map((dim) => dim.replace(' (Calendar)', '')))]);
    },
  },
  {
    id: 'dashboard.get_dashboard_script',
    args: idOf(),
    told: ({ item }) => [item['title'], String(item['script']) !== '', String(item['script'])],
    there: async (there) => [title, true, (await exported(there)).script?.replace(/^\/\*[\s\S]*?\*\/\s*/, '').trim()],
  },
  {
    id: 'dashboard.get_widget_script',
    args: async (there) => {
      const { oid, widgets } = await exported(there);
      return { dashboard_id: oid, widget_id: widgets[0]?.oid };
    },
    told: ({ item }) => [item['title'], item['type'], item['script']],
    there: async (there) => {
      const [widget] = (await exported(there)).widgets;
      return [widget?.title, widget?.type, widget?.script ?? ''];
    },
  },
  {
    id: 'dashboard.get_dashboard_share',
    args: { dashboard_name: title },
    told: ({ rows }) => sorted(rows.map(({ type, name }) => [type, name])),
    there: async (there) => {
      const names = await partyNames(there);
      return sorted((await shares(there)).map(({ type, shareId }) => [type, names.get(shareId)]));
    },
  },
  {
    id: 'dashboard.get_dashboard_shares_v1',
    args: async (there) => ({ ...(await idOf()(there)), admin_access: true }),
    told: ({ rows }) => sorted(rows.map(({ shareId, type, rule }) => [shareId, type, rule])),
    there: async (there) => {
      const { oid } = await one(there);
      const answer = await there.get<{ sharesTo: Share[] } | Share[]>(
        `/api/v1/dashboards/${oid}/shares?adminAccess=true`,
      );
      const list = Array.isArray(answer) ? answer : answer.sharesTo;
      return sorted(list.map(({ shareId, type, rule = 'owner' }) => [shareId, type, rule]));
    },
  },
  {
    id: 'dashboard.can_be_owned',
    args: idOf(),
    told: ({ item }) => item['canBeOwned'],
    there: async (there) =>
      (await there.get<{ canBeOwned: boolean }>(`/api/v1/dashboards/${(await one(there)).oid}/can_be_owned`))
        .canBeOwned,
  },
  {
    id: 'folder.get_folders',
    args: { structure: 'flat' },
    told: ({ rows }) => sorted(rows.map(({ oid, name }) => [oid, name])),
    there: async ({ get }) =>
      sorted(
        (await get<Folder[]>('/api/v1/folders?structure=flat')).filter(isReal).map(({ oid, name }) => [oid, name]),
      ),
  },
  {
    id: 'folder.get_folder_ancestors',
    args: { structure: 'flat' },
    told: ({ rows }) => sorted(rows.map(({ oid, name }) => [oid, name])),
    there: async ({ get }) =>
      sorted(
        (await get<Folder[]>('/api/v1/folders?structure=flat')).filter(isReal).map(({ oid, name }) => [oid, name]),
      ),
  },
  {
    id: 'folder.get_all_folders',
    told: ({ item }) => sorted(namesIn(item as unknown as Folder)),
    there: async ({ get }) => sorted((await get<Folder[]>('/api/v1/folders?structure=tree')).flatMap(namesIn)),
  },
  {
    id: 'folder.get_navver',
    told: ({ item }) => sorted(namesIn(item as unknown as Folder)),
    there: async ({ get }) => sorted(namesIn(await get<Folder>('/api/v1/navver'))),
  },
  {
    id: 'folder.get_folder_id',
    args: async (there) => ({ folder_id: (await folderCalled('Finance')(there))?.oid }),
    told: ({ item }) => [item['oid'], item['name'], item['owner']],
    there: async (there) => {
      const folder = await folderCalled('Finance')(there);
      return [folder?.oid, 'Finance', folder?.owner];
    },
  },
];

interface Folder {
  oid: string;
  name?: string;
  owner: string;
  parentId: string | null;
  folders?: Folder[];
}
const isReal = ({ name }: Folder) => name !== 'rootFolder';
const namesIn = ({ name, folders = [] }: Folder): string[] => [
  ...(name && name !== 'rootFolder' ? [name] : []),
  ...folders.flatMap(namesIn),
];
const folderCalled =
  (name: string) =>
  async ({ get }: There) =>
    (await get<Folder[]>('/api/v1/folders?structure=flat')).find((folder) => folder.name === name);

function dimsOf({ dim, context = {} }: Jaql): string[] {
  return [...(dim === undefined ? [] : [dim]), ...Object.values(context).flatMap(dimsOf)];
}

const owned = async (there: There, name = title) => (await one(there, name)).owner;
const script = "dashboard.on('initialized', () => console.log('ready'));";

const changes: ReplayedChange[] = [
  {
    id: 'dashboard.add_dashboard_shares',
    args: async (there) => ({
      ...(await idOf()(there)),
      shares: [
        { name: 'Finance', type: 'group', rule: 'EDIT' },
        { name: 'kenji.watanabe@meridian-outdoor.example', type: 'USER', rule: 'view' },
      ],
    }),
    there: async (there) => {
      const names = await partyNames(there);
      const given = (await shares(there)).map(({ shareId, rule }) => [names.get(shareId), rule]);
      return sorted(given.filter(([name]) => name === 'Finance' || name?.startsWith('kenji')));
    },
    becomes: [
      ['Finance', 'edit'],
      ['kenji.watanabe@meridian-outdoor.example', 'view'],
    ],
  },
  {
    id: 'dashboard.add_dashboard_script',
    args: async (there) => ({ ...(await idOf()(there)), script, executing_user: 'admin@meridian-outdoor.example' }),
    there: async (there) => [(await exported(there)).script, (await partyNames(there)).get(await owned(there))],
    becomes: [script, 'maya.chen@meridian-outdoor.example'],
  },
  {
    id: 'dashboard.add_dashboard_script',
    args: async (there) => ({ ...(await idOf('Usage by Department')(there)), script: { script } }),
    there: async (there) => (await exported(there, 'Usage by Department')).script,
    becomes: script,
  },
  {
    id: 'dashboard.add_widget_script',
    args: async (there) => {
      const { oid, widgets } = await exported(there, 'Usage by Department');
      return { dashboard_id: oid, widget_id: widgets[0]?.oid, script: `{"script": "widget.on('ready', () => {});"}` };
    },
    there: async (there) => (await exported(there, 'Usage by Department')).widgets[0]?.script,
    becomes: "widget.on('ready', () => {});",
  },
  {
    id: 'dashboard.publish_dashboard',
    args: async (there) => ({ ...(await idOf('Usage by Department')(there)), admin_access: true, force: true }),
    there: async (there) =>
      Date.now() - Date.parse((await exported(there, 'Usage by Department')).lastPublish ?? '') < 60_000,
    becomes: true,
  },
  {
    id: 'dashboard.move_dashboard_to_folder',
    args: async (there) => ({
      ...(await idOf('Order Map')(there)),
      folder_id: (await folderCalled('Marketing')(there))?.oid,
    }),
    there: async (there) =>
      (await one(there, 'Order Map')).parentFolder === (await folderCalled('Marketing')(there))?.oid,
    becomes: true,
  },
  {
    id: 'dashboard.rename_dashboard',
    args: async (there) => ({ ...(await idOf('Order Map')(there)), title: 'Map of orders' }),
    there: async (there) => [(await called('Order Map')(there)).length, (await called('Map of orders')(there)).length],
    becomes: [0, 1],
  },
  {
    id: 'folder.create_folder',
    args: async (there) => ({ name: 'Board 2027', parent_id: (await folderCalled('Finance')(there))?.oid }),
    there: async (there) =>
      (await folderCalled('Board 2027')(there))?.parentId === (await folderCalled('Finance')(there))?.oid,
    becomes: true,
  },
  {
    id: 'folder.update_folder',
    args: async (there) => ({
      folder_id: (await folderCalled('Board 2027')(there))?.oid,
      name: 'Board 2028',
      parent_id: (await folderCalled('Sales')(there))?.oid,
      owner: null,
    }),
    there: async (there) =>
      (await folderCalled('Board 2028')(there))?.parentId === (await folderCalled('Sales')(there))?.oid,
    becomes: true,
  },
  {
    id: 'folder.delete_folder',
    args: async (there) => ({ folder_id: (await folderCalled('Board 2028')(there))?.oid }),
    there: folderCalled('Board 2028'),
    becomes: undefined,
  },
];

describe('a read of dashboards and folders', () => {
  it.each(reads)('$id $args tells the same', async ({ id, args = {}, told, there }) => {
    const given = typeof args === 'function' ? await args(replay.there) : args;
    expect(told(await replay.read(id, { ...given }))).toEqual(await there(replay.there));
  });
});

describe('a change of dashboards and folders, once approved', () => {
  it.each(changes)('$id does the same', async ({ id, args, secrets, there, becomes }) => {
    const given = typeof args === 'function' ? await args(replay.there) : args;
    expect(await replay.change(id, given, secrets)).toBe('done');
    expect(await there(replay.there)).toEqual(becomes);
  });
});

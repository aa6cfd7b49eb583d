import { describe, expect, it } from 'vitest';
import { type ReplayedChange, type ReplayedRead, sorted, startReplay, type There } from '../../test/replay.ts';

const replay = await startReplay();

interface Plugin {
  name: string;
  folderName: string;
  isEnabled: boolean;
}
interface Notebook {
  id: string;
  uuid: string;
  displayName: string;
  notebookType: string;
  timeout?: number;
}
interface Saved {
  oid: string;
  title: string;
  datasource: { title: string };
}

const plugins = async ({ get }: There) =>
  (await get<{ plugins: Plugin[] }>('/api/v1/plugins?limit=500&skip=0')).plugins;
const enabled = async (there: There) =>
  sorted((await plugins(there)).filter(({ isEnabled }) => isEnabled).map(({ folderName }) => folderName));
const switched =
  (...folders: string[]) =>
  async (there: There) =>
    (await plugins(there)).filter(({ folderName }) => folders.includes(folderName)).map(({ isEnabled }) => isEnabled);
const actions = ({ get }: There) => get<{ type: string; body: string }[]>('/api/v1/blox/getCustomActions');
const notebooks = async ({ get }: There) => {
  const answer = await get<Notebook[] | { data: Notebook[] }>('/api/v1/notebooks');
  return Array.isArray(answer) ? answer : answer.data;
};
const notebookIds = async (there: There) => sorted((await notebooks(there)).map(({ id }) => id));
const files = async ({ get }: There, id: string) =>
  (
    await get<{ items: { name: string }[] }>(
      `/app/explore/api/resources/notebooks/custom_code_notebooks/notebooks/${id}/`,
    )
  ).items.map(({ name }) => name);
const measures = ({ get }: There, query = '') => get<Saved[]>(`/api/metadata/measures${query}`);
const dimensions = ({ get }: There, query = '') => get<Saved[]>(`/api/metadata/dimensions${query}`);
const byRegion = {
  datasource: { title: 'Sales', fullname: 'localhost/Sales' },
  metadata: [
    { jaql: { dim: '[Regions.Region]', title: 'Region' } },
    { jaql: { dim: '[Orders.Net]', agg: 'sum', title: 'Net' } },
  ],
};

const reads: ReplayedRead[] = [
  {
    id: 'plugins.get_all_plugins',
    told: ({ rows }) => sorted(rows.map(({ folderName, name, isEnabled }) => [folderName, name, isEnabled])),
    there: async (there) =>
      sorted((await plugins(there)).map(({ folderName, name, isEnabled }) => [folderName, name, isEnabled])),
  },
  {
    id: 'plugins.get_plugin',
    args: { plugin: 'plugin-BLOX' },
    told: ({ item }) => [item['folderName'], item['isEnabled']],
    there: async (there) =>
      (await plugins(there))
        .filter(({ folderName }) => folderName === 'BloX')
        .map(({ folderName, isEnabled }) => [folderName, isEnabled])[0],
  },
  {
    id: 'plugins.save_snapshot',
    told: ({ item }) => [item['plugins'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(item['created']))],
    there: async (there) => [await enabled(there), true],
  },
  {
    id: 'blox.get_blox_actions',
    told: ({ rows }) => sorted(rows.map(({ type, body }) => [type, body])),
    there: async (there) => sorted((await actions(there)).map(({ type, body }) => [type, body])),
  },
  { id: 'custom_code.get_notebooks', told: ({ rows }) => sorted(rows.map(({ id }) => id)), there: notebookIds },
  {
    id: 'custom_code.get_notebooks',
    args: { notebook_type: 'CustomCodeTransformation', params: {} },
    told: ({ rows }) => sorted(rows.map(({ id }) => id)),
    there: async (there) =>
      sorted(
        (await notebooks(there))
          .filter(({ notebookType }) => notebookType === 'CustomCodeTransformation')
          .map(({ id }) => id),
      ),
  },
  {
    id: 'custom_code.export_notebook',
    args: { notebook_id: 'clean_orders' },
    told: ({ item }) => item,
    there: async (there) => {
      const found = (await notebooks(there)).find(({ id }) => id === 'clean_orders');
      return there.get(`/api/v1/notebooks/${found?.uuid}/export`);
    },
  },
  {
    id: 'custom_code.list_notebook_folder_contents',
    args: { folder_id: 'clean_orders' },
    told: ({ rows }) => sorted(rows.map(({ name }) => String(name))),
    there: async (there) => sorted(await files(there, 'clean_orders')),
  },
  {
    id: 'metadata.get_datasource_measures',
    told: ({ rows }) => sorted(rows.map(({ oid, title }) => [oid, title])),
    there: async (there) => sorted((await measures(there)).map(({ oid, title }) => [oid, title])),
  },
  {
    id: 'metadata.get_datasource_measures',
    args: { datasource: 'Sales', ds_full_name: 'localhost/Sales' },
    told: ({ rows }) => rows.map(({ oid, datasource }) => [oid, datasource]),
    there: async (there) =>
      (await measures(there, '?datasource=Sales&dsFullName=localhost%2FSales')).map(({ oid, datasource }) => [
        oid,
        datasource.title,
      ]),
  },
  {
    id: 'metadata.get_datasource_dimensions',
    args: { datasource: 'ecommerce_db' },
    told: ({ rows }) => rows.map(({ oid, title }) => [oid, title]),
    there: async (there) => (await dimensions(there, '?datasource=ecommerce_db')).map(({ oid, title }) => [oid, title]),
  },
  {
    id: 'metadata.get_datasources',
    told: ({ rows }) => sorted(rows.map(({ title, fullname, live }) => [title, fullname, live])),
    there: async ({ get }) =>
      sorted(
        (await get<{ title: string; fullname: string; live: boolean }[]>('/api/datasources')).map(
          ({ title, fullname, live }) => [title, fullname, live],
        ),
      ),
  },
  {
    id: 'queries.elasticube_run_jaql_query',
    args: { datasource_name: 'Sales', jaql_payload: byRegion },
    told: ({ rows }) => rows.map(({ Region, Net }) => [Region, Net]),
    there: async ({ post }) =>
      (await post<{ values: { data: unknown }[][] }>('/api/datasources/Sales/jaql', byRegion)).values.map((row) =>
        row.map(({ data }) => data),
      ),
  },
  {
    id: 'queries.elasticubes_run_jaql_csv',
    args: { datasource_name: 'Sales', jaql_payload: byRegion },
    told: ({ item }) => String(item).trim().split(/\r?\n/).length,
    there: async ({ post }) =>
      (await post<{ values: unknown[][] }>('/api/datasources/Sales/jaql', byRegion)).values.length + 1,
  },
  {
    id: 'encryption.encrypt',
    args: { payload: { value: 'hello' } },
    told: ({ item }) => item['value'],
    there: async ({ post }) => (await post<{ value: string }>('/api/v1/encryption/encrypt', { value: 'hello' })).value,
  },
];

const definition = {
  id: 'tidy_returns',
  displayName: 'Tidy returns',
  notebookType: 'CustomCodeTransformation',
  language: 'Python',
  timeout: 300_000,
};
const formula = {
  title: 'Total cost',
  type: 'measure',
  datasource: { title: 'Sales', fullname: 'localhost/Sales' },
  formula: 'sum([c])',
  context: { '[c]': { dim: '[Orders.Cost]' } },
};

const changes: ReplayedChange[] = [
  { id: 'plugins.enable_plugin', args: { plugin: 'report print' }, there: switched('ReportPrint'), becomes: [true] },
  { id: 'plugins.disable_plugin', args: { plugin: 'ReportPrint' }, there: switched('ReportPrint'), becomes: [false] },
  {
    id: 'plugins.enable_plugins',
    args: { plugins: ['ReportPrint', 'Column Grouping', 'columngrouping'], bulk: true },
    there: switched('ReportPrint', 'ColumnGrouping'),
    becomes: [true, true],
  },
  {
    id: 'plugins.disable_plugins',
    args: { plugins: 'ReportPrint', bulk: false },
    there: switched('ReportPrint'),
    becomes: [false],
  },
  {
    id: 'plugins.restore_snapshot',
    args: { snapshot: { created: '2025-02-03T04:05:06Z', plugins: ['BloX', 'WidgetsTabber'] } },
    there: enabled,
    becomes: ['BloX', 'WidgetsTabber'],
  },
  {
    id: 'blox.save_blox_action',
    args: { action: { type: 'LogClick', body: 'console.log(payload);', snippet: { title: 'Log' } } },
    there: async (there) => (await actions(there)).find(({ type }) => type === 'LogClick')?.body,
    becomes: 'console.log(payload);',
  },
  {
    id: 'blox.delete_blox_action',
    args: { action_type: 'LogClick' },
    there: async (there) => (await actions(there)).some(({ type }) => type === 'LogClick'),
    becomes: false,
  },
  {
    id: 'custom_code.create_notebook',
    args: { notebook_data: definition, use_internal_header: true },
    there: async (there) => (await notebookIds(there)).includes('tidy_returns'),
    becomes: true,
  },
  {
    id: 'custom_code.update_notebook',
    args: async (there) => ({
      notebook_id: (await notebooks(there)).find(({ id }) => id === 'tidy_returns')?.uuid,
      notebook_data: { timeout: 600_000 },
      use_internal_header: true,
    }),
    there: async (there) => (await notebooks(there)).find(({ id }) => id === 'tidy_returns')?.timeout,
    becomes: 600_000,
  },
  {
    id: 'custom_code.rename_notebook_file',
    args: {
      resource_path: '/notebooks/custom_code_notebooks/notebooks/clean_orders/clean_orders.ipynb',
      payload: { name: 'main.ipynb' },
    },
    there: (there) => files(there, 'clean_orders'),
    becomes: ['main.ipynb'],
  },
  {
    id: 'custom_code.rename_notebook_folder',
    args: { old_id: 'tidy_returns', payload: { newName: 'neat_returns' } },
    there: async (there) => (await notebookIds(there)).filter((id) => id.endsWith('_returns')),
    becomes: ['neat_returns'],
  },
  {
    id: 'custom_code.delete_notebook',
    args: { notebook_id: 'neat_returns' },
    there: async (there) => (await notebookIds(there)).includes('neat_returns'),
    becomes: false,
  },
  {
    id: 'metadata.add_datasource_measure',
    args: { measure: formula },
    there: async (there) => (await measures(there)).filter(({ title }) => title === 'Total cost').length,
    becomes: 1,
  },
  {
    id: 'metadata.post_metadata_query',
    args: {
      query_payload: {
        title: 'Germany only',
        type: 'dimension',
        datasource: { title: 'ecommerce_db' },
        dim: '[customers.country]',
        filter: { members: ['Germany'] },
      },
    },
    there: async (there) => (await dimensions(there)).filter(({ title }) => title === 'Germany only').length,
    becomes: 1,
  },
];

describe('a read of the smaller modules', () => {
  it.each(reads)('$id $args tells the same', async ({ id, args, told, there }) => {
    expect(told(await replay.read(id, args))).toEqual(await there(replay.there));
  });
});

describe('a change of the smaller modules, once approved', () => {
  it.each(changes)('$id $args does the same', async ({ id, args, there, becomes }) => {
    const given = typeof args === 'function' ? await args(replay.there) : args;
    expect(await replay.change(id, given)).toBe('done');
    expect(await there(replay.there)).toEqual(becomes);
  });
});

it('encryption.encrypt without a text asks the person who approves for it', async () => {
  const { isError, text, data } = await replay.call('encryption.encrypt', {});
  expect([isError, (data as { state?: string }).state]).toEqual([false, 'proposed']);
  expect(text).toContain('Text to encrypt');
  expect(await replay.change('encryption.encrypt', { payload: {} }, { value: 'canary' })).toBe('done');
});

it('encryption.decrypt shows its answer to the person who approves, and to nobody else', async () => {
  const { value } = await replay.there.post<{ value: string }>('/api/v1/encryption/encrypt', { value: 'canary' });
  const { isError, text, data } = await replay.call('encryption.decrypt', { payload: { value } });
  expect([isError, (data as { state?: string }).state]).toEqual([false, 'proposed']);
  expect(text).not.toContain('canary');
  expect(await replay.change('encryption.decrypt', { payload: { value } })).toBe('done');
});

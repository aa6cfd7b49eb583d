import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { type ForeignClient, foreignClient } from '../../test/speak-as.ts';

/** The requests of the Python implementation for folders, actions, notebooks, secrets, formulas, plugins and queries. */
let open: OpenDeployment;
let client: ForeignClient;
beforeEach(async () => {
  open = await openDeployment();
  client = foreignClient(open);
});
afterEach(() => open[Symbol.asyncDispose]());

describe('folders', () => {
  it('create_folder, get_folder_id, update_folder and delete_folder: 201, 200, 200, 204', async () => {
    const made = await client.post('/api/v1/folders', { name: 'Board' });
    expect(made).toMatchObject({ status: 201, json: { name: 'Board', parentId: null, type: 'folder' } });
    const { oid } = row(made.json);
    const below = await client.post('/api/v1/folders', { name: 'Q1', parentId: oid });
    expect(below).toMatchObject({ status: 201, json: { parentId: oid } });
    expect(await client.get(`/api/v1/folders/${oid}`)).toMatchObject({ status: 200, json: { oid, name: 'Board' } });
    expect(await client.patch(`/api/v1/folders/${oid}`, { name: 'Board 2026' })).toMatchObject({
      status: 200,
      json: { oid, name: 'Board 2026' },
    });
    expect((await client.patch(`/api/v1/folders/${oid}`, {})).status).toBe(200);
    expect(await client.delete(`/api/v1/folders/${oid}`)).toMatchObject({ status: 204, text: '' });
    expect((await client.get(`/api/v1/folders/${row(below.json).oid}`)).status).toBe(404);
  });

  it('get_folders: flat, with the root folder at its head', async () => {
    const flat = rows((await client.get('/api/v1/folders?structure=flat')).json);
    expect(flat[0]).toMatchObject({ name: 'rootFolder', parentId: null });
    expect(flat.length).toBeGreaterThan(10);
    const named = rows((await client.get('/api/v1/folders?name=Finance')).json).map(({ name }) => name);
    expect(named).toEqual(['rootFolder', 'Finance']);
  });

  it('get_all_folders, get_folder_ancestors and get_navver: a tree as a list, and one with dashboards', async () => {
    expect(rows((await client.get('/api/v1/folders?structure=tree')).json)[0]).toHaveProperty('dashboards');
    expect((await client.get('/api/v1/navver')).json).toMatchObject({ folders: expect.any(Array) });
  });
});

describe('BloX actions', () => {
  it('are listed, saved and deleted, with answers that have no body', async () => {
    const action = {
      type: 'ExportPdf',
      body: 'console.log(payload);',
      snippet: { type: 'ExportPdf', title: 'Export' },
    };
    expect(await client.post('/api/v1/blox/saveCustomAction', action)).toMatchObject({ status: 200, text: '' });
    expect(rows((await client.get('/api/v1/blox/getCustomActions')).json)).toContainEqual(action);
    expect(await client.post('/api/v1/blox/deleteCustomAction', { type: 'ExportPdf' })).toMatchObject({
      status: 200,
      text: '',
    });
    expect(rows((await client.get('/api/v1/blox/getCustomActions')).json)).toHaveLength(3);
    open.deployment.options.os = 'windows';
    expect(rows((await client.get('/api/v1/getCustomActions/actions')).json)).toHaveLength(3);
    expect((await client.get('/api/v1/blox/getCustomActions')).status).toBe(404);
  });
});

describe('notebooks', () => {
  const folder = '/api/resources/notebooks/custom_code_notebooks/notebooks';
  const internal = { internal: 'true' };

  it('get_notebooks and export_notebook', async () => {
    const list = rows((await client.get('/api/v1/notebooks?notebookType=CustomCodeTransformation')).json);
    expect(list.map(({ id }) => id)).toEqual(['clean_orders', 'forecast_demand']);
    expect((await client.get('/api/v1/notebooks/clean_orders/export')).json).toMatchObject({ id: 'clean_orders' });
  });

  it('create_notebook, update_notebook and delete_notebook: the first two with the header of the pages', async () => {
    const notebook = { id: 'margins', displayName: 'Margins', language: 'Python', mode: 'Full' };
    expect((await client.post('/api/v1/notebooks', notebook)).status).toBe(403);
    expect((await client.post('/api/v1/notebooks', notebook, internal)).status).toBe(201);
    expect(await client.post('/api/v1/notebooks', notebook, internal)).toMatchObject({
      status: 400,
      json: { error: { message: 'notebook id already exists' } },
    });
    const path = '/api/v1/notebooks/margins';
    expect((await client.patch(path, { displayName: 'Net margins' }, internal)).json).toMatchObject({
      displayName: 'Net margins',
    });
    expect((await client.patch(path, { notebookCode: [] }, internal)).status).toBe(401);
    expect((await client.delete(path)).status).toBe(204);
    open.deployment.options.notebooksAreInternal = false;
    expect((await client.post('/api/v1/notebooks', notebook)).status).toBe(201);
  });

  it('list_notebook_folder_contents, rename_notebook_file and rename_notebook_folder', async () => {
    const list = await client.get(`${folder}/clean_orders/`);
    expect(list.json).toMatchObject({ items: [{ name: 'clean_orders.ipynb' }] });
    const file = `${folder}/clean_orders/clean_orders.ipynb`;
    expect((await client.patch(file, { name: 'tidy.ipynb' })).status).toBe(200);
    expect((await client.patch(`${folder}/clean_orders/`, { name: 'tidy' })).status).toBe(200);
    expect((await client.get(`${folder}/tidy/`)).json).toMatchObject({ items: [{ name: 'tidy.ipynb' }] });
  });
});

describe('secrets and formulas', () => {
  it('encrypt and decrypt: a value there and back, with a body or in the query', async () => {
    const { json } = await client.post('/api/v1/encryption/encrypt', { value: 's3cret' });
    expect(JSON.stringify(json)).not.toContain('s3cret');
    expect((await client.post('/api/v1/encryption/decrypt', json)).json).toEqual({ value: 's3cret' });
    const { text, type } = await client.get('/api/v1/encryption/encrypt?value=s3cret');
    expect(type).toContain('text/plain');
    expect((await client.get(`/api/v1/encryption/decrypt?value=${encodeURIComponent(text)}`)).text).toBe('s3cret');
  });

  it('get_datasource_measures, get_datasource_dimensions and get_datasources', async () => {
    const measures = rows(
      (await client.get('/api/metadata/measures?datasource=Sales&dsFullName=localhost%2FSales')).json,
    );
    expect(measures).toMatchObject([
      { title: 'Gross margin %', formula: expect.any(String), datasource: { title: 'Sales' } },
    ]);
    expect(
      rows((await client.get('/api/metadata/dimensions?datasource=ecommerce_db&server=LocalHost')).json),
    ).toHaveLength(1);
    expect(rows((await client.get('/api/datasources')).json)[0]).toMatchObject({
      title: expect.any(String),
      live: false,
    });
  });

  it('add_datasource_measure and post_metadata_query: with a slash at the end and without, the same', async () => {
    const measure = { title: 'Net', formula: 'sum([n])', context: {}, datasource: { title: 'Sales' } };
    for (const path of ['/api/metadata/', '/api/metadata']) {
      expect(await client.post(path, measure)).toMatchObject({ status: 201, json: { ...measure, type: 'measure' } });
    }
    expect(rows((await client.get('/api/metadata/measures?datasource=Sales')).json)).toHaveLength(3);
  });
});

describe('plugins', () => {
  const page = async (skip: number) => row((await client.get(`/api/v1/plugins?limit=20&skip=${skip}`)).json);

  it('get_all_plugins, get_plugin and save_snapshot: pages of twenty up to their count', async () => {
    const [first, second] = [await page(0), await page(20)];
    const all = [...rows(first.plugins), ...rows(second.plugins)];
    expect([rows(first.plugins).length, all.length, first.count]).toEqual([20, 23, 23]);
    for (const plugin of all)
      expect(plugin).toMatchObject({ folderName: expect.any(String), isEnabled: expect.any(Boolean) });
  });

  it('enable_plugin, disable_plugins and restore_snapshot: a list of changes in one PATCH', async () => {
    const changes = [
      { folderName: 'ColumnGrouping', isEnabled: true },
      { folderName: 'BloX', isEnabled: false },
    ];
    const { status, json } = await client.patch('/api/v1/plugins', changes);
    expect({ status, json }).toMatchObject({ status: 200, json: changes });
    expect((await client.patch('/api/v1/plugins', [{ folderName: 'Nothing', isEnabled: true }])).status).toBe(404);
  });
});

describe('queries', () => {
  const dims = [{ jaql: { dim: '[orders.status]', title: 'Status' } }];
  const payload = { datasource: { fullname: 'localhost/ecommerce_db' }, metadata: dims, count: 3 };

  it('elasticube_run_jaql_query: cells as objects; a failure comes with 200 and says so', async () => {
    const { json } = await client.post('/api/datasources/ecommerce_db/jaql', payload);
    expect(json).toMatchObject({ headers: ['Status'], values: expect.any(Array) });
    const failed = await client.post('/api/datasources/Nothing/jaql', { ...payload, datasource: 'Nothing' });
    expect(failed).toMatchObject({ status: 200, json: { error: true, details: expect.any(String) } });
  });

  it('elasticubes_run_jaql_csv: as JSON and as a form', async () => {
    const path = '/api/datasources/ecommerce_db/jaql/csv';
    const asJson = await client.post(path, payload);
    const form = `data=${encodeURIComponent(encodeURIComponent(JSON.stringify(payload)))}`;
    const asForm = await client.post(path, form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(asJson.text.split('\n')[0]?.trim()).toBe('Status');
    expect(asForm.text).toBe(asJson.text);
  });
});

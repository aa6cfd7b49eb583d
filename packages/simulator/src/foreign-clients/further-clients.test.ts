import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { type ForeignClient, foreignClient } from '../../test/speak-as.ts';

/** What the clients in Python, JavaScript, PowerShell and Ruby of the table in README.md send, where others do not. */
let open: OpenDeployment;
let client: ForeignClient;
beforeEach(async () => {
  open = await openDeployment();
  client = foreignClient(open, {});
});
afterEach(() => open[Symbol.asyncDispose]());

const list = async (path: string) => rows((await client.get(path)).json);
const one = async (path: string) => row((await client.get(path)).json);
const sales = () => one('/api/v2/datamodels/schema?title=Sales');

describe('people', () => {
  it('need nothing but an address: it is their name, and they are viewers', async () => {
    const body = { firstName: 'Sisense', lastName: 'User', email: 'sisense.user@example.com' };
    const made = await client.post('/api/v1/users', body);
    const roleId = (await list('/api/roles')).find(({ name }) => name === 'consumer')?._id;
    expect(made).toMatchObject({ status: 201, json: { ...body, userName: body.email, roleId } });
  });

  it('are in groups that v0.9 knows by their names, too', async () => {
    const [group] = await list('/api/v1/groups?name=Store%20Managers');
    expect(group).toBeDefined();
    expect(await one('/api/groups/Store%20Managers')).toMatchObject({ _id: group?._id });
    const ids = (path: string) => list(path).then((users) => users.map(({ _id }) => _id));
    expect(await ids('/api/groups/Store%20Managers/users')).toEqual(await ids(`/api/groups/${group?._id}/users`));
    expect((await client.get('/api/groups/Nobody')).status).toBe(404);
    expect((await client.get('/api/v1/groups/Store%20Managers')).status).toBeGreaterThanOrEqual(400);
  });

  it('have roles that are read with what they may do; a branch of it with a slash before it, too', async () => {
    const [role] = (await list('/api/roles')).filter(({ name }) => name === 'contributor');
    expect(role).not.toHaveProperty('manifest');
    expect(await one(`/api/roles/${role?._id}`)).toMatchObject({ manifest: { dashboards: { create: true } } });
    expect(await one(`/api/roles/${role?._id}/manifest/%2Fdashboards`)).toMatchObject({ create: true });
    const changed = await client.post(`/api/roles/${role?._id}/manifest/%2Fwidgets`, { edit_script: false });
    expect(changed.json).toMatchObject({ name: 'contributor', manifest: { widgets: { edit_script: false } } });
    expect(await one('/api/roles/contributor/manifest/widgets')).toMatchObject({ edit_script: false });
    expect(await one('/api/roles/dataDesigner/manifest/widgets')).toMatchObject({ edit_script: true });
  });
});

describe('folders', () => {
  it('come in pages that each begin with the root folder', async () => {
    const pages = [];
    for (const skip of [0, 5, 10, 15]) pages.push(await list(`/api/v1/folders?structure=flat&skip=${skip}&limit=5`));
    expect(pages.map((page) => page[0]?.name)).toEqual(Array.from({ length: 4 }, () => 'rootFolder'));
    expect(pages.slice(0, 3).map(({ length }) => length)).toEqual([6, 6, 6]);
    const oids = new Set(pages.flat().map(({ oid }) => oid));
    expect(oids.size).toBe((await list('/api/v1/folders')).length);
  });

  it('are all found by the id they were listed with, the root folder too', async () => {
    for (const { oid, name } of await list('/api/v1/folders'))
      expect(await one(`/api/v1/folders/${oid}`)).toMatchObject({ oid, name });
    const [root] = await list('/api/v1/folders');
    expect(await one(`/api/v1/folders/${root?.oid}/subtree`)).toMatchObject({ folders: expect.any(Array) });
  });

  it('come with the fields of their dashboards that stand in brackets', async () => {
    const [dashboard] = (await list('/api/v1/dashboards')).filter(({ parentFolder }) => parentFolder !== null);
    const { dashboards } = await one(`/api/v1/folders/${dashboard?.parentFolder}?expand=dashboards(oid)`);
    expect(rows(dashboards).map(({ oid }) => oid)).toContain(dashboard?.oid);
  });
});

describe('dashboards that are shared', () => {
  it('are listed by their id alone where servers do so, and read one by one', async () => {
    open.deployment.options.sharedDashboardsListed = 'id-only';
    const as = 'maya.chen';
    const all = rows(await open.read('/api/v1/dashboards', { as }));
    const [shared] = all.filter(({ _id }) => _id === undefined);
    expect(Object.keys(shared ?? {}).toSorted()).toEqual(['lastPublish', 'oid']);
    expect(await open.read(`/api/v1/dashboards/${shared?.oid}`, { as })).toMatchObject({ title: expect.any(String) });
  });
});

describe('shares', () => {
  it('come with people, and with those in a group, of each the fields in brackets', async () => {
    const [dashboard] = await list('/api/v1/dashboards');
    const [group] = await list('/api/v1/groups?name=Analysts');
    const sharesTo = [{ shareId: group?._id, type: 'group', subscribe: false }];
    await client.post(`/api/shares/dashboard/${dashboard?.oid}?adminAccess=true`, { sharesTo });
    const path = `/api/v1/dashboards/${dashboard?.oid}/shares?adminAccess=true`;
    const shares = await list(`${path}&expand=user(fields:userName),group.users(fields:userName)`);
    expect(shares[0]?.user).toEqual({ _id: dashboard?.owner, userName: expect.any(String) });
    const members = rows(row(shares[1]?.group).users);
    expect(members).toHaveLength(8);
    expect(Object.keys(members[0] ?? {}).toSorted()).toEqual(['_id', 'userName']);
    const plain = await list(`${path}&expand=group,user`);
    expect(plain[1]).toMatchObject({ group: { name: 'Analysts' } });
    expect(plain[0]?.user).toMatchObject({ email: expect.any(String) });
    expect(plain[1]?.group).not.toHaveProperty('users');
    expect((await client.get(`${path}&expand=owner`)).json).toMatchObject({ error: { code: 202 } });
  });
});

describe('widgets', () => {
  it('are read in v0.9, and what their panels ask for can be queried as it stands', async () => {
    const [dashboard] = await list('/api/v1/dashboards');
    const [listed] = await list(`/api/dashboards/${dashboard?.oid}/widgets`);
    const widget = await one(`/api/dashboards/${dashboard?.oid}/widgets/${listed?.oid}`);
    expect(widget.oid).toBe(listed?.oid);
    const items = rows(row(widget.metadata).panels).flatMap((panel) => rows(panel.items));
    const metadata = items.flatMap((item) => (item.disabled === true ? [] : [{ jaql: item.jaql }]));
    const path = `/api/datasources/${encodeURIComponent(String(row(dashboard?.datasource).title))}/jaql`;
    const answer = await client.post(path, JSON.stringify({ metadata }), { 'content-type': 'application/json' });
    expect(answer).toMatchObject({ status: 200, json: { headers: expect.any(Array), values: expect.any(Array) } });
  });

  it('are printed on paper', async () => {
    const [dashboard] = await list('/api/v1/dashboards');
    const [widget] = await list(`/api/v1/dashboards/${dashboard?.oid}/widgets`);
    const path = `/api/v1/export/dashboards/${dashboard?.oid}/widgets/${widget?.oid}/pdf`;
    const params = {
      paperFormat: 'A4',
      paperOrientation: 'portrait',
      showTitle: false,
      title: 'Title',
      rowCount: 8000,
    };
    const printed = await client.post(path, { params });
    expect(printed).toMatchObject({ status: 200, type: 'application/pdf', text: expect.stringMatching(/^%PDF/) });
    expect((await client.post(path, { params: { paperFormat: 'B7' } })).status).toBe(422);
  });
});

describe('models', () => {
  it('are started and stopped by a command line that lists them in a table', async () => {
    const execute = async (command: string) => {
      return (await client.post('/api/v2/cli/execute', command, { 'content-type': 'text/plain' })).text.trim();
    };
    const statusOfSales = async () => {
      const lines = (await execute('elasticubes list')).split('\n');
      const cells = (line = '') => line.split('|').slice(1, -1);
      const heads = cells(lines[1]).map((head) => head.trim().toLowerCase().replaceAll(' ', '_'));
      const found = lines.slice(3, -1).map((line) => cells(line).map((cell) => cell.trim()));
      const at = (name: string) => heads.indexOf(name);
      return found.find((line) => line[at('name')] === 'Sales')?.[at('runtime_status')];
    };
    expect(await statusOfSales()).toBe('RUNNING');
    await execute('elasticubes stop -name "Sales"');
    expect(await statusOfSales()).toBe('STOPPED');
    const known = await list('/api/elasticubes/servers/localhost/status');
    expect(known.find(({ title }) => title === 'Sales')).toMatchObject({ status: 1 });
    await execute('elasticubes start -name "Sales"');
    expect(await statusOfSales()).toBe('RUNNING');
    const unknown = { 'content-type': 'text/plain' };
    expect((await client.post('/api/v2/cli/execute', 'elasticubes stop -name "No"', unknown)).status).toBe(404);
    expect((await client.post('/api/v2/cli/execute', 'backup', unknown)).status).toBe(400);
  });

  it('tell when they were built last, on Windows as a number of milliseconds', async () => {
    const path = '/api/elasticubes/servers/localhost/Sales/lastBuildTime';
    const built = (await sales()).lastBuildTime;
    expect((await client.get(path)).json).toBe(built);
    const [withMetadata] = (await list('/api/v1/elasticubes/getElasticubesWithMetadata')).filter(
      ({ title }) => title === 'Sales',
    );
    expect(withMetadata).toMatchObject({ lastBuildTime: built, lastSuccessfulBuildTime: built });
    open.deployment.options.os = 'windows';
    const digits = String((await client.get(path)).json).replaceAll(/\D/g, '');
    expect(new Date(Number(digits)).toISOString()).toBe(built);
  });

  it('have datasets that v1 lists by themselves, with their tables', async () => {
    const { oid, datasets } = await sales();
    const own = (await list('/api/v1/datasets')).filter(({ elasticube }) => elasticube === oid);
    expect(own.map((dataset) => dataset.oid)).toEqual(rows(datasets).map((dataset) => dataset.oid));
    const [first] = own;
    const known = { oid: first?.oid, connection: expect.any(String) };
    expect(await one(`/api/v1/datasets/${first?.oid}`)).toMatchObject(known);
    expect(await one(`/api/v1/datasets/${first?._id}`)).toMatchObject(known);
    const named = `/api/v1/datasets/by_fullname/${encodeURIComponent(String(first?.fullname))}`;
    expect(await one(named)).toMatchObject({ fullname: first?.fullname });
    const [table] = await list(`/api/v1/datasets/${first?.oid}/tables`);
    expect(table).toMatchObject({ dataset: first?.oid, columns: expect.any(Array) });
    expect((await client.get('/api/v1/datasets/nothing')).status).toBe(404);
    expect((await open.call('GET', '/api/v1/datasets', { as: 'priya.nair' })).status).toBe(403);
  });

  it('keep ways to drill down, which go into their files and go away with them', async () => {
    const geo = (column: string, index: number) => ({
      title: column,
      table: 'Regions',
      column,
      datatype: 'text',
      index,
    });
    const hierarchy = { title: 'Geography', levels: [geo('Region', 0), geo('Country', 1)], alwaysIncluded: true };
    const base = '/api/elasticubes/localhost/Sales/hierarchies';
    const made = row((await client.post(base, hierarchy)).json);
    const known = () => list('/api/elasticubes/hierarchies?elasticube=Sales&server=localhost');
    expect(await known()).toMatchObject([{ _id: made._id, ...hierarchy }]);
    const { oid } = await sales();
    const file = `/api/v2/datamodel-exports/schema?datamodelId=${oid}&type=schema-latest`;
    const { dependencies } = await one(`${file}&dependenciesIdsToInclude=drillHierarchies`);
    expect(row(dependencies).drillHierarchies).toMatchObject([{ title: 'Geography' }]);
    expect((await client.delete(`${base}/${made._id}`)).status).toBe(200);
    expect(await known()).toEqual([]);
    expect((await client.delete(`${base}/${made._id}`)).status).toBe(404);
    expect((await client.post(base, { title: 'No levels' })).status).toBe(422);
    await client.post(base, hierarchy);
    await client.delete(`/api/v2/datamodels/${oid}`);
    expect(await list('/api/elasticubes/hierarchies')).toEqual([]);
    expect((await client.post(base, hierarchy)).status).toBe(404);
  });

  it('have rules that are taken away by their id, the default one last', async () => {
    const base = '/api/elasticubes/localhost/Sales/datasecurity';
    const [user] = await list('/api/v1/users?userName=priya.nair');
    const rule = { table: 'Orders', column: 'Net', datatype: 'numeric', members: ['1'], allMembers: null };
    await client.post(base, [{ ...rule, shares: [{ type: 'default' }] }]);
    await client.post(base, [{ ...rule, shares: [{ party: user?._id, type: 'user' }] }]);
    const [byDefault, own] = await list(`${base}/Orders/Net`);
    const path = (of: typeof own) => `/api/elasticubes/datasecurity/${of?._id}`;
    expect(await client.delete(path(byDefault))).toMatchObject({ status: 400, json: { error: { code: 30006 } } });
    expect((await client.delete(path(own))).status).toBe(200);
    expect((await client.delete(path(byDefault))).status).toBe(200);
    expect(await list(`${base}/Orders/Net`)).toEqual([]);
  });

  it('tell what their builds said', async () => {
    const { oid } = await sales();
    const query =
      'query ($elasticubeOid: UUID!, $fromSequenceNumber: Int) { getRecentBuildLogs(elasticubeOid: $elasticubeOid, fromSequenceNumber: $fromSequenceNumber) { ...logs __typename } } fragment logs on BuildLogEntry { timestamp verbosity type message serverName cubeId buildSeq typeValue { title ... on BuildLogGeneralFailureTypeValue { message __typename } } __typename }';
    const body = { query, variables: { elasticubeOid: oid, fromSequenceNumber: 1 }, operationName: null };
    const { data } = row((await client.post('/api/v2/ecm', body)).json);
    expect(rows(row(data).getRecentBuildLogs)[0]).toMatchObject({
      message: expect.any(String),
      cubeId: 'Sales',
      buildSeq: 1,
      __typename: 'BuildLogEntry',
    });
  });
});

describe('a model made from a file', () => {
  const upload = async (name: string, text: string) => {
    const size = Buffer.byteLength(text);
    const { token } = row((await client.post('/storage/fs/validate_file', { filename: name, size })).json);
    const body = new FormData();
    body.append('file', new File([text], name));
    const headers = { authorization: `Bearer ${open.deployment.token}`, 'x-upload-token': String(token) };
    const response = await fetch(`${open.deployment.origin}/storage/fs/upload`, { method: 'POST', headers, body });
    return rows(await response.json());
  };
  const post = async (path: string, body: unknown) => row((await client.post(`/api/v2/${path}`, body)).json);
  const found = async (query: string) => one(`/api/datasources/from-file/sql?query=${encodeURIComponent(query)}`);

  it('has its rows once it is built, and a custom table the columns of its SQL', async () => {
    const [file] = await upload('people.csv', 'id,first name,country\n1,"Ann ""A""",UK\r\n2,"Bo, C",USA\n');
    expect(file).toMatchObject({ filename: 'people', extension: '.csv' });
    const { path } = row(file?.storageInfo);
    const model = await post('datamodels', { title: 'from-file' });
    expect(model).toMatchObject({ type: 'extract' });
    const parts = `datamodels/${model.oid}/schema`;
    const connection = { provider: 'CSV', schema: path, fileName: 'people.csv', parameters: { files: [path] } };
    const dataset = await post(`${parts}/datasets`, { name: 'csv', type: 'extract', connection });
    const column = (id: string, type: number) => ({ id, name: id, type, indexed: true });
    const columns = [column('id', 8), column('first name', 18), column('country', 18)];
    const configOptions = { culture: 'en-US', delimiter: ',', hasHeader: true, stringQuote: '"' };
    await post(`${parts}/datasets/${dataset.oid}/tables`, { id: 'people.csv', name: 'People', columns, configOptions });
    const custom = await post(`${parts}/datasets`, { name: 'custom', type: 'custom' });
    const expression = "select 'UK' as Country, 44 as Code UNION\nselect 'USA' as Country, 1 as Code";
    const codes = { id: 'codes', name: 'Codes', type: 'custom', expression };
    const made = await post(`${parts}/datasets/${custom.oid}/tables`, codes);
    const known = rows(made.columns).map(({ name, type }) => `${name} ${type}`);
    expect(known).toEqual(['Country 18', 'Code 8']);
    await post('builds', { datamodelId: model.oid, buildType: 'full', rowLimit: 0 });
    open.deployment.clock.advance(60_000);
    const people = {
      values: [
        [1, 'Ann "A"', 'UK'],
        [2, 'Bo, C', 'USA'],
      ],
    };
    expect(await found('select * from [People]')).toMatchObject(people);
    const joined = 'select p.id, c.Code from [People] p join [Codes] c on p.country = c.Country order by 1';
    expect(await found(joined)).toMatchObject({
      values: [
        [1, 44],
        [2, 1],
      ],
    });
  });

  it('takes no file that was not announced, and none in place of another', async () => {
    const form = new FormData();
    form.append('file', new File(['a'], 'a.csv'));
    const send = (token: string) =>
      fetch(`${open.deployment.origin}/storage/fs/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${open.deployment.token}`, 'x-upload-token': token },
        body: form,
      });
    const { token } = row((await client.post('/storage/fs/validate_file', { filename: 'b.csv', size: 1 })).json);
    expect((await send('')).status).toBe(403);
    expect((await send(String(token))).status).toBe(403);
    expect((await client.post('/storage/fs/validate_file', { filename: 'a.csv' })).status).toBe(422);
  });
});

describe('v0.9', () => {
  it('copies a dashboard and adds a widget, each answered with 200', async () => {
    const [dashboard] = await list('/api/v1/dashboards');
    const copied = await client.get(`/api/dashboards/${dashboard?.oid}/duplicate?sharedMode=false`);
    expect(copied.status).toBe(200);
    const { oid } = row(copied.json);
    expect(oid).not.toBe(dashboard?.oid);
    const [widget] = await list(`/api/dashboards/${oid}/widgets`);
    const added = await client.post(`/api/dashboards/${oid}/widgets`, widget);
    expect(added).toMatchObject({ status: 200, json: { dashboardid: oid, type: widget?.type } });
    expect(await one(`/api/dashboards/${oid}/widgets/${row(added.json).oid}`)).toMatchObject({ title: widget?.title });
  });

  it('tells what somebody was shown before, which v1 keeps', async () => {
    const uiSettings = { ecmNext: { guidersShown: { addData: true } } };
    expect(await client.patch('/api/v1/users/uiSettings', uiSettings)).toMatchObject({ status: 200 });
    expect(await one('/api/users/loggedin')).toMatchObject({ uiSettings });
  });
});

describe('connections of v1', () => {
  it('need no name, are changed by their id, and are those of v2', async () => {
    const body = { provider: 'Excel', parameters: { filesToImport: 'none.txt', Password: 'hidden' } };
    const made = await client.post('/api/v1/connection', body);
    expect(made).toMatchObject({ status: 201, json: { provider: 'Excel', parameters: { filesToImport: 'none.txt' } } });
    const { _id } = row(made.json);
    const parameters = { ...row(row(made.json).parameters), IsLive: 'false' };
    expect((await client.patch(`/api/v1/connection/${_id}`, { parameters })).json).toMatchObject({ _id, parameters });
    expect(JSON.stringify(await one(`/api/v1/connection/${_id}`))).not.toContain('hidden');
    expect(await one(`/api/v2/connections/${_id}`)).toMatchObject({ oid: _id, parameters: { IsLive: 'false' } });
    expect(await list('/api/v1/connection?limit=2')).toHaveLength(2);
    expect((await client.delete(`/api/v1/connection/${_id}`)).status).toBe(204);
    expect((await client.get(`/api/v2/connections/${_id}`)).status).toBe(404);
  });
});

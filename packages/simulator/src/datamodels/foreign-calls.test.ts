import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { plainScript } from '../../test/plain-script.ts';

let open: OpenDeployment;
let client: ReturnType<typeof plainScript>;
beforeAll(async () => {
  open = await openDeployment();
  client = plainScript(open.deployment);
});
afterAll(() => open[Symbol.asyncDispose]());

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
const stamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const modelTitled = async (title: string) => row((await client.get(`/api/v2/datamodels/schema?title=${title}`)).json);

describe('reading models', () => {
  it('finds one by its title, with all that is read of it', async () => {
    const model = await modelTitled('ecommerce_db');
    expect(model).toMatchObject({
      oid: uuid,
      type: 'extract',
      server: 'LocalHost',
      lastBuildTime: stamp,
      lastUpdated: stamp,
    });
    const [dataset] = rows(model.datasets);
    expect(dataset).toMatchObject({ oid: uuid, connection: { provider: 'RedShift', name: 'Commerce warehouse' } });
    for (const table of rows(row(dataset?.schema).tables)) {
      expect(table).toMatchObject({ name: expect.any(String), type: 'base', hidden: expect.any(Boolean) });
      for (const column of rows(table.columns)) expect([0, 2, 4, 8, 18, 40]).toContain(column.type);
    }
    expect((await client.get('/api/v2/datamodels/schema?title=Nothing of that name')).status).toBe(404);
    expect(await modelTitled('Store Operations')).toMatchObject({ title: 'Store Operations' });
  });

  it('lists all by GraphQL, with a list of states and a size', async () => {
    const query = `query elasticubesMetadata($tenantFilter: String, $isViewMode: Boolean) {
      elasticubesMetadata(tenantFilter: $tenantFilter, isViewMode: $isViewMode) { oid title type status sizeInMb }
    }`;
    const { status, json } = await client.post('/api/v2/ecm/', { query });
    expect(status).toBe(200);
    const found = rows(row(row(json).data).elasticubesMetadata);
    expect(found).toHaveLength(12);
    for (const one of found)
      expect(one).toEqual({
        oid: uuid,
        title: expect.any(String),
        type: expect.stringMatching(/^(EXTRACT|LIVE)$/),
        status: [expect.stringMatching(/^(draft|building|running|stopped|published)$/)],
        sizeInMb: expect.any(Number),
      });
  });

  it('lists them the old way, with server and full name', async () => {
    const found = rows((await client.get('/api/v1/elasticubes/getElasticubes')).json);
    expect(found).toHaveLength(12);
    expect(found.find(({ title }) => title === 'Sales')).toMatchObject({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      address: 'LocalHost',
      fullname: 'LocalHost/Sales',
      server: 'LocalHost',
      type: 'extract',
      datasets: [uuid],
      buildDestination: { destination: 'local' },
    });
  });

  it('lists some fields in pages, until one is short', async () => {
    const fields = 'fields=oid,title,type,lastBuildTime,relationType,creator,tenant';
    const page = async (skip: number, limit = 5) =>
      rows((await client.get(`/api/v2/datamodels/schema?${fields}&limit=${limit}&skip=${skip}`)).json);
    const pages = [await page(0), await page(5), await page(10), await page(15)];
    expect(pages.map(({ length }) => length)).toEqual([5, 5, 2, 0]);
    expect(new Set(pages.flat().map(({ oid }) => oid)).size).toBe(12);
    expect(Object.keys(pages[0]?.[0] ?? {}).toSorted()).toEqual([
      'creator',
      'lastBuildTime',
      'oid',
      'relationType',
      'tenant',
      'title',
      'type',
    ]);
  });

  it('finds one by reference: by id, and where that is no id by title', async () => {
    const { oid } = await modelTitled('Sales');
    expect((await client.get(`/api/v2/datamodels/${oid}/schema`)).json).toMatchObject({ oid, title: 'Sales' });
    expect((await client.get('/api/v2/datamodels/Sales/schema')).status).toBe(400);
    expect((await client.get('/api/v2/datamodels/Store Operations/schema')).status).toBe(400);
  });

  it('looks one up, and removes it, by GraphQL', async () => {
    await client.post('/api/v2/datamodels', { title: 'Short lived', type: 'extract' });
    const lookup = {
      query:
        'query loadElasticube($title: String!, $server: String) { elasticubeByTitle(title: $title, server: $server) { oid __typename } }',
      variables: { title: 'Short lived', server: 'LocalHost' },
    };
    const found = { data: { elasticubeByTitle: { oid: uuid, __typename: 'ElasticubeMetadata' } } };
    expect(await client.post('/api/v2/ecm/', lookup)).toMatchObject({ status: 200, json: found });
    const removal = {
      query:
        'mutation removeElasticube($title: String!, $server: String!, $replacementDataSource: DataSourceInput) { removeElasticube(title: $title, server: $server, replacementDataSource: $replacementDataSource) }',
      variables: { title: 'Short lived', server: 'LocalHost' },
      operationName: 'removeElasticube',
    };
    expect((await client.post('/api/v2/ecm/', removal)).json).toEqual({ data: { removeElasticube: true } });
    expect((await client.post('/api/v2/ecm/', lookup)).json).toEqual({ data: { elasticubeByTitle: null } });
  });
});

describe('connections', () => {
  it('are found by name, created for each provider, and changed in part', async () => {
    expect(rows((await client.get('/api/v2/connections')).json)).toHaveLength(7);
    expect((await client.get('/api/v2/connections?name=No such')).json).toEqual([]);
    const payload = {
      enabled: true,
      createdByUser: true,
      provider: 'Databricks',
      name: 'Lake',
      description: '',
      parameters: {
        connectionString: 'jdbc:databricks://lake.example',
        password: 'dapi',
        UseDynamicSchema: false,
        Schema: '',
      },
      supportedModelTypes: ['LIVE', 'EXTRACT'],
    };
    const created = await client.post('/api/v2/connections', payload);
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({ oid: uuid, provider: 'Databricks', parameters: { password: '********' } });
    const { oid } = row(created.json);
    const changed = await client.patch(`/api/v2/connections/${oid}`, { name: 'Lake house' });
    expect(changed.json).toMatchObject({ oid, name: 'Lake house', parameters: { Schema: '' } });
    expect(rows((await client.get('/api/v2/connections?name=Lake house')).json)).toHaveLength(1);
  });
});

describe('making a model, step by step', () => {
  it('goes from nothing to rows', async () => {
    const model = await client.post('/api/v2/datamodels', { title: 'Loyal Customers', type: 'extract' });
    expect({ status: model.status, json: model.json }).toMatchObject({ status: 201, json: { oid: uuid } });
    const [connection] = rows((await client.get('/api/v2/connections?name=Commerce warehouse')).json);
    const path = `/api/v2/datamodels/${row(model.json).oid}/schema/datasets`;
    const dataset = await client.post(path, {
      name: 'public',
      type: (await modelTitled('Loyal Customers')).type,
      connection: { oid: connection?.oid },
      database: 'commerce',
      schemaName: 'public',
    });
    expect(dataset.status).toBe(201);
    const { oid } = row(dataset.json);
    expect((await client.get(`${path}/${oid}`)).json).toMatchObject({
      database: 'commerce',
      schemaName: 'public',
      connection: { name: 'Commerce warehouse', oid: connection?.oid, provider: 'RedShift' },
      schema: { tables: [] },
    });
    const source = await client.post(`/api/v1/connection/${connection?.oid}/table_schema_details`, {
      provider: connection?.provider,
      connectionData: { connection: { Database: 'commerce' }, schema: 'public', table: 'top_customers' },
    });
    expect(rows(row(source.json).columns)[2]).toEqual({
      columnName: 'lifetime_value',
      columnOrder: 3,
      dbType: 40,
      size: 8,
      precision: 0,
      scale: 0,
      nestedIn: null,
    });
    const column = (one: Record<string, unknown>) => ({
      id: one.columnName,
      name: one.columnName,
      type: one.dbType,
      size: one.size,
      precision: one.precision,
      scale: one.scale,
      hidden: false,
      indexed: true,
      isUpsertBy: false,
      description: null,
      expression: null,
      import: null,
      isCustom: null,
    });
    const table = await client.post(`${path}/${oid}/tables`, {
      id: 'top_customers',
      name: 'top_customers',
      columns: rows(row(source.json).columns).map(column),
      hidden: false,
      buildBehavior: { type: 'sync', accumulativeConfig: null },
      configOptions: { importQuery: 'SELECT * FROM public.top_customers WHERE lifetime_value > 400' },
      description: 'The best',
      tags: ['crm'],
      expression: null,
      type: 'base',
    });
    expect(table.status).toBe(201);
    const growsBy = rows(row(table.json).columns).find(({ name }) => name === 'last_order')?.oid;
    const buildBehavior = {
      type: 'accumulativeSync',
      accumulativeConfig: { column: growsBy, type: 'lastStored', lastDays: null, keepOnlyDays: null },
    };
    const patched = await client.patch(`${path}/${oid}/tables/${row(table.json).oid}`, { buildBehavior });
    expect({ status: patched.status, json: patched.json }).toMatchObject({
      status: 200,
      json: { buildBehavior, tags: ['crm'], columns: [{}, {}, {}, { name: 'last_order' }] },
    });
    const build = await client.post('/api/v2/builds', {
      datamodelId: row(model.json).oid,
      buildType: 'full',
      rowLimit: 0,
      schemaOrigin: 'latest',
    });
    expect(build.status).toBe(201);
    expect(build.json).toMatchObject({
      oid: uuid,
      datamodelTitle: 'Loyal Customers',
      datamodelType: 'extract',
      status: 'pending',
      indexSize: 'short',
      source: 'rest',
      created: stamp,
      started: null,
      completed: null,
      schemaLastUpdate: stamp,
    });
    open.deployment.clock.advance(60_000);
    const data = await client.get('/api/datasources/Loyal Customers/sql?query=SELECT COUNT(*) FROM [top_customers]');
    expect(data.json).toEqual({ headers: ['Column'], values: [[100]] });
  });

  it('stops at a taken title, at a dataset without its connection, and at a table without columns', async () => {
    expect(await client.post('/api/v2/datamodels', { title: 'Sales', type: 'live' })).toMatchObject({
      status: 400,
      json: {
        title: 'ElasticubeAlreadyExists',
        status: 400,
        sub: 1011,
        type: expect.stringContaining('errors.sisense.dev'),
      },
    });
    const { oid, datasets } = await modelTitled('People');
    const path = `/api/v2/datamodels/${oid}/schema/datasets`;
    const lost = { name: 'x', type: 'extract', connection: { oid: '0b2f6d1e-5a53-4a0f-9a54-6c1f0a7b1c11' } };
    expect(await client.post(path, lost)).toMatchObject({ status: 400, json: { detail: expect.any(String) } });
    const table = await client.post(`${path}/${rows(datasets)[0]?.oid}/tables`, { id: 't', name: 't' });
    expect(table).toMatchObject({ status: 400, json: { title: 'ValidationError', sub: 1002 } });
  });

  it('publishes a live one, which then can be shared and secured', async () => {
    const { oid, shares, datasets } = await modelTitled('Supply Chain Live');
    expect(await client.post('/api/v2/builds', { datamodelId: oid, buildType: 'publish' })).toMatchObject({
      status: 201,
      json: { buildType: 'publish', datamodelType: 'live' },
    });
    open.deployment.clock.advance(60_000);
    const users = rows((await client.get('/api/v1/users')).json);
    const partyId = users.find(({ email }) => email === 'emily.carter@meridian-outdoor.example')?._id;
    const list = [...rows(shares), { partyId, type: 'user', permission: 'r' }];
    const shared = await client.patch(`/api/v1/elasticubes/live/${oid}/permissions`, list);
    expect({ status: shared.status, json: shared.json }).toEqual({ status: 200, json: list });
    expect(rows((await client.get(`/api/v1/elasticubes/live/${oid}/permissions`)).json)).toContainEqual({
      partyId,
      type: 'user',
      permission: 'r',
    });
    const [table] = rows(row(rows(datasets)[0]?.schema).tables);
    const rule = {
      table: table?.name,
      column: rows(table?.columns)[1]?.name,
      datatype: 'text',
      members: ['x'],
      exclusionary: false,
      allMembers: null,
      live: true,
      fullname: 'live:Supply Chain Live',
      shares: [{ type: 'user', partyId }],
    };
    const secured = await client.post('/api/v1/elasticubes/live/Supply Chain Live/datasecurity/addMany', [rule]);
    expect([200, 201]).toContain(secured.status);
    const found = rows((await client.get('/api/v1/elasticubes/live/Supply Chain Live/datasecurity')).json);
    expect(found).toMatchObject([{ ...rule, shares: [{ type: 'user', partyId, partyName: 'emily.carter' }] }]);
  });
});

describe('data security of an extract', () => {
  it('is read, cannot be put, is added to and taken away', async () => {
    const path = '/api/elasticubes/localhost/Sales/datasecurity';
    const before = rows((await client.get(path)).json);
    expect(before[0]).toMatchObject({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      server: 'LocalHost',
      elasticube: 'Sales',
      table: 'Regions',
      column: 'Region',
      datatype: 'text',
      exclusionary: false,
      shares: [{ type: 'group', partyId: expect.any(String), partyName: 'Sales EMEA' }],
    });
    const put = await client.put(path, before);
    expect({ status: put.status, text: put.text }).toMatchObject({
      status: 404,
      text: expect.stringContaining('<pre>Cannot PUT'),
    });
    const rule = {
      table: 'Orders',
      column: 'Channel',
      datatype: 'text',
      members: ['Online'],
      exclusionary: false,
      allMembers: null,
    };
    const party = rows(before[0]?.shares)[0]?.partyId;
    expect((await client.post(path, [{ ...rule, shares: [{ party, type: 'group' }] }])).status).toBe(200);
    expect(rows((await client.get(path)).json)).toHaveLength(before.length + 1);
    expect((await client.delete(`${path}/Orders/Channel`)).status).toBe(200);
    expect(rows((await client.get(path)).json)).toHaveLength(before.length);
  });

  it('is refused for a cube that was never built', async () => {
    const rule = { table: 'Members', column: 'Member Id', members: [], shares: [{ type: 'default' }] };
    const path = '/api/elasticubes/localhost/Loyalty (draft)/datasecurity';
    expect((await client.post(path, [rule])).status).toBeGreaterThanOrEqual(400);
  });
});

describe('data by SQL', () => {
  it('gives headers and values, and text where CSV is asked for', async () => {
    const { json } = await client.get('/api/datasources/ecommerce_db/sql?query=SELECT * FROM [products]');
    expect(row(json).headers).toContain('product_name');
    expect(rows(row(json).values)).toHaveLength(180);
    const counted = 'SELECT [brand], COUNT(*) AS key_count1 FROM [products] GROUP BY [brand] HAVING COUNT(*) > 1';
    const csv = await client.get(`/api/datasources/ecommerce_db/sql?query=${counted}&format=csv`);
    expect(csv.text.split('\n')[0]).toBe('brand,key_count1');
    expect(csv.text.trim().split('\n')).toHaveLength(6);
    const none = await client.get('/api/datasources/None/sql?query=SELECT 1');
    expect(none).toMatchObject({ status: 200, json: { error: true, httpStatusCode: 404 } });
  });
});

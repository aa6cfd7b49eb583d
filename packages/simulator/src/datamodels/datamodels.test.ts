import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeEach(async () => {
  open = await openDeployment();
});
afterEach(() => open[Symbol.asyncDispose]());

const model = async (title: string) =>
  row(await open.read(`/api/v2/datamodels/schema?title=${encodeURIComponent(title)}`));
const oidOf = async (title: string) => String((await model(title)).oid);
const exported = async (oid: string, more = '') =>
  row(await open.read(`/api/v2/datamodel-exports/schema?datamodelId=${oid}&type=schema-latest${more}`));

describe('the schema', () => {
  it('is a list without a title and one object with it', async () => {
    expect(rows(await open.read('/api/v2/datamodels/schema?fields=title'))).toHaveLength(12);
    expect(await model('ecommerce_db')).toMatchObject({
      title: 'ecommerce_db',
      type: 'extract',
      datasets: [{}, { type: 'custom' }],
    });
    expect(await open.call('GET', '/api/v2/datamodels/schema?title=none')).toMatchObject({
      status: 404,
      json: { title: 'ElasticubeNotFound' },
    });
    open.deployment.options.unknownTitleAnswer = 'null';
    expect(await open.read('/api/v2/datamodels/schema?title=none')).toBeNull();
  });

  it('refuses what is no UUID', async () => {
    const refused = {
      status: 400,
      json: { title: 'EcmApiError', sub: 1012, detail: expect.stringMatching(/^Variable/) },
    };
    expect(await open.call('GET', '/api/v2/datamodels/Sales/schema')).toMatchObject(refused);
  });

  it('refuses a taken title, or breaks, as newer servers do', async () => {
    const create = () => open.call('POST', '/api/v2/datamodels', { body: { title: 'Sales', type: 'extract' } });
    expect(await create()).toMatchObject({ status: 400, json: { title: 'ElasticubeAlreadyExists', sub: 1011 } });
    open.deployment.options.titleTakenStatus = 500;
    expect(await create()).toMatchObject({ status: 500, text: '' });
  });

  it('shows a data designer only the models given to them', async () => {
    const titles = async (as: string) =>
      rows(await open.read('/api/v2/datamodels/schema?fields=title', { as })).map(({ title }) => title);
    expect(await titles('daniel.kim')).toEqual([
      'Store Operations',
      'Inventory & Replenishment',
      'Customer Care',
      'Telemetry',
    ]);
    expect(await titles('amara.diallo')).toHaveLength(12);
  });
});

describe('making a model', () => {
  it('goes by dataset and table, and a list of columns replaces them all', async () => {
    const { oid } = row(
      (await open.call('POST', '/api/v2/datamodels', { body: { title: 'New', type: 'extract' } })).json,
    );
    const [connection] = rows(await open.read('/api/v2/connections?name=Commerce%20warehouse'));
    const path = `/api/v2/datamodels/${oid}/schema/datasets`;
    const dataset = {
      name: 'public',
      type: 'extract',
      connection: { oid: connection?.oid },
      database: 'commerce',
      schemaName: 'public',
    };
    const { status, json } = await open.call('POST', path, { body: dataset });
    expect({ status, json }).toMatchObject({
      status: 201,
      json: { name: 'public', connection: { provider: 'RedShift' }, schema: { tables: [] } },
    });
    expect(await open.call('POST', path, { body: dataset })).toMatchObject({
      status: 400,
      json: { title: 'ValidationError', sub: 1002 },
    });
    const columns = ['a', 'b'].map((name) => ({ id: name, name, type: 8 }));
    const tables = `${path}/${row(json).oid}/tables`;
    const table = row((await open.call('POST', tables, { body: { name: 'T', columns } })).json);
    const kept = rows(table.columns)[0];
    const patched = await open.call('PATCH', `${tables}/${table.oid}`, { body: { columns: [kept] } });
    expect(rows(row(patched.json).columns).map(({ name }) => name)).toEqual(['a']);
    const untouched = await open.call('PATCH', `${tables}/${table.oid}`, { body: { description: 'Facts' } });
    expect(rows(row(untouched.json).columns)).toHaveLength(1);
  });

  it('can use a table of the source that no model has yet', async () => {
    const [connection] = rows(await open.read('/api/v2/connections?name=Commerce%20warehouse'));
    const body = {
      provider: 'RedShift',
      connectionData: { connection: { Database: 'commerce' }, schema: 'public', table: 'top_customers' },
    };
    const { json } = await open.call('POST', `/api/v1/connection/${connection?.oid}/table_schema_details`, { body });
    expect(rows(row(json).columns).map(({ columnName }) => columnName)).toEqual([
      'customer_id',
      'full_name',
      'lifetime_value',
      'last_order',
    ]);
  });
});

describe('moving a model', () => {
  it('exports without secrets or names of people, and comes out the same after going in again', async () => {
    const oid = await oidOf('ecommerce_db');
    const file = await exported(oid);
    const text = JSON.stringify(file);
    for (const secret of ['not-a-real-password', 'svc_sisense', 'amara', 'lastBuildTime'])
      expect(text).not.toContain(secret);
    await open.call('DELETE', `/api/v2/datamodels/${oid}`);
    const { status, json } = await open.call('POST', '/api/v2/datamodel-imports/schema', { body: file });
    expect({ status, json }).toMatchObject({ status: 201, json: { oid, title: 'ecommerce_db' } });
    expect(await exported(oid)).toEqual(file);
  });

  it('copies under a new title, overwrites by id and refuses a taken title', async () => {
    const oid = await oidOf('Marketing');
    const file = await exported(oid);
    const send = (query: string, body: unknown = file) =>
      open.call('POST', `/api/v2/datamodel-imports/schema${query}`, { body });
    const copy = row((await send('?newTitle=Copy')).json);
    expect(copy.oid).not.toBe(oid);
    expect(await send('')).toMatchObject({ status: 400, json: { title: 'ElasticubeAlreadyExists' } });
    const changed = { ...file, title: 'Other', relations: [] };
    expect((await send(`?datamodelId=${oid}`, changed)).json).toMatchObject({ oid, title: 'Marketing', relations: [] });
    expect((await send('?datamodelId=0b2f6d1e-5a53-4a0f-9a54-6c1f0a7b1c11')).status).toBe(404);
  });

  it('brings its rules and perspectives along when asked', async () => {
    const oid = await oidOf('ecommerce_db');
    const { dependencies } = await exported(oid, '&dependenciesIdsToInclude=dataContext,perspectives');
    expect(dependencies).toMatchObject({
      dataContext: [{ table: 'customers' }, {}, {}, {}],
      perspectives: [{ name: 'Storefront' }],
    });
  });

  it('is refused with 412 while it builds', async () => {
    const datamodelId = await oidOf('Sales');
    await open.call('POST', '/api/v2/builds', { body: { datamodelId, buildType: 'full' } });
    expect(
      (await open.call('GET', `/api/v2/datamodel-exports/schema?datamodelId=${datamodelId}&type=schema-latest`)).status,
    ).toBe(412);
  });
});

describe('a build', () => {
  const start = async (title: string, buildType = 'full') =>
    open.call('POST', '/api/v2/builds', { body: { datamodelId: await oidOf(title), buildType } });
  const status = async (oid: unknown) => row((await open.call('GET', `/api/v2/builds/${oid}`)).json).status;

  it('goes from pending to building to done as time passes', async () => {
    const before = (await model('Sales')).lastBuildTime;
    const { status: code, json } = await start('Sales', 'schema_changes');
    expect({ code, json }).toMatchObject({
      code: 201,
      json: { status: 'pending', buildType: 'schema-changes', started: null },
    });
    const { oid } = row(json);
    open.deployment.clock.advance(1_000);
    expect(await status(oid)).toBe('building');
    expect(await start('Sales')).toMatchObject({ status: 400, json: { title: 'BuildAlreadyRunning' } });
    open.deployment.clock.advance(5_000);
    expect(await status(oid)).toBe('done');
    expect((await model('Sales')).lastBuildTime).not.toBe(before);
    open.deployment.clock.advance(7_200_000);
    expect((await open.call('GET', `/api/v2/builds/${oid}`)).status).toBe(404);
  });

  it('fails where the source cannot be reached, and can be cancelled', async () => {
    const [files] = rows(await open.read('/api/v2/connections?name=Uploaded%20files'));
    await open.call('PATCH', `/api/v2/connections/${files?.oid}`, { body: { enabled: false } });
    const failing = row((await start('People')).json).oid;
    const cancelled = row((await start('Sales')).json).oid;
    expect((await open.call('DELETE', `/api/v2/builds/${cancelled}`)).status).toBe(204);
    open.deployment.clock.advance(10_000);
    expect([await status(failing), await status(cancelled)]).toEqual(['failed', 'cancelled']);
  });

  it('publishes a live model, which until then is a draft', async () => {
    const query = '{ elasticubesMetadata { title status } }';
    const states = async () =>
      rows(row(row((await open.call('POST', '/api/v2/ecm/', { body: { query } })).json).data).elasticubesMetadata);
    const state = async () => (await states()).find(({ title }) => title === 'Supply Chain Live');
    expect(await state()).toEqual({ title: 'Supply Chain Live', status: ['draft'] });
    await start('Supply Chain Live', 'publish');
    expect(await state()).toMatchObject({ status: ['building'] });
    open.deployment.clock.advance(10_000);
    expect(await state()).toMatchObject({ status: ['published'] });
  });
});

describe('GraphQL', () => {
  it('tells what failed with HTTP 200', async () => {
    const body = {
      query: 'mutation removeElasticube($title: String!) { removeElasticube(title: $title) }',
      variables: { title: 'none' },
    };
    expect(await open.call('POST', '/api/v2/ecm/', { body })).toMatchObject({
      status: 200,
      json: { data: null, errors: [{ message: 'ElasticubeNotFound' }] },
    });
  });

  it('removes a model with its rules and builds', async () => {
    const body = { query: 'mutation { removeElasticube(title: "Sales", server: "LocalHost") }' };
    expect((await open.call('POST', '/api/v2/ecm/', { body })).json).toEqual({ data: { removeElasticube: true } });
    expect((await open.call('GET', '/api/v2/datamodels/schema?title=Sales')).status).toBe(404);
    expect(
      [...open.deployment.world.securityRules.values()].filter(({ elasticube }) => elasticube === 'Sales'),
    ).toEqual([]);
  });
});

describe('permissions of a model', () => {
  const path = '/api/elasticubes/localhost/Sales/permissions';

  it('are replaced, and drop what is keyed party or switched off without a word', async () => {
    const idOf = async (name: string) => rows(await open.read(`/api/v1/users?userName=${name}`))[0]?._id;
    const share = { partyId: await idOf('emily.carter'), type: 'user', permission: 'r' };
    const body = [
      share,
      { party: await idOf('zoe.papadakis'), type: 'user', permission: 'r' },
      { partyId: await idOf('theo.brandt'), type: 'user', permission: 'r' },
    ];
    expect((await open.call('PUT', path, { body })).json).toBe(true);
    expect(rows(row(await open.read(path)).shares)).toEqual([
      { ...share, userName: 'emily.carter', email: 'emily.carter@meridian-outdoor.example' },
    ]);
  });

  it('of a live model need it published and people who are known', async () => {
    const oid = await oidOf('Live Orders');
    const live = `/api/v1/elasticubes/live/${oid}/permissions`;
    const stranger = [{ partyId: '64aa00000000000000000001', type: 'group', permission: 'r' }];
    expect(await open.call('PATCH', live, { body: stranger })).toMatchObject({
      status: 400,
      json: { error: { code: 27006 } },
    });
    const draft = `/api/v1/elasticubes/live/${await oidOf('Supply Chain Live')}/permissions`;
    expect(await open.call('PATCH', draft, { body: [] })).toMatchObject({
      status: 400,
      json: { error: { code: 29001 } },
    });
  });
});

describe('rules of data security', () => {
  const path = '/api/elasticubes/LocalHost/Sales/datasecurity';

  it('are added; the same parties and column are overwritten; PUT is no route', async () => {
    const [analysts] = rows(await open.read('/api/v1/groups?name=Analysts'));
    const rule = {
      table: 'Reps',
      column: 'Rep',
      datatype: 'text',
      members: ['Rep 1'],
      exclusionary: false,
      allMembers: null,
      shares: [{ party: analysts?._id, type: 'group' }],
    };
    await open.call('POST', path, { body: [rule] });
    await open.call('POST', path, { body: [{ ...rule, members: ['Rep 2'] }] });
    const found = rows(await open.read(path)).filter(({ table }) => table === 'Reps');
    expect(found).toMatchObject([
      { members: ['Rep 2'], shares: [{ partyId: analysts?._id, partyName: 'Analysts', type: 'group' }] },
    ]);
    await open.call('DELETE', `${path}?table=Reps&column=Rep`);
    expect(rows(await open.read(path))).toHaveLength(3);
    expect((await open.call('PUT', path, { body: [] })).text).toContain('Cannot PUT');
  });

  it('of a live model need all fields and a published model', async () => {
    const rule = {
      table: 'SHIPMENTS',
      column: 'CARRIER',
      datatype: 'text',
      members: [],
      exclusionary: false,
      shares: [{ type: 'default' }],
    };
    const add = (title: string, body: unknown[]) =>
      open.call('POST', `/api/v1/elasticubes/live/${encodeURIComponent(title)}/datasecurity/addMany`, { body });
    expect(await add('Supply Chain Live', [rule])).toMatchObject({
      status: 422,
      json: { error: { subErrors: [{ message: "must have required property 'allMembers'" }, {}, {}] } },
    });
    const whole = { ...rule, allMembers: null, live: true, fullname: 'live:Supply Chain Live' };
    expect(await add('Supply Chain Live', [whole])).toMatchObject({
      status: 500,
      json: { message: 'Elasticube has not been found' },
    });
  });

  it('name a server letter by letter', async () => {
    expect((await open.call('GET', '/api/elasticubes/LOCALHOST/Sales/datasecurity')).status).toBe(404);
  });
});

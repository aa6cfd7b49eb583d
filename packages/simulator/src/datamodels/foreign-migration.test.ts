import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';
import { plainScript } from '../../test/plain-script.ts';

type Row = Record<string, unknown>;

let open: OpenDeployment;
let source: ReturnType<typeof plainScript>;
let target: ReturnType<typeof plainScript>;
beforeAll(async () => {
  open = await openDeployment({ world: 'source-and-target', options: { multiTenant: true, systemSeesTenants: true } });
  const [other] = open.others;
  if (other === undefined) throw new Error('There is no target.');
  source = plainScript(open.deployment);
  target = plainScript(other);
});
afterAll(() => open[Symbol.asyncDispose]());

const list = async (client: typeof source, path: string): Promise<Row[]> => {
  const { status, json, text } = await client.get(path);
  if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
  return rows(json);
};
const without = (object: Row, ...keys: string[]): Row =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const isIn = (names: string[]) => (one: Row) => names.includes(String(one.name ?? one.email ?? one.title));
const named = (items: Row[], name: string) => items.find((one) => isIn([name])(one)) ?? {};

const groupBodies = (groups: Row[]) =>
  groups.map((group) => without(group, 'created', 'lastUpdated', 'tenantId', '_id'));

describe('groups', () => {
  it('of the tenant called system are told apart, and made in one request', async () => {
    const groups = await list(source, '/api/v1/groups');
    const tenant = named(await list(source, '/api/v1/tenants'), 'system');
    const builtIn = isIn(['Admins', 'Everyone', 'All users in system']);
    const eligible = groups.filter((group) => group.tenantId === tenant._id && !builtIn(group));
    expect(eligible).toHaveLength(12);
    const missing = eligible.filter(isIn(['External Partners', 'Data Platform']));
    const made = await target.post('/api/v1/groups/bulk', groupBodies(missing));
    expect(made.status).toBe(201);
    expect(rows(made.json).map(({ name }) => name)).toEqual(missing.map(({ name }) => name));
    const there = await list(target, '/api/v1/groups');
    expect(named(there, 'Data Platform')._id).not.toBe(named(groups, 'Data Platform')._id);
  });

  it('that exist make the whole request fail, and are named', async () => {
    const groups = (await list(source, '/api/v1/groups')).filter(isIn(['Finance']));
    const bodies = groupBodies([...groups, { ...groups[0], name: 'Newcomers' }]);
    const refused = await target.post('/api/v1/groups/bulk', bodies);
    expect(refused).toMatchObject({
      status: 400,
      json: {
        error: { code: expect.any(Number), message: expect.any(String), moreInfo: { existingGroups: ['Finance'] } },
      },
    });
    expect(named(await list(target, '/api/v1/groups'), 'Newcomers')).toEqual({});
  });
});

async function userBodies(emails: string[]): Promise<Row[]> {
  const users = await list(source, '/api/v1/users?expand=groups,role');
  const roles = await list(target, '/api/roles');
  const groups = await list(target, '/api/v1/groups');
  return users.filter(isIn(emails)).map(({ email, firstName, lastName = '', role, groups: own, preferences }) => ({
    email,
    firstName,
    lastName,
    roleId: named(roles, String(row(role).name))._id ?? null,
    groups: rows(own)
      .filter(({ name }) => name !== 'Everyone' && name !== 'All users in system')
      .flatMap(({ name }) => named(groups, String(name))._id ?? []),
    preferences: preferences ?? { localeId: 'en-US' },
  }));
}

describe('users', () => {
  const [wei, liam, chloe] = ['wei.zhang', 'liam.ortiz', 'chloe.dubois'].map(
    (name) => `${name}@meridian-outdoor.example`,
  ) as [string, string, string];

  it('are made with the roles and groups of the target', async () => {
    const made = await target.post('/api/v1/users/bulk', await userBodies([wei, liam]));
    expect(made.status).toBe(201);
    expect(rows(made.json)).toMatchObject([
      { _id: expect.any(String), email: liam, userName: liam },
      { email: wei, roleId: expect.any(String), groups: expect.any(Array) },
    ]);
    const there = await list(target, '/api/v1/users?expand=groups,role');
    const found = there.find(({ email }) => email === liam);
    expect(found).toMatchObject({ role: { name: 'contributor' }, firstName: 'Liam', lastName: 'Ortiz' });
    expect(rows(found?.groups).map(({ name }) => name)).toEqual(expect.arrayContaining(['Sales Americas', 'Analysts']));
  });

  it('fail together where one exists, or one has no role', async () => {
    const there = await target.post(
      '/api/v1/users/bulk',
      await userBodies([chloe, 'maya.chen@meridian-outdoor.example']),
    );
    expect(there).toMatchObject({ status: 400, json: { error: { code: 2004 } } });
    const bodies = await userBodies([chloe]);
    const roleless = await target.post('/api/v1/users/bulk', [
      ...bodies,
      { ...bodies[0], email: 'x@y.example', roleId: null },
    ]);
    expect([404, 422]).toContain(roleless.status);
    expect((await list(target, '/api/v1/users')).some(({ email }) => email === chloe)).toBe(false);
  });
});

async function ownDashboards(client: typeof source): Promise<Row[]> {
  const all: Row[] = [];
  for (let skip = 0; ; skip += 50) {
    const query = `dashboardType=owner&asObject=false&fields=oid,title&limit=50&skip=${skip}`;
    const page = await list(client, `/api/v1/dashboards/admin?${query}`);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

const exportOf = async (oid: unknown) => row((await source.get(`/api/dashboards/${oid}/export?adminAccess=true`)).json);
const bulk = (query: string, files: Row[]) =>
  target.post(`/api/v1/dashboards/import/bulk?republish=false${query}`, files);

describe('dashboards', () => {
  const titles = ['Executive Summary', 'Campaign Performance'];

  it('are listed in pages, exported one by one, and imported together', async () => {
    const all = await ownDashboards(source);
    expect(all).toHaveLength(61);
    const asked = all.filter(({ title }) => titles.includes(String(title)));
    const files = await Promise.all(asked.map(({ oid }) => exportOf(oid)));
    const { status, json } = await bulk('', files);
    expect(status).toBe(201);
    const { succeded, skipped, failed } = row(json);
    expect(rows(skipped).map(({ title }) => title)).toEqual(['Campaign Performance']);
    expect(rows(succeded).length + rows(skipped).length).toBe(files.length);
    expect(JSON.stringify(failed)).toMatch(/^(\{\}|\[\])$/);
    const me = row((await target.get('/api/users/loggedin')).json)._id;
    for (const { oid, title } of rows(succeded)) {
      const there = row((await target.get(`/api/dashboards/${oid}?adminAccess=true`)).json);
      const file = files.find((one) => one.title === title) ?? {};
      expect(there).toMatchObject({ title, owner: me, datasource: { title: row(file.datasource).title } });
      expect(rows(there.widgets).map((widget) => widget.oid)).toEqual(rows(file.widgets).map((widget) => widget.oid));
      expect(there.layout).toEqual(file.layout);
    }
  });

  it('that exist are overwritten under their id, or doubled under another', async () => {
    const { oid } = (await ownDashboards(source)).find(({ title }) => title === 'Profit & Loss') ?? {};
    const file = await exportOf(oid);
    const before = row((await target.get(`/api/dashboards/${oid}?adminAccess=true`)).json);
    expect(before.desc).not.toBe(file.desc);
    expect((await bulk('&action=overwrite', [file])).json).toMatchObject({
      succeded: [{ oid, title: 'Profit & Loss' }],
    });
    const after = row((await target.get(`/api/dashboards/${oid}?adminAccess=true`)).json);
    expect(after.desc).toBe(file.desc);
    expect(rows(after.widgets)).toHaveLength(rows(file.widgets).length);
    const doubled = rows(row((await bulk('&action=duplicate', [file])).json).succeded);
    expect(doubled[0]?.oid).not.toBe(oid);
  });

  it('get their shares and owner in steps of their own', async () => {
    const { oid } = (await ownDashboards(source)).find(({ title }) => title === 'Deal Explorer') ?? {};
    const [imported] = rows(row((await bulk('&action=skip', [await exportOf(oid)])).json).succeded);
    const there = row((await source.get(`/api/shares/dashboard/${oid}?adminAccess=true`)).json);
    expect(there.owner).toMatchObject({ _id: expect.any(String), userName: expect.any(String) });
    const [sourceUsers, targetUsers] = [await list(source, '/api/v1/users'), await list(target, '/api/v1/users')];
    const [sourceGroups, targetGroups] = [await list(source, '/api/v1/groups'), await list(target, '/api/v1/groups')];
    const partyOf = ({ shareId, type }: Row) => {
      if (type === 'group')
        return named(targetGroups, String(sourceGroups.find(({ _id }) => _id === shareId)?.name))._id;
      return named(targetUsers, String(sourceUsers.find(({ _id }) => _id === shareId)?.email).trim())._id;
    };
    const wanted = rows(there.sharesTo).flatMap((share) => {
      const shareId = partyOf(share);
      return shareId === undefined
        ? []
        : [{ shareId, type: share.type, rule: share.rule ?? 'edit', subscribe: share.subscribe ?? false }];
    });
    const path = `/api/shares/dashboard/${imported?.oid}?adminAccess=true`;
    const existing = rows(row((await target.get(path)).json).sharesTo);
    expect([200, 201]).toContain((await target.post(path, { sharesTo: [...existing, ...wanted] })).status);
    const shared = rows(row((await target.get(path)).json).sharesTo);
    expect(shared.map(({ shareId }) => shareId)).toEqual(expect.arrayContaining(wanted.map(({ shareId }) => shareId)));
    const ownerId = named(targetUsers, 'maya.chen@meridian-outdoor.example')._id;
    const moved = await target.post(`/api/v1/dashboards/${imported?.oid}/change_owner?adminAccess=true`, {
      ownerId,
      originalOwnerRule: 'edit',
    });
    expect({ status: moved.status, json: moved.json }).toMatchObject({ status: 200, json: { owner: ownerId } });
  });
});

async function exportedModel(title: string): Promise<{ oid: unknown; file: Row }> {
  const all = await list(source, '/api/v2/datamodels/schema?fields=oid,title,type&limit=100&skip=0');
  const { oid } = named(all, title);
  const dependencies = 'drillHierarchies,dataContext,perspectives,formulaManagement,scopeConfiguration';
  const query = `datamodelId=${oid}&type=schema-latest&dependenciesIdsToInclude=${dependencies}`;
  return { oid, file: row((await source.get(`/api/v2/datamodel-exports/schema?${query}`)).json) };
}

/** As a migration sends a file on: the connection of a map, or none. */
function reconnected(file: Row, map: Record<string, unknown>): Row {
  const datasets = rows(file.datasets).map((dataset) => {
    if (dataset.connection === null) return dataset;
    const connection = row(dataset.connection);
    const oid = map[String(connection.provider)];
    return {
      ...dataset,
      connection: oid === undefined ? { ...connection, parameters: '' } : { oid, provider: connection.provider },
    };
  });
  return { ...file, datasets };
}

describe('data models', () => {
  const importing = (file: Row, query = '') => target.post(`/api/v2/datamodel-imports/schema${query}`, file);

  it('keep their id where it is free, are connected by a map, and build', async () => {
    const { oid, file } = await exportedModel('ecommerce_db');
    const redshift = named(await list(target, '/api/v2/connections'), 'Commerce warehouse').oid;
    const made = await importing(reconnected(file, { RedShift: redshift }));
    expect({ status: made.status, json: made.json }).toMatchObject({
      status: 201,
      json: { oid, title: 'ecommerce_db' },
    });
    const [dataset] = rows(row((await target.get(`/api/v2/datamodels/${oid}/schema`)).json).datasets);
    expect(dataset?.connection).toMatchObject({
      name: 'Commerce warehouse',
      parameters: { UserName: 'svc_sisense_prod' },
    });
    const started = await target.post('/api/v2/builds', { datamodelId: oid, buildType: 'full', rowLimit: 0 });
    open.others[0]?.clock.advance(60_000);
    expect((await target.get(`/api/v2/builds/${row(started.json).oid}`)).json).toMatchObject({ status: 'done' });
    expect(rows((await target.get('/api/elasticubes/localhost/ecommerce_db/datasecurity')).json)).not.toHaveLength(0);
    expect(await importing(file)).toMatchObject({ status: 400, json: { title: 'ElasticubeAlreadyExists' } });
  });

  it('without a connection are there, but do not build', async () => {
    const { oid, file } = await exportedModel('Customer Care');
    expect((await importing(reconnected(file, {}))).status).toBe(201);
    const started = await target.post('/api/v2/builds', { datamodelId: oid, buildType: 'full' });
    open.others[0]?.clock.advance(60_000);
    expect((await target.get(`/api/v2/builds/${row(started.json).oid}`)).json).toMatchObject({ status: 'failed' });
  });

  it('are overwritten only by an id that is there, and doubled under a new title', async () => {
    const { oid, file } = await exportedModel('Sales');
    expect((await importing(file, `?datamodelId=${oid}`)).status).toBe(404);
    const there = named(await list(target, '/api/v2/datamodels/schema?fields=oid,title,type'), 'Sales').oid;
    expect((await importing(file, `?datamodelId=${there}`)).json).toMatchObject({ oid: there, title: 'Sales' });
    const schema = row((await target.get(`/api/v2/datamodels/${there}/schema`)).json);
    expect(rows(schema.datasets).flatMap((one) => rows(row(one.schema).tables))).toHaveLength(4);
    const doubled = await importing(file, '?newTitle=Sales (Duplicate)');
    expect({ status: doubled.status, json: doubled.json }).toMatchObject({
      status: 201,
      json: { title: 'Sales (Duplicate)' },
    });
    expect(row(doubled.json).oid).not.toBe(oid);
  });

  it('get their permissions by title, live ones by id and after they were published', async () => {
    const shares = rows(row((await source.get('/api/elasticubes/localhost/Marketing/permissions')).json).shares);
    expect(shares[0]).toMatchObject({
      partyId: expect.any(String),
      type: expect.any(String),
      permission: expect.stringMatching(/^[arw]$/),
    });
    const partyId = named(await list(target, '/api/v1/groups'), 'Finance')._id;
    const entry = { partyId, type: 'group', permission: 'a' };
    const put = await target.put('/api/elasticubes/localhost/Marketing/permissions', [entry]);
    expect({ status: put.status, json: put.json }).toEqual({ status: 200, json: true });
    expect(rows(row((await target.get('/api/elasticubes/localhost/Marketing/permissions')).json).shares)).toMatchObject(
      [entry],
    );
    const { oid, file } = await exportedModel('Live Orders');
    expect(Array.isArray((await source.get(`/api/v1/elasticubes/live/${oid}/permissions`)).json)).toBe(true);
    const snowflake = named(await list(target, '/api/v2/connections'), 'Snowflake retail').oid;
    expect((await importing(reconnected(file, { snowflake }))).status).toBe(201);
    expect((await target.patch(`/api/v1/elasticubes/live/${oid}/permissions`, [entry])).status).toBe(400);
    expect((await target.post('/api/v2/builds', { datamodelId: oid, buildType: 'publish' })).status).toBe(201);
    open.others[0]?.clock.advance(60_000);
    expect((await target.patch(`/api/v1/elasticubes/live/${oid}/permissions`, [entry])).status).toBe(200);
  });
});

it('on Windows models are exported by another path', async () => {
  const { oid } = await exportedModel('Sales');
  open.deployment.options.os = 'windows';
  const exported = await source.get(`/api/v1/elasticubes/${oid}/datamodel-exports/stream/schema`);
  expect({ status: exported.status, json: exported.json }).toMatchObject({ status: 200, json: { title: 'Sales' } });
  expect((await source.get(`/api/v2/datamodel-exports/schema?datamodelId=${oid}&type=schema-latest`)).status).toBe(404);
});

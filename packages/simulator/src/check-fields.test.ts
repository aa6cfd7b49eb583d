import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../test/open-deployment.ts';

let open: OpenDeployment;
const paths: Record<string, string> = {};
beforeAll(async () => {
  open = await openDeployment({ options: { multiTenant: true } });
  const model = row(await open.read('/api/v2/datamodels/schema?title=Sales'));
  const [dataset] = rows(model.datasets);
  const [table] = rows(row(dataset?.schema).tables);
  const first = async (path: string, key: string) => rows(await open.read(path))[0]?.[key];
  Object.assign(paths, {
    user: `/api/v1/users/${await first('/api/v1/users?userName=priya.nair', '_id')}`,
    'user of v0.9': '/api/users/priya.nair',
    group: `/api/groups/${await first('/api/v1/groups?name=Finance', '_id')}`,
    dashboard: `/api/v1/dashboards/${await first('/api/v1/dashboards/admin', 'oid')}?adminAccess=true`,
    'dashboard of v0.9': `/api/dashboards/${await first('/api/v1/dashboards/admin', 'oid')}?adminAccess=true`,
    connection: `/api/v2/connections/${await first('/api/v2/connections', 'oid')}`,
    table: `/api/v2/datamodels/${model.oid}/schema/datasets/${dataset?.oid}/tables/${table?.oid}`,
    tables: `/api/v2/datamodels/${model.oid}/schema/datasets/${dataset?.oid}/tables`,
    rule: `/api/elasticubes/datasecurity/${await first('/api/elasticubes/LocalHost/Sales/datasecurity', '_id')}`,
    rules: '/api/elasticubes/LocalHost/Sales/datasecurity',
    users: '/api/v1/users/bulk',
    groups: '/api/v1/groups/bulk',
    folders: '/api/v1/folders',
    dashboards: '/api/v1/dashboards',
    connections: '/api/v2/connections',
    plugins: '/api/v1/plugins',
    tenants: '/api/v1/tenants',
    notebooks: '/api/v1/notebooks',
  });
});
afterAll(() => open[Symbol.asyncDispose]());

/** Everything that reads what a bad write could have spoiled. */
const reads = [
  ...['/api/v1/users?email=x&sort=email', '/api/users?search=x', '/api/v1/groups?name=x', '/api/groups?search=x'],
  ...['/api/v1/dashboards/admin?name=x&search=x&datasourceTitle=x&datasourceAddress=x&sort=title', '/api/v1/navver'],
  ...['/api/v2/datamodels/schema', '/api/v2/connections', '/api/v1/plugins', '/api/v1/notebooks', '/api/v1/tenants'],
  ...['/api/v1/elasticubes/getElasticubes', '/api/elasticubes/LocalHost/Sales/datasecurity'],
];

const source = { title: 'Sales', fullname: 'localhost/Sales' };
const bad: [string, string, unknown][] = [
  ...['userName', 'email', 'roleId'].flatMap((key) =>
    [null, 5, []].flatMap((value): [string, string, unknown][] => [
      ['PATCH', 'user', { [key]: value }],
      ['PUT', 'user of v0.9', { [key]: value }],
    ]),
  ),
  ['PATCH', 'user', { groups: 'all' }],
  ['PATCH', 'user', { active: 'no' }],
  ['POST', 'users', []],
  ['POST', 'users', ['ada']],
  ['POST', 'users', [{ email: 5 }]],
  ['PUT', 'group', { name: 5 }],
  ['PUT', 'group', { name: '' }],
  ['PUT', 'group', { name: 'Sales EMEA' }],
  ['POST', 'groups', { name: 'One' }],
  ['POST', 'groups', ['One']],
  ['POST', 'folders', { name: 'One', parentId: 5 }],
  ...[
    { title: null },
    { title: 5 },
    { datasource: null },
    { datasource: 'Sales' },
    { filters: 'none' },
    { layout: 5 },
  ].flatMap((body): [string, string, unknown][] => [
    ['PATCH', 'dashboard', body],
    ['PUT', 'dashboard of v0.9', body],
  ]),
  ['POST', 'dashboards', { title: 'One', datasource: source, layout: 'wide' }],
  ['PATCH', 'connection', { provider: null }],
  ['PATCH', 'connection', { parameters: 'none' }],
  ['POST', 'connections', { name: 'One', provider: 5, parameters: {} }],
  ['PATCH', 'table', { columns: 'none' }],
  ['PATCH', 'table', { columns: [] }],
  ['PATCH', 'table', { name: 'Reps' }],
  ['POST', 'tables', { name: 'Twice', columns: [{ name: 'a' }, { name: 'a' }] }],
  ['PUT', 'rule', { table: 5 }],
  ['PUT', 'rule', { column: 'Nowhere' }],
  ['POST', 'rules', [{ table: 'Regions', column: 'Region', members: 'North', shares: [{ type: 'default' }] }]],
  ['PATCH', 'plugins', [{ folderName: 'SankeyDiagram' }]],
  ['POST', 'tenants', { name: 5 }],
  ['POST', 'tenants', { name: 'One', tenantDomainNames: null }],
  ['POST', 'notebooks', { id: 'one', displayName: 5 }],
];

describe('what has the wrong type', () => {
  it.each(bad)('is refused, and leaves everything readable: %s %s %j', async (method, name, body) => {
    const { status, json } = await open.call(method, paths[name] ?? name, { body, headers: { internal: 'true' } });
    expect({ status, json }).toMatchObject({ status: expect.toSatisfy((one) => [400, 404, 422].includes(one)) });
  });

  it('has spoiled nothing', async () => {
    for (const path of reads) expect([path, (await open.call('GET', path)).status]).toEqual([path, 200]);
  });
});

import { type EndpointId, endpoints } from '@fes-assistant/sisense';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../test/open-deployment.ts';

let open: OpenDeployment;
const known: Record<string, string> = {};

beforeAll(async () => {
  open = await openDeployment({ options: { multiTenant: true } });
  const { world } = open.deployment;
  const model = row(await open.read('/api/v2/datamodels/schema?title=ecommerce_db'));
  const [dataset] = rows(model.datasets);
  const [table] = rows(row(dataset?.schema).tables);
  const live = rows(await open.read('/api/v2/datamodels/schema?fields=oid,title,type')).find(
    ({ type }) => type === 'live',
  );
  const dashboard = rows(await open.read('/api/v1/dashboards/admin?name=Usage%20by%20Department'))[0];
  const text = String;
  Object.assign(known, {
    'users id': open.deployment.users.admin.id,
    'groups id': text([...world.groups.keys()][2]),
    'dashboards oid': text(dashboard?.oid),
    'widgets oid': text(dashboard?.oid),
    'widgets widgetOid': text(world.widgets.get(text(dashboard?.oid))?.[0]?.oid),
    'shares oid': text(dashboard?.oid),
    'folders oid': text([...world.folders.values()].find(({ name }) => name === 'DACH')?.oid),
    'datamodels oid': text(model.oid),
    'datamodels datasetOid': text(dataset?.oid),
    'datamodels tableOid': text(table?.oid),
    'datamodels relationOid': text(rows(model.relations)[0]?.oid),
    'connections oid': text([...world.connections.keys()][0]),
    'builds oid': text([...world.builds.keys()][0]),
    'security oid': text(live?.oid),
    'queries title': 'ecommerce_db',
    'notebooks id': 'clean_orders',
    'notebooks folder': 'clean_orders',
    'roles idOrName': 'contributor',
  });
  open.deployment.options.buildForgottenMs = 10 ** 12;
});
afterAll(() => open[Symbol.asyncDispose]());

const queries: Partial<Record<EndpointId, string>> = {
  'dashboards.export': '?adminAccess=true&dashboardIds=',
  'datamodels.export': '?type=schema-latest&datamodelId=',
  'datamodels.exportFull': '?datamodelId=',
  'queries.sql': `?query=${encodeURIComponent('SELECT * FROM [orders]')}`,
  'queries.sqlCsv': `?format=csv&query=${encodeURIComponent('SELECT * FROM [orders]')}`,
};

function pathOf(id: string, path: string): string {
  const [area = ''] = id.split('.');
  const defaults: Record<string, string> = {
    server: 'LocalHost',
    title: id.includes('Live') ? 'Live Orders' : 'Sales',
  };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(known[`${area} ${name}`] ?? defaults[name] ?? 'unknown'),
  );
}

const gets = Object.values(endpoints).filter(
  (endpoint) => endpoint.method === 'GET' && !('on' in endpoint && endpoint.on === 'windows'),
);

it.each(gets.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s answers in the shape that the client expects',
  async (id, endpoint) => {
    const query =
      queries[id]?.replace(
        /(dashboardIds=|datamodelId=)$/,
        (name) => name + known[name === 'dashboardIds=' ? 'dashboards oid' : 'datamodels oid'],
      ) ?? '';
    const headers: Record<string, string> = 'headers' in endpoint ? endpoint.headers : {};
    const { status, json, text } = await open.call('GET', pathOf(id, endpoint.path) + query, { headers });
    expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
    const answerAs: string = 'answerAs' in endpoint ? endpoint.answerAs : 'json';
    if (answerAs === 'json') expect(endpoint.answer.safeParse(json)).toMatchObject({ success: true });
  },
);

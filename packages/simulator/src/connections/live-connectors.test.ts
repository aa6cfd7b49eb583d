import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

const ask = async (word: string, body: object = {}, provider = 'RedShift') =>
  open.call('POST', `/api/v1/live_connectors/${provider}/${word}`, { body: { connection: {}, ...body } });

it('a source tells its databases, tables and columns, and shows some rows', async () => {
  expect((await ask('test_connection')).json).toEqual({ status: 'OK' });
  expect((await ask('list_databases')).json).toEqual(['commerce']);
  const tables = rows((await ask('list_table_schemas', { schema: 'sales' })).json);
  expect(tables.map(({ tableName }) => tableName)).toEqual(['Orders', 'Reps', 'Regions', 'Targets']);
  const [reps] = rows((await ask('table_schema_details', { schema: 'sales', table: 'Reps' })).json);
  expect(rows(reps?.columns)[1]).toMatchObject({ columnName: 'Rep', columnOrder: 2, dbType: 18 });
  const preview = row((await ask('table_preview', { schema: 'sales', table: 'Reps', limit: 3 })).json);
  expect([preview.headers, rows(preview.values).length]).toEqual([['Rep Id', 'Rep', 'Hired', 'Territory'], 3]);
  const sql = "SELECT Rep FROM sales.Reps WHERE Territory = 'East'";
  expect(row((await ask('table_preview', { sql, limit: 2 })).json).headers).toEqual(['Rep']);
  expect((await ask('count', { schema: 'sales', table: 'Reps' })).json).toEqual({ count: '24' });
  expect((await ask('count', { schema: 'sales', table: 'None' })).status).toBe(404);
  expect((await ask('list_databases', {}, 'nobody')).status).toBe(404);
});

it('scopes of data security are kept column by column, and travel with the model', async () => {
  const path = '/api/v1/elasticubes/LocalHost/Sales/scopes';
  const scope = { table: 'Regions', column: 'Region', permissionType: 'InQuery', members: [] };
  const [made] = rows((await open.call('POST', path, { body: [scope] })).json);
  expect(await open.read(`${path}?table=Regions&permissionType=InQuery`)).toMatchObject([scope]);
  expect(await open.read(`${path}?table=Orders`)).toEqual([]);
  const changed = await open.call('PATCH', `${path}/${made?._id}`, { body: { permissionType: 'Always' } });
  expect(changed.json).toMatchObject({ _id: made?._id, permissionType: 'Always' });
  expect((await open.call('PATCH', `${path}/${made?._id}`, { body: { permissionType: 'Never' } })).status).toBe(422);
  const { oid } = row(await open.read('/api/v2/datamodels/schema?title=Sales'));
  const query = `datamodelId=${oid}&type=schema-latest&dependenciesIdsToInclude=scopeConfiguration`;
  const file = row(await open.read(`/api/v2/datamodel-exports/schema?${query}`));
  expect(file.dependencies).toMatchObject({ scopeConfiguration: [{ table: 'Regions', permissionType: 'Always' }] });
  await open.call('POST', '/api/v2/datamodel-imports/schema?newTitle=Copy', { body: file });
  expect(await open.read('/api/v1/elasticubes/LocalHost/Copy/scopes')).toMatchObject([{ permissionType: 'Always' }]);
  expect((await open.call('DELETE', `${path}/${made?._id}`)).status).toBe(200);
  expect((await open.call('GET', `${path}/${made?._id}`)).status).toBe(404);
});

it('a live model is found by id, and a cube tells whether it builds', async () => {
  const live = row(await open.read('/api/v1/elasticubes/live/by_title/Live%20Orders'));
  expect(await open.read(`/api/v1/elasticubes/live/${live.oid}`)).toEqual(live);
  const { oid } = row(await open.read('/api/v2/datamodels/schema?title=Sales'));
  expect((await open.call('GET', `/api/v1/elasticubes/live/${oid}`)).status).toBe(404);
  const path = '/api/v1/elasticubes/servers/next/LocalHost/Sales';
  expect(await open.read(path)).toMatchObject({ oid, title: 'Sales' });
  open.deployment.options.nextCubeShape = 'envelope';
  expect(await open.read(path)).toMatchObject({ status: 'OK', value: { oid, title: 'Sales' } });
  expect(await open.read(`${path}/isBuilding`)).toBe(false);
  await open.call('POST', '/api/v2/builds', { body: { datamodelId: oid, buildType: 'full' } });
  expect(await open.read(`${path}/isBuilding`)).toBe(true);
});

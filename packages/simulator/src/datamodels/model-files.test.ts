import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

const send = async (file: unknown, query = '') => {
  const { status, json, text } = await open.call('POST', `/api/v2/datamodel-imports/schema${query}`, { body: file });
  if (status !== 201) throw new Error(`${status}: ${text}`);
  return row(json);
};
const schema = async (oid: unknown) => row(await open.read(`/api/v2/datamodels/${oid}/schema`));
const oidOf = async (title: string) =>
  String(row(await open.read(`/api/v2/datamodels/schema?title=${encodeURIComponent(title)}`)).oid);
const exported = async (oid: unknown) =>
  row(await open.read(`/api/v2/datamodel-exports/schema?datamodelId=${oid}&type=schema-latest`));
let copies = 0;
const newTitle = () => {
  copies += 1;
  return `?newTitle=Copy%20${copies}`;
};

/** As files of 2020 are: no ids above the datasets, few keys, everything else left to the server. */
const oldFile = (title: string) => ({
  title,
  type: 'extract',
  relations: [
    {
      oid: '5b6f5c8e-8a41-4e68-9d04-3f6c8d1f7a01',
      columns: [
        {
          dataset: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e001',
          table: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e002',
          column: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e003',
        },
        {
          dataset: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e001',
          table: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e004',
          column: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e005',
        },
      ],
    },
  ],
  datasets: [
    {
      oid: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e001',
      fullname: 'CSV:CSV-0f4e2b7a',
      type: 'extract',
      name: 'CSV-0f4e2b7a',
      connection: { provider: 'CSV', parameters: 'bm90IG91cnM=' },
      schema: {
        tables: [
          {
            oid: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e002',
            id: 'days.csv',
            name: 'Days',
            type: 'base',
            expression: null,
            columns: [{ oid: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e003', id: 'Day', name: 'Day', type: 19, size: null }],
            buildBehavior: { type: 'sync' },
            configOptions: { culture: 'en-US' },
            tupleTransformations: [{ step: 'trim' }],
          },
          {
            oid: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e004',
            id: 'visits.csv',
            name: 'Visits',
            columns: [{ oid: '0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9e005', id: 'Day', name: 'Day', type: 19 }],
          },
        ],
      },
    },
  ],
});

/** The names of all keys, at each place of a model. */
function shapeOf(model: Record<string, unknown>): Record<string, string[]> {
  const datasets = rows(model.datasets).filter(({ type }) => type !== 'custom');
  const tables = datasets.flatMap((dataset) => rows(row(dataset.schema).tables));
  const places = {
    model: [model],
    datasets,
    connections: datasets.map(({ connection }) => row(connection)),
    tables,
    columns: tables.flatMap(({ columns }) => rows(columns)),
    relations: rows(model.relations),
    ends: rows(model.relations).flatMap(({ columns }) => rows(columns)),
    relationsTables: rows(model.relationsTables),
  };
  const keysOf = (items: Record<string, unknown>[]) => [...new Set(items.flatMap(Object.keys))].toSorted();
  return Object.fromEntries(Object.entries(places).map(([place, items]) => [place, keysOf(items)]));
}

describe('a model from a file', () => {
  it.each([
    ['as it is exported here', async () => exported(await oidOf('Marketing'))],
    ['of the oldest form', async () => oldFile('Old')],
    [
      'with ids that are none',
      async () => JSON.parse(JSON.stringify(oldFile('Odd')).replaceAll('0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9', 'x-')),
    ],
  ])('%s reads like one that was made here', async (_, file) => {
    const { oid } = await send(await file(), newTitle());
    expect(shapeOf(await schema(oid))).toEqual(shapeOf(await schema(await oidOf('Marketing'))));
  });

  it('of the oldest form comes out with all that went in', async () => {
    const file = oldFile('Oldest');
    const { oid } = await send(file);
    expect(oid).toMatch(/^[0-9a-f-]{36}$/);
    const back = await exported(oid);
    const given = JSON.parse(JSON.stringify(file, (_key, value) => (value === null ? undefined : value)));
    expect(back).toMatchObject(given);
    expect(await exported((await send(back, newTitle())).oid)).toEqual({
      ...back,
      _id: expect.any(String),
      oid: expect.any(String),
      title: expect.any(String),
    });
  });

  it('keeps its ids together when they are given anew', async () => {
    const file = JSON.parse(JSON.stringify(oldFile('Renamed')).replaceAll('0f4e2b7a-1c7d-4e1f-9b6a-52d8a3c9', 'x-'));
    const { oid } = await send(file);
    const { relations, datasets } = await schema(oid);
    const [days] = rows(row(rows(datasets)[0]?.schema).tables);
    const end = { dataset: rows(datasets)[0]?.oid, table: days?.oid, column: rows(days?.columns)[0]?.oid };
    expect(rows(relations)[0]?.columns).toMatchObject([end, {}]);
    expect(
      (await open.call('GET', `/api/v2/datamodels/${oid}/schema/datasets/${end.dataset}/tables/${end.table}`)).status,
    ).toBe(200);
  });

  it('takes on a connection of this deployment, with what its dataset adds', async () => {
    const [connection] = rows(await open.read('/api/v2/connections?name=Finance%20ledger'));
    const file = oldFile('Connected');
    Object.assign(file.datasets[0] ?? {}, {
      connection: { oid: connection?.oid, provider: 'PostgreSQL', timeout: 60_000 },
    });
    const [dataset] = rows((await send(file)).datasets);
    expect(dataset?.connection).toMatchObject({
      name: 'Finance ledger',
      timeout: 60_000,
      parameters: { UserName: 'ledger_ro' },
    });
  });

  it('whose sources it cannot reach does not build', async () => {
    const file = oldFile('Unconnected');
    Object.assign(file.datasets[0]?.connection ?? {}, { parameters: '' });
    const { oid } = await send(file);
    const { json } = await open.call('POST', '/api/v2/builds', { body: { datamodelId: oid, buildType: 'full' } });
    open.deployment.clock.advance(60_000);
    expect(await open.read(`/api/v2/builds/${row(json).oid}`)).toMatchObject({ status: 'failed' });
  });

  it('overwritten twice has its rules and perspectives once', async () => {
    const datamodelId = await oidOf('ecommerce_db');
    const dependencies =
      '&dependenciesIdsToInclude=dataContext,perspectives,scopeConfiguration,formulaManagement,drillHierarchies';
    const path = `/api/v2/datamodel-exports/schema?datamodelId=${datamodelId}&type=schema-latest${dependencies}`;
    const before = row(await open.read(path));
    for (const _ of [1, 2]) await send(before, `?datamodelId=${datamodelId}`);
    expect(await open.read(path)).toMatchObject({ dependencies: row(before.dependencies) });
    const copy = await send(before, newTitle());
    expect(await open.read(path)).toMatchObject({ dependencies: row(before.dependencies) });
    const rules = [...open.deployment.world.securityRules.values()].filter((rule) => rule.datamodelId === copy.oid);
    expect(rules).toHaveLength(4);
  });
});

const unknownKey = fc.stringMatching(/^x[a-z]{3,8}$/);
const someJson = fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
type Place = 'model' | 'dataset' | 'connection' | 'table' | 'column' | 'relation' | 'end';
const places: readonly Place[] = ['model', 'dataset', 'connection', 'table', 'column', 'relation', 'end'];

function objectAt(file: Record<string, unknown>, place: Place): Record<string, unknown> {
  const dataset = rows(file.datasets)[0] ?? {};
  const table = rows(row(dataset.schema).tables)[0] ?? {};
  const relation = rows(file.relations)[0] ?? {};
  const found: Record<Place, unknown> = {
    model: file,
    dataset,
    connection: dataset.connection,
    table,
    column: rows(table.columns)[0],
    relation,
    end: rows(relation.columns)[0],
  };
  const object = found[place];
  if (typeof object !== 'object' || object === null) throw new Error(`The file has no ${place}.`);
  return object as Record<string, unknown>;
}

it('fields that nobody knows survive, wherever they stand', async () => {
  const original = JSON.stringify(await exported(await oidOf('People')));
  const entry = fc.tuple(fc.constantFrom(...places), unknownKey, someJson);
  const property = fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 8 }), async (entries) => {
    const file = row(JSON.parse(original));
    for (const [place, key, value] of entries) objectAt(file, place)[key] = value;
    const sent = row(JSON.parse(JSON.stringify(file)));
    const { oid } = await send(sent, newTitle());
    const back = await exported(oid);
    expect({ ...back, _id: 0, oid: 0, title: 0 }).toEqual({ ...sent, _id: 0, oid: 0, title: 0 });
    await open.call('DELETE', `/api/v2/datamodels/${oid}`);
  });
  await fc.assert(property, { seed: 20261124, numRuns: 25 });
});

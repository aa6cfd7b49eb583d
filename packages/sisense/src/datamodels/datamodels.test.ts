import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { columnsOf, columnTypeName, tablesOf } from './model-columns.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
beforeEach(() => demo.deployment.requests.clear());
afterAll(() => demo.close());

const requests = () => demo.deployment.requests.count();

describe('reading models', () => {
  it('lists them without schema, and with state and size', async () => {
    const models = await demo.sisense.datamodels.list();
    expect(models.some(({ datasets }) => datasets)).toBe(false);
    const states = await demo.sisense.datamodels.listWithState();
    expect(states.map(({ oid }) => oid).toSorted()).toEqual(models.map(({ oid }) => oid).toSorted());
    for (const { status } of states) expect(status).toMatch(/^\w+$/);
    expect(requests()).toBe(2);
  });

  it('gives a whole model by id or by title, in one request', async () => {
    const { oid, title } = first(await demo.sisense.datamodels.list());
    demo.deployment.requests.clear();
    expect((await demo.sisense.datamodels.get(oid)).title).toBe(title);
    expect((await demo.sisense.datamodels.get(String(title))).oid).toBe(oid);
    expect(requests()).toBe(2);
    expect((await demo.sisense.datamodels.get(String(title).toUpperCase())).oid).toBe(oid);
  });

  it.each(['not-found', 'null'] as const)('says that there is no such model (%s)', async (unknownTitleAnswer) => {
    demo.deployment.options.unknownTitleAnswer = unknownTitleAnswer;
    await expect(demo.sisense.datamodels.get('No such model')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('knows every table and column of a model from one read', async () => {
    const { oid } = first(await demo.sisense.datamodels.list());
    const model = await demo.sisense.datamodels.get(oid);
    const columns = columnsOf(model);
    expect(new Set(columns.map(({ table }) => table)).size).toBe(tablesOf(model).length);
    expect(columns.some(({ isKey }) => isKey)).toBe((model.relations ?? []).length > 0);
    for (const { typeName } of columns) expect(typeName).not.toMatch(/Unknown/);
  });

  it('has a word for every type, and the number where it has none', () => {
    expect([columnTypeName(18), columnTypeName(8), columnTypeName(99), columnTypeName(null)]).toEqual([
      'Text',
      'Integer',
      'Unknown (99)',
      'Unknown',
    ]);
  });
});

describe('changing models', () => {
  it('exports a model and imports it under another title; the same title is in the way', async () => {
    const { datamodels } = demo.sisense;
    const { oid, title } = first(await datamodels.list());
    const exported = await datamodels.export(oid);
    const made = await datamodels.import(exported, { newTitle: `${title} copy` });
    expect((await datamodels.get(String(made.oid))).title).toBe(`${title} copy`);
    await expect(datamodels.import(exported, { newTitle: `${title} copy` })).rejects.toMatchObject({
      code: 'conflict',
    });
    await datamodels.delete(String(made.oid));
    await expect(datamodels.get(String(made.oid))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('downloads schema and data piece by piece', async () => {
    const model = first(await demo.sisense.datamodels.list(), ({ type }) => type === 'extract');
    let size = 0;
    for await (const piece of demo.sisense.datamodels.exportWithData(model.oid)) size += piece.byteLength;
    expect(size).toBeGreaterThan(100);
  });

  it('builds a model up: dataset, table, relation', async () => {
    const { datamodels, schema, connections } = demo.sisense;
    const model = await datamodels.create({ title: 'Made here', type: 'extract' });
    const connection = first(await connections.list());
    const at = { oid: model.oid };
    const dataset = await schema.createDataset(at, {
      name: 'd',
      type: 'extract',
      connection: { oid: connection.oid },
      database: 'x',
      schemaName: 'y',
    });
    const inDataset = { ...at, datasetOid: dataset.oid };
    const columns = ['Id', 'Total'].map((name) => ({ id: name, name, type: 8 }));
    const tables = await Promise.all(
      ['A', 'B'].map((name) => schema.createTable(inDataset, { id: name, name, type: 'base', columns })),
    );
    const ends = tables.map((table) => ({
      dataset: dataset.oid,
      table: String(table.oid),
      column: String(table.columns?.[0]?.oid),
    }));
    await schema.createRelation(at, ends);
    const whole = await datamodels.get(model.oid);
    expect(
      columnsOf(whole)
        .filter(({ isKey }) => isKey)
        .map(({ table, column }) => `${table}.${column}`),
    ).toEqual(['A.Id', 'B.Id']);
    await expect(datamodels.create({ title: 'Made here', type: 'extract' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('keeps the columns of a table that it changes, on servers that drop what is left out', async () => {
    const { datamodels, schema } = demo.sisense;
    demo.deployment.options.tablePatchDropsColumns = true;
    const model = await datamodels.get(first(await datamodels.list()).oid);
    const { dataset, table } = first(tablesOf(model));
    const at = { oid: model.oid, datasetOid: dataset.oid, tableOid: String(table.oid) };
    const changed = await schema.updateTable(at, { description: 'New words' });
    expect(changed).toMatchObject({ description: 'New words' });
    expect(changed.columns?.length).toBe(table.columns?.length);
  });
});

import { tablesOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';
import { creationStep } from '../steps/creation-step.ts';
import { fieldsSchema } from '../steps/fields-step.ts';

/** Makes one empty data model. */
export const createModelStep = creationStep({
  name: 'datamodel.create',
  argument: z.object({ title: z.string(), type: z.enum(['extract', 'live']) }),
  find: async ({ argument: { title }, sisense, signal }) => {
    const models = await sisense.datamodels.list({ signal });
    return models.filter((model) => model.title === title).map(({ oid }) => oid);
  },
  create: async ({ argument, sisense, signal }) => (await sisense.datamodels.create(argument, { signal })).oid,
  takeBack: {
    how: 'deletes the data model',
    step: ({ id }) => ({ kind: 'datamodel.delete', argument: { id } }),
  },
});

/** Deletes one data model with its built data. */
export const deleteModelStep = stepKind<{ id: string }>({
  name: 'datamodel.delete',
  action: 'delete',
  argument: z.object({ id: z.string() }),
  read: async ({ argument: { id }, sisense, signal }) => {
    const model = await ifFound(sisense.datamodels.resolve(id, { signal }));
    return model === null ? null : { title: model.title ?? null, lastUpdated: model.lastUpdated ?? null };
  },
  apply: async ({ argument: { id }, sisense, signal }) => {
    await sisense.datamodels.delete(id, { signal });
    return { id };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: { possible: false, because: 'Sisense keeps neither the definition nor the built data of a deleted model' },
});

/** Makes one dataset in a data model. */
export const createDatasetStep = creationStep({
  name: 'dataset.create',
  argument: z.object({
    model: z.string(),
    name: z.string(),
    type: z.string(),
    connection: z.string(),
    database: z.string(),
    schemaName: z.string(),
  }),
  find: async ({ argument: { model, name }, sisense, signal }) => {
    const { datasets } = await sisense.datamodels.get(model, { signal });
    return (datasets ?? []).filter((dataset) => dataset.name === name).map(({ oid }) => oid);
  },
  create: async ({ argument: { model, connection, ...body }, sisense, signal }) => {
    const { oid } = await sisense.schema.createDataset(
      { oid: model },
      { ...body, connection: { oid: connection } },
      { signal },
    );
    return oid;
  },
  takeBack: {
    how: 'deletes the dataset',
    step: ({ argument: { model }, id }) => ({ kind: 'dataset.delete', argument: { model, dataset: id } }),
  },
});

/** Deletes one dataset: only ever to take its creation back. */
export const deleteDatasetStep = stepKind<{ model: string; dataset: string }>({
  name: 'dataset.delete',
  action: 'delete',
  argument: z.object({ model: z.string(), dataset: z.string() }),
  read: async ({ argument: { model, dataset }, sisense, signal }) => {
    const found = (await sisense.datamodels.get(model, { signal })).datasets?.find(({ oid }) => oid === dataset);
    return found === undefined ? null : { tables: (found.schema?.tables ?? []).map(({ name }) => name).toSorted() };
  },
  apply: async ({ argument: { model, dataset }, sisense, signal }) => {
    await sisense.schema.deleteDataset({ oid: model, datasetOid: dataset }, { signal });
    return { id: dataset };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: { possible: false, because: 'it would have to be set up anew' },
});

/** Makes one table in a dataset, ready for building. */
export const createTableStep = creationStep({
  name: 'table.create',
  argument: z.object({
    model: z.string(),
    dataset: z.string(),
    table: fieldsSchema,
    /** Column by which it grows; its id is known only once the table is there. */
    incrementBy: z.string().optional(),
  }),
  find: async ({ argument: { model, dataset, table }, sisense, signal }) => {
    const tables = tablesOf(await sisense.datamodels.get(model, { signal }));
    const same = tables.filter((one) => one.dataset.oid === dataset && one.table.name === table['name']);
    return same.flatMap((one) => one.table.oid ?? []);
  },
  create: async ({ argument: { model, dataset, table, incrementBy }, sisense, signal }) => {
    const place = { oid: model, datasetOid: dataset };
    const made = await sisense.schema.createTable(place, { ...table, name: String(table['name']) }, { signal });
    const column = (made.columns ?? []).find(({ name }) => name === incrementBy)?.oid;
    if (made.oid && column) {
      const accumulativeConfig = { column, type: 'lastStored', lastDays: null, keepOnlyDays: null };
      const buildBehavior = { type: 'accumulativeSync', accumulativeConfig };
      await sisense.schema.updateTable({ ...place, tableOid: made.oid }, { buildBehavior }, { signal });
    }
    return made.oid ?? undefined;
  },
  takeBack: {
    how: 'deletes the table',
    step: ({ argument: { model, dataset }, id }) => ({ kind: 'table.delete', argument: { model, dataset, table: id } }),
  },
});

/** Deletes one table: only ever to take its creation back. */
export const deleteTableStep = stepKind<{ model: string; dataset: string; table: string }>({
  name: 'table.delete',
  action: 'delete',
  argument: z.object({ model: z.string(), dataset: z.string(), table: z.string() }),
  read: async ({ argument: { model, table }, sisense, signal }) => {
    const found = tablesOf(await sisense.datamodels.get(model, { signal })).find((one) => one.table.oid === table);
    return found === undefined ? null : { columns: (found.table.columns ?? []).map(({ name }) => name).toSorted() };
  },
  apply: async ({ argument: { model, dataset, table }, sisense, signal }) => {
    await sisense.schema.deleteTable({ oid: model, datasetOid: dataset, tableOid: table }, { signal });
    return { id: table };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: { possible: false, because: 'it would have to be set up anew' },
});

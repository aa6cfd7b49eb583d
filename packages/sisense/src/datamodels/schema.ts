import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { datasetAnswer, relationAnswer, tableAnswer } from './shapes.ts';

/** A dataset of a model: what comes over one connection, or the custom tables (rest-api §7.2). */
export type Dataset = z.output<typeof datasetAnswer>;
/** A table of a dataset with its columns (rest-api §7.2, §7.4). */
export type ModelTable = z.output<typeof tableAnswer>;
/** Columns of tables that are joined, by their ids (rest-api §7.2). */
export type Relation = z.output<typeof relationAnswer>;

interface InModel {
  /** The model. */
  oid: string;
}

interface InDataset extends InModel {
  datasetOid: string;
}

interface InTable extends InDataset {
  tableOid: string;
}

/** The parts of a model's schema; whoever needs all of them reads `datamodels.get` once instead. Linux only. */
export class Schema {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The datasets of a model (rest-api §7.1). */
  listDatasets({ oid }: InModel, { signal }: CallOptions = {}): Promise<Dataset[]> {
    return this.#calls.call(endpoints['datamodels.datasets'], { path: { oid }, signal });
  }

  /** One dataset. @throws SisenseError `not-found` */
  getDataset({ oid, datasetOid }: InDataset, { signal }: CallOptions = {}): Promise<Dataset> {
    return this.#calls.call(endpoints['datamodels.getDataset'], { path: { oid, datasetOid }, signal });
  }

  /** `type` is that of the model, or `custom`; `connection` is `{ oid }` (rest-api §7.1). */
  createDataset(
    { oid }: InModel,
    body: { name: string; type: string; [field: string]: unknown },
    { signal }: CallOptions = {},
  ): Promise<Dataset> {
    return this.#calls.call(endpoints['datamodels.createDataset'], { path: { oid }, body, signal });
  }

  /** Puts a dataset on another connection, and gives it as it is then. */
  async setConnection(
    { oid, datasetOid }: InDataset,
    connection: { oid: string; [field: string]: unknown },
    { signal }: CallOptions = {},
  ): Promise<Dataset> {
    const path = { oid, datasetOid };
    await this.#calls.call(endpoints['datamodels.updateDataset'], { path, body: { connection }, signal });
    return readBack(() => this.getDataset({ oid, datasetOid }, { signal }));
  }

  /** Deletes a dataset with its tables (rest-api §7.1). */
  async deleteDataset({ oid, datasetOid }: InDataset, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['datamodels.deleteDataset'], { path: { oid, datasetOid }, signal });
  }

  /** The tables of a dataset with their columns (rest-api §7.1). */
  listTables({ oid, datasetOid }: InDataset, { signal }: CallOptions = {}): Promise<ModelTable[]> {
    return this.#calls.call(endpoints['datamodels.tables'], { path: { oid, datasetOid }, signal });
  }

  /** One table with its columns. @throws SisenseError `not-found` */
  getTable({ oid, datasetOid, tableOid }: InTable, { signal }: CallOptions = {}): Promise<ModelTable> {
    return this.#calls.call(endpoints['datamodels.getTable'], { path: { oid, datasetOid, tableOid }, signal });
  }

  /** Adds a table; `id` is its name in the source, `columns` are those to take (rest-api §7.1, §7.4). */
  createTable(
    { oid, datasetOid }: InDataset,
    table: { name: string; [field: string]: unknown },
    { signal }: CallOptions = {},
  ): Promise<ModelTable> {
    return this.#calls.call(endpoints['datamodels.createTable'], { path: { oid, datasetOid }, body: table, signal });
  }

  /**
   * Changes fields of a table, and gives it as it is then. Sisense drops the columns that a change leaves out, so the whole
   * table is read and sent (rest-api §7.1).
   */
  async updateTable(
    { oid, datasetOid, tableOid }: InTable,
    fields: Record<string, unknown>,
    { signal }: CallOptions = {},
  ): Promise<ModelTable> {
    const path = { oid, datasetOid, tableOid };
    const present = await this.getTable(path, { signal });
    await this.#calls.call(endpoints['datamodels.updateTable'], { path, body: { ...present, ...fields }, signal });
    return readBack(() => this.getTable(path, { signal }));
  }

  /** Takes a table out of a model (rest-api §7.1). */
  async deleteTable({ oid, datasetOid, tableOid }: InTable, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['datamodels.deleteTable'], { path: { oid, datasetOid, tableOid }, signal });
  }

  /** Which columns of a model are joined (rest-api §7.1). */
  listRelations({ oid }: InModel, { signal }: CallOptions = {}): Promise<Relation[]> {
    return this.#calls.call(endpoints['datamodels.relations'], { path: { oid }, signal });
  }

  /** Joins columns, each given as `{dataset, table, column}` by id. */
  createRelation(
    { oid }: InModel,
    columns: { dataset: string; table: string; column: string }[],
    { signal }: CallOptions = {},
  ): Promise<Relation> {
    return this.#calls.call(endpoints['datamodels.createRelation'], { path: { oid }, body: { columns }, signal });
  }

  /** Replaces all columns of a relation, each given as `{dataset, table, column}` by id (rest-api §7.1). */
  async updateRelation(
    { oid, relationOid }: InModel & { relationOid: string },
    columns: { dataset: string; table: string; column: string }[],
    { signal }: CallOptions = {},
  ): Promise<void> {
    const path = { oid, relationOid };
    await this.#calls.call(endpoints['datamodels.updateRelation'], { path, body: { columns }, signal });
  }

  /** Takes a join away; its columns stay (rest-api §7.1). */
  async deleteRelation(
    { oid }: InModel,
    { relationOid, signal }: CallOptions & { relationOid: string },
  ): Promise<void> {
    await this.#calls.call(endpoints['datamodels.deleteRelation'], { path: { oid, relationOid }, signal });
  }
}

import type { Call } from '../call.ts';
import { bodyObject } from '../call.ts';
import type { FieldKinds } from '../check-fields.ts';
import { isObject, type JsonObject, objectsOf, textOf, without } from '../json.ts';
import type { Column, DataModel, Dataset, Relation, Table } from '../world.ts';
import { columnDefaults, datasetConnection, datasetDefaults, tableDefaults } from '../worlds/build-model.ts';
import { datasetOfPath, tableOfPath } from './find-model.ts';
import { foundColumns } from './found-columns.ts';
import { checkBody, refuseBadBody } from './refuse-body.ts';
import { relationsTablesOf } from './relations-tables.ts';

export function addDataset(call: Call, model: DataModel): Dataset {
  const body = bodyObject(call);
  const name = textOf(body.name) ?? '';
  if (name === '') throw refuseBadBody('name is required');
  if (model.datasets.some((dataset) => dataset.name === name)) throw refuseBadBody(`Dataset '${name}' already exists`);
  const type = String(body.type ?? model.type).toLowerCase();
  if (!['extract', 'live', 'custom'].includes(type)) throw refuseBadBody('type must be extract, live or custom');
  const dataset: Dataset = {
    ...datasetDefaults(),
    fullname: name,
    ...without(body, 'connection', 'schema'),
    oid: call.world.ids.uuid(),
    name,
    type,
    lastUpdated: call.world.clock.stamp(),
    connection: type === 'custom' ? null : connectionFor(call, body.connection),
    schema: { tables: [] },
  };
  model.datasets.push(dataset);
  touch(call, model);
  return dataset;
}

/** By id it is the deployment's connection, otherwise the object as given. */
function connectionFor({ world }: Call, wanted: unknown): JsonObject {
  if (!isObject(wanted)) throw refuseBadBody('connection is required');
  const known = world.connections.get(String(wanted.oid ?? ''));
  if (known !== undefined) return datasetConnection(known) ?? {};
  if (typeof wanted.provider !== 'string') throw refuseBadBody(`Connection '${String(wanted.oid)}' was not found`);
  return wanted;
}

export function patchDataset(call: Call, model: DataModel): Dataset {
  const dataset = datasetOfPath(model, call);
  const body = bodyObject(call);
  if (body.connection !== undefined) dataset.connection = connectionFor(call, body.connection);
  dataset.lastUpdated = call.world.clock.stamp();
  touch(call, model);
  return dataset;
}

export function touch({ world }: Call, model: DataModel): void {
  model.lastUpdated = world.clock.stamp();
  model.relations = model.relations.map((relation) => marked(model, relation));
  model.relationsTables = relationsTablesOf(model.relations, objectsOf(model.relationsTables));
}

/** A relation of a column that is gone stays, with that end marked. */
function marked(model: DataModel, relation: Relation): Relation {
  const isThere = (oid: string) =>
    model.datasets.some(({ schema }) => schema.tables.some(({ columns }) => columns.some((one) => one.oid === oid)));
  const columns = relation.columns.map((end) => {
    if (!isThere(end.column)) return { ...end, isDropped: true };
    return end.isDropped === true ? { ...end, isDropped: null } : end;
  });
  return { ...relation, columns };
}

function checkTableName(model: DataModel, of: { name: string; table?: Table }): void {
  const { name, table } = of;
  const others = model.datasets.flatMap(({ schema }) => schema.tables);
  if (others.some((one) => one !== table && one.name === name)) throw refuseBadBody(`Table '${name}' already exists`);
}

function columnsFrom(call: Call, given: unknown): Column[] {
  if (!Array.isArray(given) || given.length === 0) throw refuseBadBody('columns is required');
  const columns = objectsOf(given).map((column) => columnFrom(call, column));
  const names = columns.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < given.length) throw refuseBadBody('Columns must have names of their own');
  return columns;
}

const tableFields: FieldKinds = {
  ...{ id: 'text', name: 'text', type: 'text', description: 'text?', hidden: 'flag?', tags: 'list?' },
  ...{ buildBehavior: 'object?', configOptions: 'object?' },
};

export function addTable(call: Call, model: DataModel): Table {
  const dataset = datasetOfPath(model, call);
  const body = bodyObject(call);
  const name = textOf(body.name) ?? textOf(body.id) ?? '';
  if (name === '') throw refuseBadBody('name is required');
  checkBody(body, tableFields);
  checkTableName(model, { name });
  const stamp = call.world.clock.stamp();
  const type = textOf(body.type) ?? 'base';
  const fresh = { oid: call.world.ids.uuid(), vTag: call.world.ids.uuid(), createdAt: stamp, lastUpdated: stamp };
  const isOpen = type === 'custom' && body.columns === undefined;
  const given = isOpen ? foundColumns(call.world, { model, expression: body.expression }) : body.columns;
  const columns = columnsFrom(call, given);
  const id = textOf(body.id) ?? name;
  const table: Table = { ...tableDefaults, ...body, ...fresh, id, name, type, columns };
  dataset.schema.tables.push(table);
  touch(call, model);
  return table;
}

function columnFrom({ world }: Call, column: JsonObject): Column {
  const name = textOf(column.name) ?? textOf(column.id);
  if (name === undefined) throw refuseBadBody('A column must have a name');
  const type = typeof column.type === 'number' ? column.type : 18;
  const oid = textOf(column.oid) ?? world.ids.uuid();
  return {
    ...columnDefaults,
    ...column,
    ...numbersIn(column),
    oid,
    id: textOf(column.id) ?? name,
    name,
    type,
    lastUpdated: world.clock.stamp(),
  };
}

/** Sizes that were sent as text. */
function numbersIn(column: JsonObject): JsonObject {
  const sizes = ['size', 'precision', 'scale'].filter((key) => /^\d+$/.test(textOf(column[key]) ?? ''));
  return Object.fromEntries(sizes.map((key) => [key, Number(column[key])]));
}

/** Columns that a list of columns leaves out are gone, where `tablePatchDropsColumns` says so; without a list all stay. */
export function patchTable(call: Call, model: DataModel): Table {
  const table = tableOfPath(datasetOfPath(model, call), call);
  const body = bodyObject(call);
  checkBody(body, tableFields);
  if (typeof body.name === 'string') checkTableName(model, { name: body.name, table });
  const sent = body.columns === undefined ? [] : columnsFrom(call, body.columns);
  const left = table.columns.filter(({ oid }) => !sent.some((column) => column.oid === oid));
  const keepsRest = !call.options.tablePatchDropsColumns || body.columns === undefined;
  Object.assign(table, without(body, 'oid', 'columns', 'createdAt'), { lastUpdated: call.world.clock.stamp() });
  table.columns = keepsRest ? [...left, ...sent] : sent;
  touch(call, model);
  return table;
}

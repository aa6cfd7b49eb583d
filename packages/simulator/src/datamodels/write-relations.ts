import { bodyObject, type Call, param } from '../call.ts';
import { objectsOf } from '../json.ts';
import { refuseProblem } from '../refuse.ts';
import type { DataModel, Relation } from '../world.ts';
import { checkUuid } from './find-model.ts';
import { refuseBadBody } from './refuse-body.ts';
import { touch } from './write-schema.ts';

export function relationOfPath(model: DataModel, call: Call): Relation {
  const oid = param(call, 'rOid');
  checkUuid(oid, 'relationOid');
  const relation = model.relations.find((one) => one.oid === oid);
  if (relation === undefined)
    throw refuseProblem({ status: 404, title: 'RelationNotFound', detail: `Relation '${oid}' was not found` });
  return relation;
}

export function addRelation(call: Call, model: DataModel): Relation {
  const relation: Relation = { oid: call.world.ids.uuid(), columns: endsFrom(call, model), type: null };
  model.relations.push(relation);
  touch(call, model);
  return relation;
}

export function patchRelation(call: Call, model: DataModel): Relation {
  const relation = relationOfPath(model, call);
  relation.columns = endsFrom(call, model);
  touch(call, model);
  return relation;
}

function endsFrom(call: Call, model: DataModel): Relation['columns'] {
  const ends = objectsOf(bodyObject(call).columns).map(({ dataset, table, column }) => ({
    dataset: String(dataset),
    table: String(table),
    column: String(column),
    isDropped: null,
  }));
  if (new Set(ends.map(({ column }) => column)).size < 2) throw refuseBadBody('A relation needs two columns');
  for (const end of ends) {
    const dataset = model.datasets.find(({ oid }) => oid === end.dataset);
    if (dataset === undefined) throw refuseBadBody(`Dataset '${end.dataset}' was not found`);
    const columns = dataset.schema.tables.find(({ oid }) => oid === end.table)?.columns;
    if (columns?.some(({ oid }) => oid === end.column) !== true)
      throw refuseBadBody(`Column '${end.column}' was not found`);
  }
  return ends;
}

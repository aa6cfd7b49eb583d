import type { Refusal } from '../answer.ts';
import { type Call, param } from '../call.ts';
import { isParty } from '../dashboards/access.ts';
import { isUuid } from '../ids.ts';
import { firstOf } from '../iterate.ts';
import { refuse, refuseAccess, refuseProblem } from '../refuse.ts';
import { rankOf } from '../roles/base-roles.ts';
import type { DataModel, Dataset, Table, World } from '../world.ts';

export function modelNotFound(name: string): Refusal {
  return refuseProblem({ status: 404, title: 'ElasticubeNotFound', detail: `ElastiCube '${name}' was not found` });
}

export function checkUuid(id: string, variable: string): void {
  if (isUuid(id)) return;
  const detail = `Variable "$${variable}" got invalid value "${id}"; Expected type UUID.`;
  throw refuseProblem({ status: 400, title: 'EcmApiError', detail, sub: 1012 });
}

/** To look at; `editableModel` gives one to change. */
export function modelOfPath(call: Call, name = 'oid'): DataModel {
  const oid = param(call, name);
  checkUuid(oid, 'oid');
  const model = call.world.models.get(oid);
  if (model === undefined || !mayRead(call, model)) throw modelNotFound(oid);
  return model;
}

export function editableModel(call: Call, name = 'oid'): DataModel {
  const { oid } = modelOfPath(call, name);
  const model = call.world.models.edit(oid);
  if (model === undefined) throw modelNotFound(oid);
  if (!mayWrite(call, model)) throw refuseAccess();
  return model;
}

/** Administrators of data see every model, others those given to them. */
export function mayRead({ role, user }: Call, model: DataModel): boolean {
  return rankOf(role) >= 3 || model.shares.some(({ partyId }) => isParty(partyId, user)) || isCreator(model, user._id);
}

export function mayWrite({ role, user }: Call, model: DataModel): boolean {
  if (rankOf(role) >= 3 || isCreator(model, user._id)) return true;
  return model.shares.some(({ partyId, permission }) => permission === 'w' && isParty(partyId, user));
}

const isCreator = ({ creator }: DataModel, id: string): boolean =>
  typeof creator === 'object' && creator !== null && 'id' in creator && creator.id === id;

/** Titles are compared without case, as the server does when it checks that one is free. */
export function modelTitled(world: World, title: string): DataModel | undefined {
  const oid = oidTitled(world, title);
  return oid === undefined ? undefined : world.models.get(oid);
}

/** Of a path that names a cube by its title, as v0.9 does; one that may not be read is not there. */
export function cubeOfPath(call: Call): DataModel {
  const title = param(call, 'title');
  const model = modelTitled(call.world, title);
  if (model === undefined || !mayRead(call, model)) throw cubeNotFound(title);
  return model;
}

/** The same, to be changed. */
export function writableCubeOfPath(call: Call): DataModel {
  const title = param(call, 'title');
  const model = modelTitled(call.world, title);
  if (model === undefined) throw cubeNotFound(title);
  if (!mayWrite(call, model)) throw refuseAccess();
  return model;
}

export function cubeNotFound(title: string): Refusal {
  return refuse({ status: 404, code: 404, message: `ElastiCube ${title} was not found.` });
}

export function oidTitled(world: World, title: string): string | undefined {
  const wanted = title.toLowerCase();
  return firstOf(world.modelIndex.entries(), ([, entry]) => entry.title.toLowerCase() === wanted)?.[0];
}

export function datasetOfPath(model: DataModel, call: Call): Dataset {
  const oid = param(call, 'dsOid');
  checkUuid(oid, 'datasetOid');
  const dataset = model.datasets.find((one) => one.oid === oid);
  if (dataset === undefined)
    throw refuseProblem({ status: 404, title: 'DatasetNotFound', detail: `Dataset '${oid}' was not found` });
  return dataset;
}

export function tableOfPath(dataset: Dataset, call: Call): Table {
  const oid = param(call, 'tOid');
  checkUuid(oid, 'tableOid');
  const table = dataset.schema.tables.find((one) => one.oid === oid);
  if (table === undefined)
    throw refuseProblem({ status: 404, title: 'TableNotFound', detail: `Table '${oid}' was not found` });
  return table;
}

import type { Call } from '../call.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import { type JsonObject, objectsOf, textOf } from '../json.ts';
import { keepRule } from '../security/rules.ts';
import type { DataModel } from '../world.ts';

/** What a file brings beside its schema: perspectives, formulas, hierarchies, scopes, and rules whose parties are known here. */
export function importDependencies(call: Call, of: { model: DataModel; dependencies: JsonObject }): void {
  const { world } = call;
  const { model, dependencies } = of;
  for (const perspective of objectsOf(dependencies.perspectives)) importPerspective(call, { model, perspective });
  for (const formula of objectsOf(dependencies.formulaManagement)) importFormula(call, { model, formula });
  for (const kind of ['drillHierarchies', 'scopeConfiguration'] as const) {
    const shelf = kind === 'drillHierarchies' ? world.hierarchies : world.scopes;
    const items = objectsOf(dependencies[kind]);
    if (items.length > 0) for (const [id, item] of [...shelf]) if (item.datamodelId === model.oid) shelf.delete(id);
    for (const item of items) {
      const _id = world.ids.objectId();
      shelf.set(_id, { ...item, _id, datamodelId: model.oid });
    }
  }
  for (const rule of objectsOf(dependencies.dataContext)) importRule(call, { model, rule });
}

/** One that another model has here is copied. */
function importPerspective({ world }: Call, of: { model: DataModel; perspective: JsonObject }): void {
  const own = textOf(of.perspective.oid);
  const isFree = own !== undefined && (world.perspectives.get(own)?.datamodelOid ?? of.model.oid) === of.model.oid;
  const oid = isFree ? own : world.ids.uuid();
  world.perspectives.set(oid, { ...of.perspective, oid, datamodelOid: of.model.oid });
}

/** A formula that another model has here is copied; each names the model that it came with. */
function importFormula({ world }: Call, of: { model: DataModel; formula: JsonObject }): void {
  const datasource = datasourceOf(world, of.model);
  const own = textOf(of.formula.oid);
  const there = own === undefined ? undefined : world.formulas.get(own)?.datasource;
  const isFree = own !== undefined && (there === undefined || JSON.stringify(there).includes(`"${of.model.title}"`));
  const oid = isFree ? own : world.ids.objectId();
  world.formulas.set(oid, { ...of.formula, oid, datasource });
}

function importRule({ world }: Call, of: { model: DataModel; rule: JsonObject }): void {
  const { model, rule } = of;
  const isKnown = (share: JsonObject) => {
    const party = textOf(share.party) ?? textOf(share.partyId) ?? '';
    return share.type === 'default' || world.groups.has(party) || world.users.has(party);
  };
  const shares = objectsOf(rule.shares).filter(isKnown);
  if (shares.length === 0) return;
  const _id = world.ids.objectId();
  const names = { table: String(rule.table), column: String(rule.column) };
  keepRule(world, { ...rule, ...names, _id, datamodelId: model.oid, elasticube: model.title, shares });
}

import type { Call } from '../call.ts';
import { type JsonObject, objectsOf, textOf } from '../json.ts';
import type { DataModel } from '../world.ts';

/** What a file brings beside its schema: perspectives, formulas, hierarchies, scopes, and rules whose parties are known here. */
export function importDependencies(call: Call, of: { model: DataModel; dependencies: JsonObject }): void {
  const { world } = call;
  const { model, dependencies } = of;
  for (const perspective of objectsOf(dependencies.perspectives)) {
    const oid = textOf(perspective.oid) ?? world.ids.uuid();
    world.perspectives.set(oid, { ...perspective, oid, datamodelOid: model.oid });
  }
  for (const formula of objectsOf(dependencies.formulaManagement)) {
    const oid = textOf(formula.oid) ?? world.ids.objectId();
    world.formulas.set(oid, { ...formula, oid });
  }
  for (const kind of ['drillHierarchies', 'scopeConfiguration'] as const) {
    const shelf = kind === 'drillHierarchies' ? world.hierarchies : world.scopes;
    for (const item of objectsOf(dependencies[kind]))
      shelf.set(world.ids.objectId(), { ...item, datamodelId: model.oid });
  }
  for (const rule of objectsOf(dependencies.dataContext)) importRule(call, { model, rule });
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
  world.securityRules.set(_id, { ...rule, ...names, _id, datamodelId: model.oid, elasticube: model.title, shares });
}

import type { Call } from '../call.ts';
import { checkFields, type FieldKinds } from '../check-fields.ts';
import { type JsonObject, objectsOf, textOf, without } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';
import type { DataModel, SecurityRule, World } from '../world.ts';
import { ruleFields } from '../worlds/build-model.ts';

export const serverFields = [
  '_id',
  'created',
  'lastModified',
  'importedIdIdentifier',
  'datamodelId',
  'partyName',
  'server',
  'elasticube',
];

export const rulesOf = (world: World, oid: string): SecurityRule[] =>
  [...world.securityRules.values()].filter(({ datamodelId }) => datamodelId === oid);

/** With the name of each party, which only answers have. */
export function presentRule(world: World, rule: SecurityRule): JsonObject {
  return { ...without(rule, 'datamodelId'), shares: rule.shares.map((share) => namedShare(world, share)) };
}

function namedShare(world: World, share: JsonObject): JsonObject {
  const party = partyOf(share);
  if (party === undefined) return { type: 'default' };
  const partyName = share.type === 'group' ? world.groups.get(party)?.name : world.users.get(party)?.userName;
  return { partyId: party, type: share.type, partyName: partyName ?? null };
}

export const partyOf = (share: JsonObject): string | undefined => textOf(share.party) ?? textOf(share.partyId);

/** Adds; the same table, column and parties take the place of what was there. */
export function addRules(call: Call, of: { model: DataModel; bodies: JsonObject[] }): SecurityRule[] {
  const rules = of.bodies.map((body) => ruleFrom(call, { model: of.model, body }));
  return rules.map((rule) => keepRule(call.world, rule));
}

export function keepRule(world: World, rule: SecurityRule): SecurityRule {
  const same = rulesOf(world, rule.datamodelId).find(
    (one) => one.table === rule.table && one.column === rule.column && keyOf(one) === keyOf(rule),
  );
  const kept = same === undefined ? rule : { ...rule, _id: same._id };
  world.securityRules.set(kept._id, kept);
  return kept;
}

const keyOf = ({ shares }: SecurityRule): string =>
  shares
    .map((share) => partyOf(share) ?? 'default')
    .toSorted()
    .join();

export const ruleKinds: FieldKinds = {
  ...{ table: 'text', column: 'text', datatype: 'text', members: 'list', exclusionary: 'flag', allMembers: 'flag?' },
};

function ruleFrom({ world }: Call, { model, body }: { model: DataModel; body: JsonObject }): SecurityRule {
  const { table, column } = body;
  checkFields(body, ruleKinds);
  if (typeof table !== 'string' || typeof column !== 'string') throw refuseInvalid('table and column are required');
  checkColumn(model, { table, column });
  const stamp = world.clock.stamp();
  return {
    datatype: 'text',
    members: [],
    exclusionary: false,
    allMembers: null,
    ...without(body, ...serverFields),
    ...ruleFields(model),
    _id: world.ids.objectId(),
    datamodelId: model.oid,
    table,
    column,
    shares: sharesFrom(world, body.shares),
    created: stamp,
    lastModified: stamp,
  };
}

export function checkColumn(model: DataModel, { table, column }: { table: string; column: string }): void {
  const found = model.datasets.flatMap(({ schema }) => schema.tables).find(({ name }) => name === table);
  if (found?.columns.some(({ name }) => name === column) === true) return;
  throw refuse({ status: 404, code: 404, message: `There is no column ${table}.${column}.` });
}

export function sharesFrom(world: World, shares: unknown): JsonObject[] {
  const given = objectsOf(shares);
  if (given.length === 0)
    throw refuse({ status: 400, code: 30001, message: 'Invalid default rule: a rule needs shares.' });
  const parties = given.map((share) => (share.type === 'default' ? 'default' : partyOf(share)));
  if (new Set(parties).size < parties.length)
    throw refuse({ status: 400, code: 30003, message: 'Duplicate user or group.' });
  return given.map((share) => {
    const party = partyOf(share);
    if (share.type === 'default') return { type: 'default' };
    const isKnown = party !== undefined && (share.type === 'group' ? world.groups.has(party) : world.users.has(party));
    if (!isKnown) throw refuse({ status: 400, code: 30004, message: 'User or group not found.' });
    return { party, type: share.type };
  });
}

/** The default rule of a column goes last. */
export function deleteRules(
  world: World,
  of: { model: DataModel; table: string | null; column: string | null },
): number {
  const found = rulesOf(world, of.model.oid).filter((rule) => rule.table === of.table && rule.column === of.column);
  for (const { _id } of found) world.securityRules.delete(_id);
  return found.length;
}

export function deleteRule(world: World, rule: SecurityRule): void {
  const others = rulesOf(world, rule.datamodelId).filter(
    (one) => one !== rule && one.table === rule.table && one.column === rule.column,
  );
  const isDefault = rule.shares.some(({ type }) => type === 'default');
  if (isDefault && others.length > 0) {
    throw refuse({ status: 400, code: 30006, message: 'The default rule can only be deleted last.' });
  }
  world.securityRules.delete(rule._id);
}

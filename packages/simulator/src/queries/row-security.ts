import type { Call } from '../call.ts';
import { mayWrite } from '../datamodels/find-model.ts';
import type { JsonObject } from '../json.ts';
import { partyOf, rulesOf } from '../security/rules.ts';
import type { DataModel, SecurityRule } from '../world.ts';
import type { Value } from './table-rows.ts';

export interface RowGuard {
  table: string;
  column: string;
  allows(value: Value): boolean;
}

/** Which rows the caller may see: a column with rules shows what one of the caller's rules allows, and nothing without one. */
export function guardsFor(call: Call, model: DataModel): RowGuard[] {
  if (mayWrite(call, model)) return [];
  const byColumn = new Map<string, SecurityRule[]>();
  for (const rule of rulesOf(call.world, model.oid)) {
    const key = `${rule.table}\u0000${rule.column}`;
    byColumn.set(key, [...(byColumn.get(key) ?? []), rule]);
  }
  return [...byColumn.values()].flatMap((rules) => {
    const [first] = rules;
    if (first === undefined) return [];
    const own = applying(call, rules);
    return [{ table: first.table, column: first.column, allows: (value) => own.some((rule) => lets(rule, value)) }];
  });
}

/** Rules for the person and their groups; only without any of these the rule for everyone else. */
function applying({ user }: Call, rules: SecurityRule[]): SecurityRule[] {
  const isMine = (share: JsonObject) =>
    share.type !== 'default' && [user._id, ...user.groups].includes(partyOf(share) ?? '');
  const mine = rules.filter(({ shares }) => shares.some(isMine));
  return mine.length > 0 ? mine : rules.filter(({ shares }) => shares.some(({ type }) => type === 'default'));
}

function lets(rule: SecurityRule, value: Value): boolean {
  if (rule.allMembers === true) return true;
  const members = Array.isArray(rule.members) ? rule.members.map(String) : [];
  const isMember = members.includes(String(value));
  return rule.exclusionary === true ? !isMember : isMember;
}

import type { SecurityRule } from '@fes-assistant/sisense';

/** What a rule lets its parties see: `Everything`, `Nothing`, or the values themselves. */
export function ruleValue({ members, allMembers, exclusionary }: SecurityRule): string | string[] {
  if (members && members.length > 0) return members.map(String);
  if (allMembers === true) return exclusionary === true ? 'Nothing' : 'Everything';
  return exclusionary === true ? 'Everything' : 'Nothing';
}

/** The rule as a sentence for people. */
export function ruleSentence(rule: SecurityRule): string {
  const value = ruleValue(rule);
  const column = `${rule.table}.${rule.column}`;
  if (value === 'Everything') return `Sees every value of ${column}`;
  if (value === 'Nothing') return `Sees no value of ${column}`;
  return rule.exclusionary === true ? `Sees every value of ${column} but these` : `Sees only these values of ${column}`;
}

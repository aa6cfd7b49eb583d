import { canonicalJson } from '@fes-assistant/protocol';
import type { SecurityRule } from '@fes-assistant/sisense';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { Refusal } from '../refusal.ts';
import { stepKind } from '../step-kind.ts';
import { asJson } from '../steps/fields-step.ts';
import { someOf } from '../words.ts';

const party = z.object({ type: z.string(), partyId: z.string().optional() });
export const ruleSchema = z.object({
  table: z.string(),
  column: z.string(),
  datatype: z.string(),
  members: z.array(z.string()),
  exclusionary: z.boolean(),
  allMembers: z.boolean().nullable(),
  shares: z.array(party),
});
export type Rule = z.output<typeof ruleSchema>;
const rules = z.array(ruleSchema);

/** A rule without what the server makes itself, always in the same form: what is compared, stored and put back. */
export function plainRule(rule: SecurityRule): Rule {
  return {
    table: rule.table,
    column: rule.column,
    datatype: rule.datatype ?? 'text',
    members: (rule.members ?? []).map(String).toSorted(),
    exclusionary: rule.exclusionary ?? false,
    allMembers: rule.allMembers ?? null,
    shares: (rule.shares ?? [])
      .map(({ type, party: id, partyId }) => (type === 'default' ? { type } : { type, partyId: partyId ?? id ?? '' }))
      .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)),
  };
}

export function rulesState(list: readonly SecurityRule[]): Rule[] {
  return list.map(plainRule).toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

/** Whether two rules are on the same column for the same parties: Sisense keeps one of such. */
export function isSamePlace(one: Rule, other: Rule): boolean {
  return (
    canonicalJson([one.table, one.column, one.shares]) === canonicalJson([other.table, other.column, other.shares])
  );
}

/** Makes the rules given the only ones of a model; the plan says which are added, changed and removed. */
export const rulesStep = stepKind<{ id: string; rules: Rule[] }>({
  name: 'datamodel.security',
  action: 'update',
  argument: z.object({ id: z.string(), rules }),
  read: async ({ argument: { id }, sisense, signal }) => {
    const model = await ifFound(sisense.datamodels.resolve(id, { signal }));
    return model === null ? null : asJson(rulesState(await sisense.security.listRules(model, { signal })));
  },
  apply: async ({ argument: { id, rules: wanted }, sisense, signal }) => {
    const model = await sisense.datamodels.resolve(id, { signal });
    try {
      await sisense.security.replaceRules(model, wanted, { signal });
    } catch (error) {
      await tellOfOpenColumns(wanted, () => sisense.security.listRules(model));
      throw error;
    }
    return { id };
  },
  judge: ({ argument: { rules: wanted }, before, now }) => {
    if (canonicalJson(now) === canonicalJson(sorted(wanted))) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'puts the earlier rules back, if they have not been changed since',
    steps: ({ argument: { id }, before, after, asset }) => [
      {
        kind: 'datamodel.security',
        asset,
        argument: { id, rules: before },
        changes: [{ field: 'rules', before: after, after: before }],
        state: after,
      },
    ],
  },
});

/** A failure in the middle may have left a column without its rules: that is what matters most then. */
async function tellOfOpenColumns(wanted: readonly Rule[], read: () => Promise<SecurityRule[]>): Promise<void> {
  const now = await read().catch(() => undefined);
  if (now === undefined) return;
  const isOpen = ({ table, column }: Rule) => !now.some((rule) => rule.table === table && rule.column === column);
  const open = [...new Set(wanted.filter(isOpen).map(({ table, column }) => `${table}.${column}`))];
  if (open.length === 0) return;
  throw new Refusal(
    `The change failed midway and ${someOf(open)} has no rule now: everyone with access sees all of its values. Ask for the same change again at once.`,
    'unavailable',
  );
}

function sorted(list: readonly Rule[]): Rule[] {
  return list.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

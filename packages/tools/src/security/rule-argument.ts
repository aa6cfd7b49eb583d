import { canonicalJson } from '@fes-assistant/protocol';
import { columnsOf, type Datamodel } from '@fes-assistant/sisense';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { type Parties, partyName } from '../shares/parties.ts';
import { resolveParties } from '../shares/resolve-parties.ts';
import { quoted } from '../words.ts';
import { ruleSentence } from './rule-words.ts';
import type { Rule } from './rules-step.ts';

/** A rule as a person or a model writes it; parties by name or by id, as Sisense itself lists them. */
export const ruleArgument = z.looseObject({
  table: z.string().min(1),
  column: z.string().min(1),
  datatype: z.string().optional(),
  members: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .describe('Values'),
  exclusionary: z.boolean().nullish().describe('true: all values but these'),
  allMembers: z.boolean().nullish().describe('true: every value'),
  shares: z.array(z.looseObject({ type: z.string().describe('user, group or default (everyone)') })).min(1),
});

/** Checks table and column against the model and finds the parties, so that nothing is dropped silently later. */
export function resolveRule(
  given: z.output<typeof ruleArgument>,
  { model, parties }: { model: Datamodel; parties: Parties },
): Rule {
  const columns = columnsOf(model);
  const known = columns.some(({ table, column }) => table === given.table && column === given.column);
  if (!known) throw new Refusal(`The model has no column ${quoted(`${given.table}.${given.column}`)}.`, 'not-found');
  return {
    table: given.table,
    column: given.column,
    datatype: given.datatype ?? 'text',
    members: (given.members ?? []).map(String).toSorted(),
    exclusionary: given.exclusionary ?? false,
    allMembers: given.allMembers ?? null,
    shares: given.shares
      .map((share) => resolveShare(share, parties))
      .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)),
  };
}

function resolveShare(share: { type: string; [field: string]: unknown }, parties: Parties): Rule['shares'][number] {
  const type = share.type.toLowerCase();
  if (type === 'default' || type === 'everyone') return { type: 'default' };
  if (type !== 'user' && type !== 'group')
    throw new Refusal(`A rule is for a "user", a "group" or "default", not ${quoted(type)}.`, 'invalid');
  const name = [share['partyId'], share['party'], share['name'], share['partyName']].find(
    (one) => typeof one === 'string',
  );
  if (typeof name !== 'string') throw new Refusal(`Name the ${type} of the rule by "name" or "partyId".`, 'invalid');
  const [found] = resolveParties([{ name, type }], parties);
  return { type, partyId: found?.id ?? name };
}

/** A rule in words, with names, for the person who approves. */
export function ruleWords(rule: Rule, parties: Parties): string {
  const who = rule.shares.map(({ type, partyId }) =>
    partyId ? (partyName({ type, id: partyId }, parties) ?? partyId) : 'everyone',
  );
  const values =
    rule.members.length > 0
      ? `: ${rule.members.slice(0, 10).join(', ')}${rule.members.length > 10 ? ` and ${rule.members.length - 10} more` : ''}`
      : '';
  return `${who.join(', ')}: ${ruleSentence(rule)}${values}`;
}

import { canonicalJson } from '@fes-assistant/protocol';
import { type Datamodel, isLive } from '@fes-assistant/sisense';
import type { Parties } from '../shares/parties.ts';
import type { PlanDraft } from '../step-kind.ts';
import { asJson } from '../steps/fields-step.ts';
import { someOf } from '../words.ts';
import { ruleWords } from './rule-argument.ts';
import { isSamePlace, type Rule, rulesStep } from './rules-step.ts';

/** The one step that makes `wanted` the model's rules, with every added, changed and removed rule in words. */
export function planRules({
  model,
  now,
  wanted,
  parties,
}: {
  model: Datamodel;
  now: Rule[];
  wanted: Rule[];
  parties: Parties;
}): PlanDraft {
  const title = model.title ?? model.oid;
  const rules = wanted.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  if (canonicalJson(rules) === canonicalJson(now))
    return { summary: `${title} has exactly these rules already.`, steps: [] };
  const field = (rule: Rule) => `${rule.table}.${rule.column}`;
  const written = rules
    .filter((rule) => !now.some((old) => canonicalJson(old) === canonicalJson(rule)))
    .map((rule) => {
      const old = now.find((one) => isSamePlace(one, rule));
      return { field: field(rule), before: old ? ruleWords(old, parties) : null, after: ruleWords(rule, parties) };
    });
  const gone = now.filter((old) => !rules.some((rule) => isSamePlace(rule, old)));
  const removed = gone.map((old) => ({ field: field(old), before: ruleWords(old, parties), after: null }));
  const emptied = isLive(model) ? [] : gone.map(field).filter((name) => rules.some((rule) => field(rule) === name));
  return {
    summary: `Change the data security of ${title}: ${written.length} written, ${removed.length} removed`,
    steps: [
      {
        kind: rulesStep.name,
        asset: { type: 'datamodel', name: title, id: model.oid },
        argument: { id: model.oid, rules: asJson(rules) },
        changes: [...written, ...removed],
        consequences: ['What users see in dashboards of this model changes at once.', ...openMeanwhile(emptied)],
        state: asJson(now),
      },
    ],
    warnings: removed.length > 0 ? ['Where a column keeps no rule, everyone with access sees all of its values.'] : [],
  };
}

/** An extract model has no deletion of one rule. */
function openMeanwhile(columns: string[]): string[] {
  if (columns.length === 0) return [];
  const names = someOf([...new Set(columns)]);
  return [
    `Sisense cannot remove a single rule of an extract model: all rules of ${names} are removed and written again at once, and for that moment nothing restricts it. Do it while nobody works with the model.`,
  ];
}

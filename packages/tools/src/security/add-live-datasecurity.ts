import { z } from 'zod';
import { modelType } from '../datamodels/model-type.ts';
import { Refusal } from '../refusal.ts';
import { readParties } from '../shares/parties.ts';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { planRules } from './plan-rules.ts';
import { resolveRule, ruleArgument } from './rule-argument.ts';
import { isSamePlace, rulesState, rulesStep } from './rules-step.ts';

export const addLiveDatasecurity = changeTool({
  id: 'datamodel.set_live_datasecurity_add_many',
  title: 'Add data security to a live model',
  description: 'Adds data security rules to one live model; other rules stay, one for the same parties is replaced.',
  destructive: true,
  idempotent: true,
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    rules: z.array(ruleArgument).min(1),
  }),
  examples: [
    {
      ask: 'In Live Orders the group Sales EMEA sees only Germany',
      input: {
        datamodel_name: 'Live Orders',
        rules: [
          { table: 'ORDERS', column: 'COUNTRY', members: ['Germany'], shares: [{ type: 'group', name: 'Sales EMEA' }] },
        ],
      },
    },
    {
      ask: 'Nobody else sees a country in Live Orders',
      input: {
        datamodel_name: 'Live Orders',
        rules: [{ table: 'ORDERS', column: 'COUNTRY', members: [], shares: [{ type: 'default' }] }],
      },
    },
    {
      ask: 'Let Executives see every country in Live Orders',
      input: {
        datamodel_name: 'Live Orders',
        rules: [
          { table: 'ORDERS', column: 'COUNTRY', allMembers: true, shares: [{ type: 'group', name: 'Executives' }] },
        ],
      },
    },
  ],
  tags: ['datamodels', 'security'],
  steps: [rulesStep],
  plan: async ({ datamodel_name, rules: given }, { sisense, signal }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    if (modelType(model) !== 'live') {
      throw new Refusal(`${quoted(model.title ?? '')} is not a live model: use datamodel.update_datasecurity.`);
    }
    const [rules, parties] = await Promise.all([
      sisense.security.listRules(model, { signal }),
      readParties({ sisense, signal }),
    ]);
    const now = rulesState(rules);
    const added = given.map((rule) => resolveRule(rule, { model, parties }));
    const kept = now.filter((old) => !added.some((rule) => isSamePlace(rule, old)));
    return planRules({ model, now, wanted: [...kept, ...added], parties });
  },
});

import { z } from 'zod';
import { readParties } from '../shares/parties.ts';
import { changeTool } from '../tool.ts';
import { planRules } from './plan-rules.ts';
import { resolveRule, ruleArgument } from './rule-argument.ts';
import { rulesState, rulesStep } from './rules-step.ts';

export const updateDatasecurity = changeTool({
  id: 'datamodel.update_datasecurity',
  title: 'Replace data security',
  description: 'Makes the rules given the only data security rules of one data model; none given removes all.',
  destructive: true,
  idempotent: true,
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    datasecurity: z.array(ruleArgument),
  }),
  examples: [
    {
      ask: 'Let Sales EMEA see only the region DACH in Sales, and remove all other rules',
      input: {
        datamodel_name: 'Sales',
        datasecurity: [
          { table: 'Regions', column: 'Region', members: ['DACH'], shares: [{ type: 'group', name: 'Sales EMEA' }] },
        ],
      },
    },
    { ask: 'Remove all data security of Sales', input: { datamodel_name: 'Sales', datasecurity: [] } },
    {
      ask: 'In Sales everyone sees every region, and there is no other rule',
      input: {
        datamodel_name: 'Sales',
        datasecurity: [{ table: 'Regions', column: 'Region', allMembers: true, shares: [{ type: 'default' }] }],
      },
    },
  ],
  tags: ['datamodels', 'security'],
  steps: [rulesStep],
  plan: async ({ datamodel_name, datasecurity }, { sisense, signal }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    const [rules, parties] = await Promise.all([
      sisense.security.listRules(model, { signal }),
      readParties({ sisense, signal }),
    ]);
    const wanted = datasecurity.map((rule) => resolveRule(rule, { model, parties }));
    return planRules({ model, now: rulesState(rules), wanted, parties });
  },
});

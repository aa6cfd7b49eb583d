import { z } from 'zod';
import { partyName, readParties } from '../shares/parties.ts';
import { readTool } from '../tool.ts';
import { ruleSentence, ruleValue } from './rule-words.ts';

export const getDatasecurityDetail = readTool({
  id: 'datamodel.get_datasecurity_detail',
  title: 'Data security rules',
  description: 'Lists every data security rule of one data model: who sees which values of which column.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Who sees what in Sales?', input: { datamodel_name: 'Sales' } },
    { ask: 'Show the data security rules of Finance', input: { datamodel_name: 'Finance' } },
    { ask: 'Which rules hold for everyone in People?', input: { datamodel_name: 'People' } },
  ],
  tags: ['datamodels', 'security'],
  row: z.looseObject({
    table_name: z.string(),
    column_name: z.string(),
    value: z.union([z.string(), z.array(z.string())]),
    exclusionary: z.boolean().nullable(),
    share_type: z.string(),
    share_name: z.string().nullable(),
    rule_description: z.string(),
  }),
  columns: [
    { key: 'table_name', title: 'Table', kind: 'text' },
    { key: 'column_name', title: 'Column', kind: 'text' },
    { key: 'share_name', title: 'Who', kind: 'text' },
    { key: 'value', title: 'Values', kind: 'list' },
    { key: 'rule_description', title: 'Meaning', kind: 'text' },
    { key: 'share_type', title: 'Kind', kind: 'text' },
  ],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(datamodel_name, { signal });
    const [rules, parties] = await Promise.all([
      sisense.security.listRules(model, { signal }),
      readParties({ sisense, signal }),
    ]);
    const rows = rules.flatMap((rule) => {
      const about = {
        datamodel_name: model.title ?? null,
        table_name: rule.table,
        column_name: rule.column,
        data_type: rule.datatype ?? null,
        value: ruleValue(rule),
        exclusionary: rule.exclusionary ?? null,
        rule_description: ruleSentence(rule),
      };
      const shares = rule.shares ?? [];
      if (shares.length === 0) return [{ ...about, share_type: 'None', share_name: 'None' }];
      return shares.map(({ type, party, partyId, partyName: given }) => {
        if (type === 'default') return { ...about, share_type: 'Everyone', share_name: 'Everyone' };
        const name = given ?? partyName({ type, id: partyId ?? party ?? '' }, parties);
        return { ...about, share_type: type, share_name: name };
      });
    });
    return { rows: rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) };
  },
});

function key({ table_name, column_name }: { table_name: string; column_name: string }): string {
  return `${table_name}\n${column_name}`;
}

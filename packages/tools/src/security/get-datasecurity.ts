import { z } from 'zod';
import { readTool } from '../tool.ts';

export const getDatasecurity = readTool({
  id: 'datamodel.get_datasecurity',
  title: 'Secured columns',
  description: 'Lists the columns of one data model that data security rules restrict.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Which columns of Sales have data security?', input: { datamodel_name: 'Sales' } },
    { ask: 'Is Finance secured by rows?', input: { datamodel_name: 'Finance' } },
    { ask: 'Secured columns of People', input: { datamodel_name: 'People' } },
  ],
  tags: ['datamodels', 'security'],
  row: z.looseObject({
    table_name: z.string(),
    column_name: z.string(),
    data_type: z.string().nullable(),
    rule_count: z.int(),
  }),
  columns: [
    { key: 'table_name', title: 'Table', kind: 'text' },
    { key: 'column_name', title: 'Column', kind: 'text' },
    { key: 'data_type', title: 'Type', kind: 'text' },
    { key: 'rule_count', title: 'Rules', kind: 'number' },
  ],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(datamodel_name, { signal });
    const rules = await sisense.security.listRules(model, { signal });
    const columns = new Map(rules.map((rule) => [JSON.stringify([rule.table, rule.column]), rule]));
    return {
      rows: [...columns.values()].map(({ table, column, datatype }) => ({
        datamodel_name: model.title ?? null,
        table_name: table,
        column_name: column,
        data_type: datatype ?? null,
        rule_count: rules.filter((rule) => rule.table === table && rule.column === column).length,
      })),
    };
  },
});

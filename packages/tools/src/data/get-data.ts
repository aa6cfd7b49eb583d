import type { Row } from '@fes-assistant/protocol';
import { quotedName } from '@fes-assistant/sisense';
import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getData = readTool({
  id: 'datamodel.get_data',
  title: 'Rows of a table',
  description: 'Reads rows of one table of a data model, or runs an SQL query on the model.',
  input: z.object({
    datamodel_name: z.string().min(1),
    table_name: z.string().min(1),
    query: z.string().optional().describe('SQL in place of all columns of the table'),
    limit: z.int().min(1).max(100_000).default(100_000),
  }),
  examples: [
    {
      ask: 'Show the first rows of Orders in Sales',
      input: { datamodel_name: 'Sales', table_name: 'Orders', limit: 20 },
    },
    { ask: 'Show the regions in Sales', input: { datamodel_name: 'Sales', table_name: 'Regions' } },
    {
      ask: 'How many orders does Sales have?',
      input: { datamodel_name: 'Sales', table_name: 'Orders', query: 'SELECT COUNT(*) FROM [Orders]' },
    },
  ],
  tags: ['datamodels', 'data'],
  row: z.looseObject({}),
  columns: [],
  run: async ({ datamodel_name, table_name, query, limit }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(datamodel_name, { signal });
    const sql = query ?? `SELECT * FROM ${quotedName(table_name)}`;
    const { headers, rows } = await sisense.queries.sql(model.title ?? datamodel_name, sql, {
      count: limit + 1,
      signal,
    });
    const names = distinct(headers);
    const shown = rows
      .slice(0, limit)
      .map((row): Row => Object.fromEntries(names.map((name, index) => [name, asJson(row[index])])));
    const more =
      rows.length > limit
        ? [`These are the first ${limit} rows and there are more: raise "limit" or ask a narrower query.`]
        : [];
    return { rows: shown, notes: more };
  },
});

/** Two columns of one name keep both values. */
function distinct(headers: readonly string[]): string[] {
  return headers.map((header, index) => {
    const earlier = headers.slice(0, index).filter((other) => other === header).length;
    return earlier === 0 ? header : `${header} (${earlier + 1})`;
  });
}

import { tableOfJaql } from '@fes-assistant/sisense';
import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { jaqlArgument, withDatasource } from './jaql-argument.ts';

export const runJaqlQuery = readTool({
  id: 'queries.elasticube_run_jaql_query',
  title: 'Run JAQL query',
  description: 'Runs one JAQL query on a data model and gives its rows.',
  input: z.object({ datasource_name: z.string().min(1).describe('Title'), jaql_payload: jaqlArgument }),
  examples: [
    {
      ask: 'Net sales by region in Sales',
      input: {
        datasource_name: 'Sales',
        jaql_payload: {
          metadata: [
            { jaql: { dim: '[Regions.Region]', title: 'Region' } },
            { jaql: { dim: '[Orders.Net]', agg: 'sum', title: 'Net' } },
          ],
        },
      },
    },
    {
      ask: 'How many orders does ecommerce_db have?',
      input: {
        datasource_name: 'ecommerce_db',
        jaql_payload: { metadata: [{ jaql: { dim: '[orders.order_id]', agg: 'count', title: 'Orders' } }] },
      },
    },
    {
      ask: 'First 10 customers of ecommerce_db',
      input: {
        datasource_name: 'ecommerce_db',
        jaql_payload: { metadata: [{ jaql: { dim: '[customers.full_name]', title: 'Customer' } }], count: 10 },
      },
    },
  ],
  tags: ['queries', 'data'],
  row: z.looseObject({}),
  columns: [],
  run: async ({ datasource_name, jaql_payload }, { sisense, signal }) => {
    const answer = await sisense.queries.jaql(datasource_name, withDatasource(jaql_payload, datasource_name), {
      signal,
    });
    const { headers, rows } = tableOfJaql(answer);
    const names = headers.map((name, at) => (headers.indexOf(name) === at ? name : `${name} (${at + 1})`));
    return { rows: rows.map((row) => Object.fromEntries(names.map((name, at) => [name, asJson(row[at])]))) };
  },
});

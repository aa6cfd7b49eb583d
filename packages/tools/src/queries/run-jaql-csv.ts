import { z } from 'zod';
import { readTool } from '../tool.ts';
import { jaqlArgument, withDatasource } from './jaql-argument.ts';

export const runJaqlCsv = readTool({
  id: 'queries.elasticubes_run_jaql_csv',
  title: 'Run JAQL query as CSV',
  description: 'Runs one JAQL query on a data model and gives the answer as CSV text.',
  input: z.object({ datasource_name: z.string().min(1).describe('Title'), jaql_payload: jaqlArgument }),
  examples: [
    {
      ask: 'Net sales by region in Sales as CSV',
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
      ask: 'Export the countries of ecommerce_db customers as CSV',
      input: {
        datasource_name: 'ecommerce_db',
        jaql_payload: { metadata: [{ jaql: { dim: '[customers.country]', title: 'Country' } }] },
      },
    },
    {
      ask: 'Orders per channel as CSV',
      input: {
        datasource_name: 'ecommerce_db',
        jaql_payload: {
          metadata: [
            { jaql: { dim: '[orders.channel]', title: 'Channel' } },
            { jaql: { dim: '[orders.order_id]', agg: 'count', title: 'Orders' } },
          ],
        },
      },
    },
  ],
  tags: ['queries', 'data'],
  item: z.string(),
  columns: [],
  run: async ({ datasource_name, jaql_payload }, { sisense, signal }) => ({
    item: await sisense.queries.jaqlCsv(datasource_name, withDatasource(jaql_payload, datasource_name), { signal }),
  }),
});

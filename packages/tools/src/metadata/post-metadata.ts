import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { createMetadataStep } from './metadata-steps.ts';
import { planMetadata, savedBody } from './plan-metadata.ts';

export const postMetadata = changeTool({
  id: 'metadata.post_metadata_query',
  title: 'Save filter or formula',
  description: 'Saves one filter or formula as Sisense takes it. It changes the deployment, in spite of its name.',
  destructive: false,
  idempotent: false,
  input: z.object({ query_payload: savedBody }),
  examples: [
    {
      ask: 'Save the filter Germany only for ecommerce_db',
      input: {
        query_payload: {
          title: 'Germany only',
          type: 'dimension',
          datasource: { title: 'ecommerce_db' },
          dim: '[customers.country]',
          filter: { members: ['Germany'] },
        },
      },
    },
    {
      ask: 'Save a filter for app orders',
      input: {
        query_payload: {
          title: 'App orders',
          datasource: { title: 'ecommerce_db' },
          dim: '[orders.channel]',
          filter: { members: ['App'] },
        },
      },
    },
    {
      ask: 'Save the formula Margin for Sales',
      input: {
        query_payload: {
          title: 'Margin',
          datasource: { title: 'Sales' },
          formula: 'sum([n]) - sum([c])',
          context: { '[n]': { dim: '[Orders.Net]' }, '[c]': { dim: '[Orders.Cost]' } },
        },
      },
    },
  ],
  tags: ['metadata', 'datamodels'],
  steps: [createMetadataStep],
  plan: ({ query_payload }, context) => planMetadata(query_payload, context),
});

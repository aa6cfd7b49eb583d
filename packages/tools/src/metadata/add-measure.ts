import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { createMetadataStep } from './metadata-steps.ts';
import { planMetadata, savedBody } from './plan-metadata.ts';

export const addMeasure = changeTool({
  id: 'metadata.add_datasource_measure',
  title: 'Save formula',
  description: 'Saves one formula for a data model, so that others can use it.',
  destructive: false,
  idempotent: false,
  input: z.object({ measure: savedBody }),
  examples: [
    {
      ask: 'Save the formula Total cost for Sales',
      input: {
        measure: {
          title: 'Total cost',
          type: 'measure',
          datasource: { title: 'Sales' },
          formula: 'sum([c])',
          context: { '[c]': { dim: '[Orders.Cost]' } },
        },
      },
    },
    {
      ask: 'Save an average basket for ecommerce_db',
      input: {
        measure: {
          title: 'Basket',
          type: 'measure',
          datasource: { title: 'ecommerce_db' },
          formula: 'avg([t])',
          context: { '[t]': { dim: '[orders.total_amount]' } },
        },
      },
    },
    {
      ask: 'Save the formula Net per deal',
      input: {
        measure: {
          title: 'Net per deal',
          datasource: { title: 'Sales' },
          formula: 'sum([n]) / count([d])',
          context: { '[n]': { dim: '[Orders.Net]' }, '[d]': { dim: '[Orders.Order Id]' } },
        },
      },
    },
  ],
  tags: ['metadata', 'datamodels'],
  steps: [createMetadataStep],
  plan: ({ measure }, context) => planMetadata(measure, context),
});

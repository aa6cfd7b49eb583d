import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const getDashboardById = readTool({
  id: 'dashboard.get_dashboard_by_id',
  title: 'Dashboard by id',
  description: 'Shows one dashboard with its settings, filters and layout, found by id.',
  input: z.object({ dashboard_id: z.string().min(1).describe('Id or title') }),
  examples: [
    { ask: 'Show the dashboard Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    { ask: 'Which filters does Online Revenue have?', input: { dashboard_id: 'Online Revenue' } },
    { ask: 'Who owns Online Revenue?', input: { dashboard_id: 'Online Revenue' } },
  ],
  tags: ['dashboards'],
  item: z.looseObject({ oid: z.string(), title: z.string().nullish() }),
  columns: [],
  run: async ({ dashboard_id }, { sisense, signal }) => ({
    item: asJson(await sisense.dashboards.resolve(dashboard_id, { signal })),
  }),
});

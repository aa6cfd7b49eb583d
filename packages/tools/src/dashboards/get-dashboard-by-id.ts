import { z } from 'zod';
import { readTool } from '../tool.ts';
import { asJson } from './dashboard-row.ts';

export const getDashboardById = readTool({
  id: 'dashboard.get_dashboard_by_id',
  title: 'Dashboard by id',
  description: 'Shows one dashboard with its settings, filters and layout, found by id.',
  input: z.object({ dashboard_id: z.string().min(1) }),
  examples: [
    { ask: 'Show the dashboard 65c0d0000000000000000d01', input: { dashboard_id: '65c0d0000000000000000d01' } },
    { ask: 'Which filters does 65c0d0000000000000000d01 have?', input: { dashboard_id: '65c0d0000000000000000d01' } },
    { ask: 'Who owns 65c0d0000000000000000d01?', input: { dashboard_id: '65c0d0000000000000000d01' } },
  ],
  tags: ['dashboards'],
  item: z.looseObject({ oid: z.string(), title: z.string().nullish() }),
  columns: [],
  run: async ({ dashboard_id }, { sisense, signal }) => ({
    item: asJson(await sisense.dashboards.get(dashboard_id, { signal })),
  }),
});

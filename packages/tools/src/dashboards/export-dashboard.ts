import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';

export const exportDashboard = readTool({
  id: 'dashboard.export_dashboard',
  title: 'Export dashboard',
  description: 'Exports one dashboard whole, with widgets and scripts: what a .dash file holds.',
  input: z.object({ dashboard_id: z.string().min(1).describe('Id or title') }),
  examples: [
    { ask: 'Export Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    { ask: 'Give me the .dash of Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    { ask: 'Back up the dashboard Online Revenue', input: { dashboard_id: 'Online Revenue' } },
  ],
  tags: ['dashboards'],
  item: z.looseObject({ oid: z.string(), title: z.string().nullish() }),
  columns: [],
  run: async ({ dashboard_id }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_id, { signal });
    return { item: asJson(await sisense.dashboards.export(oid, { signal })) };
  },
});

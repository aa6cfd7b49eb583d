import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { asOwner, ownerSteps } from './as-owner.ts';
import { updateDashboardStep } from './dashboard-update-step.ts';

export const renameDashboard = changeTool({
  id: 'dashboard.rename_dashboard',
  title: 'Rename dashboard',
  description: 'Gives one dashboard another title.',
  destructive: true,
  idempotent: true,
  input: z.object({ dashboard_id: z.string().min(1).describe('Id or title'), title: z.string().min(1) }),
  examples: [
    { ask: 'Rename Online Revenue to Sales 2026', input: { dashboard_id: 'Online Revenue', title: 'Sales 2026' } },
    { ask: 'Call the dashboard Online Revenue "Revenue"', input: { dashboard_id: 'Online Revenue', title: 'Revenue' } },
    {
      ask: 'Change the title of Online Revenue to Old Sales',
      input: { dashboard_id: 'Online Revenue', title: 'Old Sales' },
    },
  ],
  tags: ['dashboards'],
  steps: [updateDashboardStep, ...ownerSteps],
  plan: async ({ dashboard_id, title }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const now = dashboard.title ?? '';
    if (now === title) return { summary: `The dashboard is called ${quoted(title)} already.`, steps: [] };
    const step = {
      kind: updateDashboardStep.name,
      asset: { type: 'dashboard', name: now, id: dashboard.oid },
      argument: { id: dashboard.oid, fields: { title } },
      changes: [{ field: 'title', before: now, after: title }],
      consequences: ['Links and ids stay the same.'],
    };
    return {
      summary: `Rename dashboard ${now} to ${title}`,
      ...(await asOwner({ dashboard, steps: [step], sisense, signal })),
    };
  },
});

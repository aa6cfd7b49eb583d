import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { publishStep } from './publish-step.ts';

export const publishDashboard = changeTool({
  id: 'dashboard.publish_dashboard',
  title: 'Publish dashboard',
  description: 'Publishes one dashboard to everyone it is shared with; "force" replaces their own changes.',
  destructive: true,
  idempotent: true,
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    admin_access: z.boolean().default(true).describe('Use administrator rights'),
    force: z.boolean().default(false),
  }),
  examples: [
    { ask: 'Publish Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    {
      ask: 'Publish Online Revenue and replace what viewers changed',
      input: { dashboard_id: 'Online Revenue', force: true },
    },
    { ask: 'Publish my dashboard Online Revenue', input: { dashboard_id: 'Online Revenue', admin_access: false } },
  ],
  tags: ['dashboards'],
  steps: [publishStep],
  plan: async ({ dashboard_id, admin_access, force }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const title = dashboard.title ?? dashboard.oid;
    return {
      summary: `Publish dashboard ${title}`,
      steps: [
        {
          kind: publishStep.name,
          asset: { type: 'dashboard', name: title, id: dashboard.oid },
          argument: { id: dashboard.oid, force, adminAccess: admin_access },
          consequences: [
            force
              ? 'Changes that recipients made to their own copy are replaced.'
              : 'Recipients see the present state; their own filters stay.',
          ],
        },
      ],
    };
  },
});

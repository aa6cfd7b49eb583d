import { z } from 'zod';
import { asOwner, ownerSteps } from '../dashboards/as-owner.ts';
import { updateDashboardStep } from '../dashboards/dashboard-update-step.ts';
import { changeTool } from '../tool.ts';
import { readScript, scriptArgument } from './script-argument.ts';

export const addDashboardScript = changeTool({
  id: 'dashboard.add_dashboard_script',
  title: 'Set dashboard script',
  description: 'Sets the JavaScript of one dashboard, in place of the one it has.',
  destructive: true,
  idempotent: true,
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    script: scriptArgument,
    executing_user: z.string().optional().describe('E-mail of the connected user'),
  }),
  examples: [
    {
      ask: 'Add a script that logs to Online Revenue',
      input: { dashboard_id: 'Online Revenue', script: "dashboard.on('initialized', () => console.log('ready'));" },
    },
    { ask: 'Empty the script of Online Revenue', input: { dashboard_id: 'Online Revenue', script: '' } },
    {
      ask: 'Set the script of Online Revenue',
      input: { dashboard_id: 'Online Revenue', script: "dashboard.on('refreshend', () => {});" },
    },
  ],
  tags: ['dashboards', 'scripts'],
  steps: [updateDashboardStep, ...ownerSteps],
  plan: async ({ dashboard_id, script, executing_user }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const before = (await sisense.dashboards.export(dashboard.oid, { signal })).script ?? '';
    const after = readScript(script);
    if (before === after) return { summary: 'The dashboard has exactly this script already.', steps: [] };
    const title = dashboard.title ?? dashboard.oid;
    const step = {
      kind: updateDashboardStep.name,
      asset: { type: 'dashboard', name: title, id: dashboard.oid },
      argument: { id: dashboard.oid, fields: { script: after } },
      changes: [{ field: 'script', before, after }],
      consequences: ['The script runs in the browser of everyone who opens the dashboard.'],
    };
    return {
      summary: `Set the script of dashboard ${title}`,
      ...(await asOwner({ dashboard, steps: [step], executingUser: executing_user, sisense, signal })),
    };
  },
});

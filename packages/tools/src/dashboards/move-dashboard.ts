import { z } from 'zod';
import { findFolder } from '../folders/find-folder.ts';
import { ifFound } from '../if-found.ts';
import { changeTool } from '../tool.ts';
import { asOwner, ownerSteps } from './as-owner.ts';
import { updateDashboardStep } from './dashboard-update-step.ts';

export const moveDashboard = changeTool({
  id: 'dashboard.move_dashboard_to_folder',
  title: 'Move dashboard',
  description: 'Moves one dashboard into another folder; "root" takes it out of all folders.',
  destructive: false,
  idempotent: true,
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    folder_id: z.string().min(1).describe('Id or name of the folder, or "root"'),
  }),
  examples: [
    {
      ask: 'Move Online Revenue into the folder Finance',
      input: { dashboard_id: 'Online Revenue', folder_id: 'Finance' },
    },
    {
      ask: 'Put Online Revenue into the folder Archive',
      input: { dashboard_id: 'Online Revenue', folder_id: 'Archive' },
    },
    { ask: 'Take Online Revenue out of its folder', input: { dashboard_id: 'Online Revenue', folder_id: 'root' } },
  ],
  tags: ['dashboards', 'folders'],
  steps: [updateDashboardStep, ...ownerSteps],
  plan: async ({ dashboard_id, folder_id }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const folder = folder_id.toLowerCase() === 'root' ? null : await findFolder(folder_id, { sisense, signal });
    const title = dashboard.title ?? dashboard.oid;
    if ((dashboard.parentFolder ?? null) === (folder?.oid ?? null)) {
      return { summary: 'The dashboard is in that folder already.', steps: [] };
    }
    const { parentFolder } = dashboard;
    const earlier = parentFolder ? await ifFound(sisense.folders.get(parentFolder, { signal })) : null;
    const step = {
      kind: updateDashboardStep.name,
      asset: { type: 'dashboard', name: title, id: dashboard.oid },
      argument: { id: dashboard.oid, fields: { parentFolder: folder?.oid ?? null } },
      changes: [{ field: 'folder', before: earlier?.name ?? parentFolder ?? null, after: folder?.name ?? null }],
    };
    const where = folder === null ? 'out of its folder' : `to the folder ${folder.name}`;
    return {
      summary: `Move dashboard ${title} ${where}`,
      ...(await asOwner({ dashboard, steps: [step], sisense, signal })),
    };
  },
});

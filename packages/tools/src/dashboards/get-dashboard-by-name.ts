import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { readTool } from '../tool.ts';
import { quoted } from '../words.ts';
import { dashboardColumns, dashboardNames, dashboardRow, hiddenFolderNotes, toDashboardRow } from './dashboard-row.ts';

export const getDashboardByName = readTool({
  id: 'dashboard.get_dashboard_by_name',
  title: 'Dashboards by title',
  description: 'Finds the dashboards with exactly this title; titles are not unique, so there may be several.',
  input: z.object({ dashboard_name: z.string().min(1) }),
  examples: [
    { ask: 'Find the dashboard Sales Overview', input: { dashboard_name: 'Sales Overview' } },
    { ask: 'What is the id of Sales Overview?', input: { dashboard_name: 'Sales Overview' } },
    { ask: 'Who owns Sales Overview?', input: { dashboard_name: 'Sales Overview' } },
  ],
  tags: ['dashboards'],
  row: dashboardRow,
  columns: dashboardColumns,
  run: async ({ dashboard_name }, { sisense, signal }) => {
    const found = await sisense.dashboards.findByTitle(dashboard_name, { signal });
    if (found.length === 0)
      throw new Refusal(`There is no dashboard with the title ${quoted(dashboard_name)}.`, 'not-found');
    const names = await dashboardNames({ sisense, signal });
    const rows = found.map((dashboard) => toDashboardRow(dashboard, names));
    return { rows, notes: hiddenFolderNotes(rows) };
  },
});

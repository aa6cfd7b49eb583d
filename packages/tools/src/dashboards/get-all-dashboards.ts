import { z } from 'zod';
import { readTool } from '../tool.ts';
import {
  dashboardColumns,
  dashboardNames,
  dashboardRow,
  hiddenFolderNotes,
  listFields,
  toDashboardRow,
} from './dashboard-row.ts';

export const getAllDashboards = readTool({
  id: 'dashboard.get_all_dashboards',
  title: 'All dashboards',
  description: 'Lists every dashboard of the deployment with owner, folder, data model and dates.',
  input: z.object({}),
  examples: [
    { ask: 'Show me all dashboards', input: {} },
    { ask: 'Which dashboards were not opened this year?', input: {} },
    { ask: 'How many dashboards use the model Sales?', input: {} },
  ],
  tags: ['dashboards'],
  row: dashboardRow,
  columns: dashboardColumns,
  run: async (_input, { sisense, signal }) => {
    const [dashboards, names] = await Promise.all([
      sisense.dashboards.list({ fields: listFields, signal }),
      dashboardNames({ sisense, signal }),
    ]);
    const rows = dashboards.map((dashboard) => toDashboardRow(dashboard, names));
    return { rows, notes: hiddenFolderNotes(rows) };
  },
});

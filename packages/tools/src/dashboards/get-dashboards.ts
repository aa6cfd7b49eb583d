import { z } from 'zod';
import { fieldOf } from '../steps/fields-step.ts';
import { readTool } from '../tool.ts';
import { dashboardColumns, dashboardNames, toDashboardRow } from './dashboard-row.ts';

export const getDashboards = readTool({
  id: 'dashboard.get_dashboards',
  title: 'My dashboards',
  description: 'Lists the dashboards that the connected user owns or was given.',
  input: z.object({ fields: z.array(z.string()).optional().describe('Only these fields of Sisense') }),
  examples: [
    { ask: 'Show my dashboards', input: {} },
    { ask: 'List ids and titles of my dashboards', input: { fields: ['oid', 'title'] } },
    { ask: 'Which dashboards were shared with me?', input: {} },
  ],
  tags: ['dashboards'],
  row: z.looseObject({ oid: z.string() }),
  columns: dashboardColumns,
  run: async ({ fields }, { sisense, signal }) => {
    if (fields !== undefined && fields.length > 0) {
      const asked = [...new Set(['oid', ...fields])];
      const dashboards = await sisense.dashboards.listOwn({ fields: asked, signal });
      return {
        rows: dashboards.map((dashboard) =>
          Object.fromEntries(asked.map((field) => [field, fieldOf(dashboard, field)])),
        ),
      };
    }
    const [dashboards, names] = await Promise.all([
      sisense.dashboards.listOwn({ signal }),
      dashboardNames({ sisense, signal }),
    ]);
    return { rows: dashboards.map((dashboard) => toDashboardRow(dashboard, names)) };
  },
});

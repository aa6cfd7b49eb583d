import type { DashboardExport } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { checkWidgetCount } from './dashboard-checks.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { checkDashboards, references } from './load.ts';

export const checkWidgetCounts = readTool({
  id: 'wellcheck.check_dashboard_widget_counts',
  title: 'Check number of widgets',
  description: 'Counts the widgets of dashboards and warns where there are many.',
  input: z.object({ dashboards: references, max_widgets: z.int().min(0).default(20) }),
  examples: [
    { ask: 'Which dashboards have too many widgets?', input: {} },
    { ask: 'How many widgets does Board Pack Q3 have?', input: { dashboards: ['Board Pack Q3'] } },
    { ask: 'Which dashboards have more than 5 widgets?', input: { max_widgets: 5 } },
  ],
  tags: ['health', 'dashboards'],
  row: z.looseObject({ dashboard_id: z.string(), widget_count: z.int(), ...findingFields }),
  columns: [
    { key: 'dashboard_title', title: 'Dashboard', kind: 'text' },
    { key: 'widget_count', title: 'Widgets', kind: 'number' },
    ...findingColumns,
  ],
  run: async ({ dashboards, max_widgets }, context) => {
    const at = links(context.sisense);
    const check = (dashboard: DashboardExport) => checkWidgetCount(dashboard, max_widgets, at);
    const { found: rows, notes } = await checkDashboards(dashboards, { context, check });
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

import type { DashboardExport } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { checkPivotFields } from './dashboard-checks.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { checkDashboards, references } from './load.ts';

export const checkPivotWidgetFields = readTool({
  id: 'wellcheck.check_pivot_widget_fields',
  title: 'Check fields of pivots',
  description: 'Lists the pivots that have more fields than a limit.',
  input: z.object({ dashboards: references, max_fields: z.int().min(0).default(20) }),
  examples: [
    { ask: 'Which pivots have too many fields?', input: {} },
    { ask: 'Which pivots have more than 10 fields?', input: { max_fields: 10 } },
    { ask: 'Check the pivots of Online Revenue', input: { dashboards: 'Online Revenue', max_fields: 5 } },
  ],
  tags: ['health', 'dashboards'],
  row: z.looseObject({ dashboard_id: z.string(), widget_id: z.string(), field_count: z.int(), ...findingFields }),
  columns: [
    { key: 'dashboard_title', title: 'Dashboard', kind: 'text' },
    { key: 'widget_title', title: 'Widget', kind: 'text' },
    { key: 'field_count', title: 'Fields', kind: 'number' },
    ...findingColumns,
  ],
  run: async ({ dashboards, max_fields }, context) => {
    const at = links(context.sisense);
    const check = (dashboard: DashboardExport) => checkPivotFields(dashboard, max_fields, at);
    const { found, notes } = await checkDashboards(dashboards, { context, check });
    const rows = found.flat();
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

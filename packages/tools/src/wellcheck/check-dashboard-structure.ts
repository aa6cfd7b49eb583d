import type { DashboardExport } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { checkStructure } from './dashboard-checks.ts';
import { bySeverity, findingColumns, findingFields, links, tally } from './finding.ts';
import { checkDashboards, references } from './load.ts';

export const checkDashboardStructure = readTool({
  id: 'wellcheck.check_dashboard_structure',
  title: 'Check structure of dashboards',
  description: 'Counts pivots, tabbers, accordions and jumps of dashboards and warns where there are many.',
  input: z.object({
    dashboards: references,
    max_pivots: z.int().min(0).default(3),
    max_tabbers: z.int().min(0).default(2),
    max_accordions: z.int().min(0).default(3),
    max_jumps: z.int().min(0).default(5),
  }),
  examples: [
    { ask: 'Check the structure of all dashboards', input: {} },
    { ask: 'How many pivots does Board Pack Q3 have?', input: { dashboards: ['Board Pack Q3'] } },
    { ask: 'Which dashboards jump to another one?', input: { max_jumps: 0 } },
  ],
  tags: ['health', 'dashboards'],
  row: z.looseObject({
    dashboard_id: z.string(),
    pivot_count: z.int(),
    tabber_count: z.int(),
    accordion_count: z.int(),
    jtd_count: z.int(),
    ...findingFields,
  }),
  columns: [
    { key: 'dashboard_title', title: 'Dashboard', kind: 'text' },
    { key: 'pivot_count', title: 'Pivots', kind: 'number' },
    { key: 'tabber_count', title: 'Tabbers', kind: 'number' },
    { key: 'accordion_count', title: 'Accordions', kind: 'number' },
    { key: 'jtd_count', title: 'Jumps', kind: 'number' },
    ...findingColumns,
  ],
  run: async ({ dashboards, ...limits }, context) => {
    const at = links(context.sisense);
    const check = (dashboard: DashboardExport) => checkStructure(dashboard, limits, at);
    const { found: rows, notes } = await checkDashboards(dashboards, { context, check });
    return { rows: bySeverity(rows), notes: [tally(rows), ...notes] };
  },
});

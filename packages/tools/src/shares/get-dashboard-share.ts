import { z } from 'zod';
import { readTool } from '../tool.ts';
import { readParties } from './parties.ts';
import { goneNote, shareColumns, shareRow, toShareRow } from './share-row.ts';

export const getDashboardShare = readTool({
  id: 'dashboard.get_dashboard_share',
  title: 'Shares of a dashboard',
  description: 'Lists with whom one dashboard is shared and with which right, found by title or id.',
  input: z.object({ dashboard_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Who has access to Online Revenue?', input: { dashboard_name: 'Online Revenue' } },
    { ask: 'With which groups is Online Revenue shared?', input: { dashboard_name: 'Online Revenue' } },
    { ask: 'Who may edit Online Revenue?', input: { dashboard_name: 'Online Revenue' } },
  ],
  tags: ['dashboards', 'shares'],
  row: shareRow,
  columns: shareColumns,
  run: async ({ dashboard_name }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_name, { signal });
    const [list, parties] = await Promise.all([
      sisense.shares.get(dashboard.oid, { signal }),
      readParties({ sisense, signal }),
    ]);
    const rows = list.sharesTo.map((share) => toShareRow(share, { owner: dashboard.owner ?? null, parties }));
    return { rows, notes: goneNote(rows) };
  },
});

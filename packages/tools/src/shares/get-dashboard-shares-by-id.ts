import { z } from 'zod';
import { readTool } from '../tool.ts';
import { readParties } from './parties.ts';
import { goneNote, shareColumns, shareRow, toShareRow } from './share-row.ts';

export const getDashboardSharesById = readTool({
  id: 'dashboard.get_dashboard_shares_v1',
  title: 'Shares of a dashboard by id',
  description: 'Lists the share entries of one dashboard, found by id.',
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    admin_access: z.boolean().default(true).describe('Use administrator rights'),
  }),
  examples: [
    { ask: 'Share entries of Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    {
      ask: 'Share entries of Company KPIs',
      input: { dashboard_id: 'Company KPIs', admin_access: true },
    },
    { ask: 'Who subscribes to Online Revenue?', input: { dashboard_id: 'Online Revenue' } },
  ],
  tags: ['dashboards', 'shares'],
  row: shareRow,
  columns: shareColumns,
  run: async ({ dashboard_id, admin_access }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_id, { signal });
    const [list, parties] = await Promise.all([
      sisense.shares.get(oid, { adminAccess: admin_access, signal }),
      readParties({ sisense, signal }),
    ]);
    const rows = list.sharesTo.map((share) => toShareRow(share, { owner: null, parties }));
    return { rows, notes: goneNote(rows) };
  },
});

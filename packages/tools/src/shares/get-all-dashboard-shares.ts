import type { Row } from '@fes-assistant/protocol';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { readParties } from './parties.ts';
import { goneNote, toShareRow } from './share-row.ts';

export const getAllDashboardShares = readTool({
  id: 'access.get_all_dashboard_shares',
  title: 'Shares of all dashboards',
  description: 'Lists every dashboard with everyone it is shared with and the right they have.',
  input: z.object({}),
  examples: [
    { ask: 'Show the shares of all dashboards', input: {} },
    { ask: 'Which dashboards are not shared at all?', input: {} },
    { ask: 'What is shared with the group Finance?', input: {} },
  ],
  tags: ['dashboards', 'shares'],
  row: z.looseObject({
    dashboard: z.string().nullable(),
    dashboardId: z.string(),
    type: z.string().nullable(),
    name: z.string().nullable(),
    rule: z.string().nullable(),
  }),
  columns: [
    { key: 'dashboard', title: 'Dashboard', kind: 'text' },
    { key: 'owner', title: 'Owner', kind: 'text' },
    { key: 'type', title: 'Kind', kind: 'text' },
    { key: 'name', title: 'Shared with', kind: 'text' },
    { key: 'rule', title: 'Right', kind: 'text' },
    { key: 'dashboardId', title: 'Dashboard id', kind: 'id' },
  ],
  run: async (_input, { sisense, signal }) => {
    const [dashboards, parties] = await Promise.all([
      sisense.dashboards.list({ fields: ['oid', 'title', 'owner', 'shares'], confirmsEnd: true, signal }),
      readParties({ sisense, signal }),
    ]);
    const rows: Row[] = dashboards.flatMap(({ oid, title, owner, shares }) => {
      const ownerUser = owner ? parties.users.get(owner) : undefined;
      const about = { dashboard: title ?? null, dashboardId: oid, owner: ownerUser ? userLabel(ownerUser) : null };
      const shared = (shares ?? []).filter(({ shareId }) => shareId !== owner);
      if (shared.length === 0)
        return [{ ...about, type: null, name: null, rule: null, shareId: null, subscribe: false }];
      return shared.map((share) => ({ ...about, ...toShareRow(share, { owner: owner ?? null, parties }) }));
    });
    return { rows, notes: goneNote(rows.filter((row) => row['type'] !== null)) };
  },
});

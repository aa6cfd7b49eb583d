import { z } from 'zod';
import { readTool } from '../tool.ts';

export const canBeOwned = readTool({
  id: 'dashboard.can_be_owned',
  title: 'Can it be owned',
  description: 'Tells whether a user (the connected one unless named) may own one dashboard.',
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    user_email: z.string().optional(),
  }),
  examples: [
    { ask: 'Can I own Online Revenue?', input: { dashboard_id: 'Online Revenue' } },
    {
      ask: 'Can kenji own Online Revenue?',
      input: { dashboard_id: 'Online Revenue', user_email: 'kenji.watanabe@meridian-outdoor.example' },
    },
    {
      ask: 'May maya take over Online Revenue?',
      input: { dashboard_id: 'Online Revenue', user_email: 'priya.nair@meridian-outdoor.example' },
    },
  ],
  tags: ['dashboards', 'users'],
  item: z.looseObject({ canBeOwned: z.boolean(), reasonMessage: z.string().nullish() }),
  columns: [],
  run: async ({ dashboard_id, user_email }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_id, { signal });
    const email = user_email ?? (await sisense.users.me({ signal })).email ?? undefined;
    return { item: await sisense.dashboards.canBeOwned(oid, { ...(email ? { email } : {}), signal }) };
  },
});

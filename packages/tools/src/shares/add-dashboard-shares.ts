import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { count, quoted } from '../words.ts';
import { partyName, readParties } from './parties.ts';
import { resolveParties } from './resolve-parties.ts';
import { shareDashboardStep, sharesState } from './share-dashboard-step.ts';

/** Sisense shows a dashboard to new recipients as it was published last. */
const unpublished = 'Whoever is new to it may see it only once it is published (dashboard.publish_dashboard).';

export const addDashboardShares = changeTool({
  id: 'dashboard.add_dashboard_shares',
  title: 'Share dashboard',
  description: 'Shares one dashboard with users and groups, or changes the right they have; other shares stay.',
  destructive: false,
  idempotent: true,
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    shares: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe('E-mail or group name'),
          type: z.enum(['user', 'group']),
          rule: z.enum(['view', 'edit']),
        }),
      )
      .min(1),
  }),
  examples: [
    {
      ask: 'Share Online Revenue with the group Finance to view',
      input: { dashboard_id: 'Online Revenue', shares: [{ name: 'Finance', type: 'group', rule: 'view' }] },
    },
    {
      ask: 'Let kenji edit Online Revenue',
      input: {
        dashboard_id: 'Online Revenue',
        shares: [{ name: 'kenji.watanabe@meridian-outdoor.example', type: 'user', rule: 'edit' }],
      },
    },
    {
      ask: 'Make the group Sales EMEA viewers of Online Revenue',
      input: { dashboard_id: 'Online Revenue', shares: [{ name: 'Sales EMEA', type: 'group', rule: 'view' }] },
    },
  ],
  tags: ['dashboards', 'shares'],
  steps: [shareDashboardStep],
  plan: async ({ dashboard_id, shares }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const [list, parties] = await Promise.all([
      sisense.shares.get(dashboard.oid, { signal }),
      readParties({ sisense, signal }),
    ]);
    const state = sharesState(list.sharesTo);
    const wanted = resolveParties(shares, parties).map(({ id, type, asked }) => ({
      shareId: id,
      type,
      rule: asked.rule,
    }));
    const owner = wanted.find(({ shareId }) => shareId === dashboard.owner);
    if (owner)
      throw new Refusal(
        `${quoted(partyName({ type: 'user', id: owner.shareId }, parties) ?? '')} owns this dashboard and needs no share.`,
      );
    const news = wanted.filter((want) => !state.some((has) => has.shareId === want.shareId && has.rule === want.rule));
    if (news.length === 0) return { summary: 'Everyone named has this right on the dashboard already.', steps: [] };
    const title = dashboard.title ?? dashboard.oid;
    const isNew = news.some(({ shareId }) => !state.some((has) => has.shareId === shareId));
    return {
      summary: `Share dashboard ${title} with ${count(news.length, 'party', 'parties')}`,
      steps: [
        {
          kind: shareDashboardStep.name,
          asset: { type: 'dashboard', name: title, id: dashboard.oid },
          argument: { id: dashboard.oid, set: news },
          changes: news.map(({ shareId, type, rule }) => ({
            field: `${type} ${partyName({ type, id: shareId }, parties) ?? shareId}`,
            before: state.find((has) => has.shareId === shareId)?.rule ?? null,
            after: rule,
          })),
          ...(isNew ? { consequences: [unpublished] } : {}),
          state,
        },
      ],
      warnings: inactive(
        news.map(({ shareId }) => shareId),
        parties,
      ),
    };
  },
});

function inactive(ids: string[], { users }: Awaited<ReturnType<typeof readParties>>): string[] {
  const names = ids.flatMap((id) => users.get(id) ?? []).filter(({ active }) => active === false);
  return names.map((user) => `${quoted(userLabel(user))} is inactive and cannot log in.`);
}

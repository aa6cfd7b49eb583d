import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { Refusal } from '../refusal.ts';
import { changeTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { quoted } from '../words.ts';
import { asOwner, ownerSteps } from './as-owner.ts';
import { publishStep } from './publish-step.ts';

export const publishDashboard = changeTool({
  id: 'dashboard.publish_dashboard',
  title: 'Publish dashboard',
  description: 'Publishes one dashboard to everyone it is shared with; "force" replaces their own changes.',
  destructive: true,
  idempotent: true,
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    admin_access: z.boolean().default(true).describe('Use administrator rights'),
    force: z.boolean().default(false),
    take_ownership: z.boolean().default(false).describe('Own it meanwhile, where Sisense lets only owners publish'),
  }),
  examples: [
    { ask: 'Publish Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    {
      ask: 'Publish Online Revenue and replace what viewers changed',
      input: { dashboard_id: 'Online Revenue', force: true },
    },
    {
      ask: 'Publish my dashboard Usage by Department',
      input: { dashboard_id: 'Usage by Department', admin_access: false },
    },
  ],
  tags: ['dashboards'],
  steps: [publishStep, ...ownerSteps],
  plan: async ({ dashboard_id, admin_access, force, take_ownership }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const title = dashboard.title ?? dashboard.oid;
    const summary = `Publish dashboard ${title}`;
    const step = {
      kind: publishStep.name,
      asset: { type: 'dashboard', name: title, id: dashboard.oid },
      argument: { id: dashboard.oid, force, adminAccess: admin_access },
      consequences: [
        force
          ? 'Changes that recipients made to their own copy are replaced.'
          : 'Recipients see the present state; their own filters stay.',
      ],
    };
    const other = await otherOwner(dashboard.owner, { sisense, signal });
    if (other === null) return { summary, steps: [step] };
    if (take_ownership) return { summary, ...(await asOwner({ dashboard, steps: [step], sisense, signal })) };
    if (!admin_access) {
      throw new Refusal(
        `${quoted(other)} owns this dashboard, and without administrator rights only its owner can publish it: leave "admin_access" out, or set "take_ownership".`,
      );
    }
    const warning = `${quoted(other)} owns this dashboard. Newer versions of Sisense let only the owner publish: if it is refused, ask again with "take_ownership".`;
    return { summary, steps: [step], warnings: [warning] };
  },
});

/** Who owns it, where that is not the connected user. */
async function otherOwner(
  owner: string | null | undefined,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<string | null> {
  const me = await sisense.users.me({ signal });
  if (!owner || owner === me._id) return null;
  const user = await ifFound(sisense.users.get(owner, { signal }));
  return user ? userLabel(user) : owner;
}

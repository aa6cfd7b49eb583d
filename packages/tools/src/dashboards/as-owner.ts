import type { Sisense } from '@fes-assistant/sisense';
import { ifFound } from '../if-found.ts';
import { Refusal } from '../refusal.ts';
import { shareDashboardStep, sharesState } from '../shares/share-dashboard-step.ts';
import type { PlanDraft, StepDraft } from '../step-kind.ts';
import { userLabel } from '../users/user-row.ts';
import { quoted } from '../words.ts';
import { changeOwnerStep } from './change-owner-step.ts';

/** What {@link asOwner} may add to a plan. */
export const ownerSteps = [changeOwnerStep, shareDashboardStep];

interface AsOwner {
  dashboard: { oid: string; title?: string | null | undefined; owner?: string | null | undefined };
  steps: StepDraft[];
  /** Who is to be owner for the time; it can only be the person whose token is connected. */
  executingUser?: string | undefined;
  sisense: Sisense;
  signal: AbortSignal;
}

/**
 * Only its owner can write a dashboard. Where the connected person is not the owner, ownership is taken for the time of the
 * steps and given back after them: steps like any other, so a failure in between is seen, and can be taken back. What gives it back stands on the taking alone.
 */
export async function asOwner({
  dashboard,
  steps,
  executingUser,
  sisense,
  signal,
}: AsOwner): Promise<Pick<PlanDraft, 'steps' | 'warnings'>> {
  const me = await sisense.users.me({ signal });
  if (executingUser !== undefined) await mustBeMe(executingUser, { me: me._id, sisense, signal });
  const { owner, oid } = dashboard;
  if (!owner || owner === me._id) return { steps };
  const earlierOwner = await ifFound(sisense.users.get(owner, { signal }));
  const ownerName = earlierOwner ? userLabel(earlierOwner) : owner;
  const myName = userLabel(me);
  const asset = { type: 'dashboard', name: dashboard.title ?? oid, id: oid };
  const taken = { outcomeOf: 's1' };
  const take: StepDraft = {
    kind: changeOwnerStep.name,
    asset,
    argument: { id: oid, owner: me._id, earlierOwnerRule: 'edit' },
    changes: [{ field: 'owner', before: ownerName, after: myName }],
    consequences: [`${quoted(ownerName)} can still edit the dashboard while you own it.`],
  };
  const giveBack: StepDraft = {
    kind: changeOwnerStep.name,
    asset,
    argument: { id: taken, owner, earlierOwnerRule: 'edit' },
    changes: [{ field: 'owner', before: myName, after: ownerName }],
    state: { owner: me._id },
  };
  const mine = sharesState((await sisense.shares.get(oid, { signal })).sharesTo).find(
    ({ shareId }) => shareId === me._id,
  );
  const leave: StepDraft = {
    kind: shareDashboardStep.name,
    asset,
    argument: { id: taken, set: mine ? [mine] : [], remove: mine ? [] : [me._id] },
    changes: [{ field: `share of ${myName}`, before: 'edit', after: mine?.rule ?? null }],
  };
  return {
    steps: [take, ...steps, giveBack, leave],
    warnings: [
      `${quoted(ownerName)} owns this dashboard: you become its owner for the change and give it back afterwards.`,
    ],
  };
}

async function mustBeMe(
  name: string,
  { me, sisense, signal }: { me: string; sisense: Sisense; signal: AbortSignal },
): Promise<void> {
  const user = await sisense.users.resolve(name, { signal });
  if (user._id === me) return;
  throw new Refusal(
    `Only the connected user can carry this out, and ${quoted(name)} is someone else: leave "executing_user" out.`,
  );
}

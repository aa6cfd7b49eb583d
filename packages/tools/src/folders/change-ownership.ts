import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { changeOwnerStep } from '../dashboards/change-owner-step.ts';
import { Refusal } from '../refusal.ts';
import { shareDashboardStep } from '../shares/share-dashboard-step.ts';
import type { StepDraft } from '../step-kind.ts';
import { changeTool } from '../tool.ts';
import { namesOf, type SisenseUser, userLabel } from '../users/user-row.ts';
import { count, quoted } from '../words.ts';
import { folderStep } from './folder-owner-step.ts';
import { keepInSight } from './keep-in-sight.ts';
import { updateFolderStep } from './update-folder-step.ts';
import { notYetOf, whatIsGiven } from './what-is-given.ts';

export const changeOwnership = changeTool({
  id: 'access.change_folder_and_dashboard_ownership',
  title: 'Give folder to another owner',
  description: 'Gives one folder, the folders below it and (unless told not to) their dashboards to another owner.',
  destructive: true,
  idempotent: true,
  input: z.object({
    executing_user: z.string().optional().describe('E-mail of the connected user'),
    folder_name: z.string().min(1).describe('Name, or id: needed for a folder that you cannot see'),
    new_owner_name: z.string().min(1).describe('E-mail, user name or id'),
    original_owner_rule: z.enum(['edit', 'view']).default('edit').describe('Right the earlier owners keep'),
    change_dashboard_ownership: z.boolean().default(true),
  }),
  examples: [
    {
      ask: 'Give the folder Marketing to maya.chen',
      input: { folder_name: 'Marketing', new_owner_name: 'maya.chen@meridian-outdoor.example' },
    },
    {
      ask: 'Transfer the folder Sales without its dashboards to henrik.dahl',
      input: {
        folder_name: 'Sales',
        new_owner_name: 'henrik.dahl@meridian-outdoor.example',
        change_dashboard_ownership: false,
      },
    },
    {
      ask: 'Give the folder Archive to maya.chen; earlier owners may only view',
      input: {
        folder_name: 'Archive',
        new_owner_name: 'maya.chen@meridian-outdoor.example',
        original_owner_rule: 'view',
      },
    },
  ],
  tags: ['folders', 'dashboards', 'users'],
  steps: [updateFolderStep, changeOwnerStep, shareDashboardStep],
  plan: async (input, { sisense, signal }) => {
    const { executing_user, folder_name, new_owner_name, original_owner_rule, change_dashboard_ownership } = input;
    const owner = await sisense.users.resolve(new_owner_name, { signal });
    if (owner.role?.name === 'consumer')
      throw new Refusal(`${quoted(userLabel(owner))} is a viewer, and viewers cannot own dashboards.`);
    if (executing_user !== undefined) await sisense.users.resolve(executing_user, { signal });
    const found = await whatIsGiven(folder_name, { sisense, signal });
    const { folders, lying } = notYetOf(owner, found);
    const dashboards = change_dashboard_ownership ? lying : [];
    await refuseWhoCannotOwn(owner, { dashboard: dashboards[0]?.oid, sisense, signal });
    const nameOf = (id: string | null | undefined) => namesOf(found.users).get(id ?? '') ?? id ?? null;
    const dashboardSteps: StepDraft[] = dashboards.map((one) => ({
      kind: changeOwnerStep.name,
      asset: { type: 'dashboard', name: one.title || one.oid, id: one.oid },
      argument: { id: one.oid, owner: owner._id, earlierOwnerRule: original_owner_rule },
      changes: [{ field: 'owner', before: nameOf(one.owner), after: userLabel(owner) }],
      state: { owner: one.owner ?? null },
    }));
    const sight = keepInSight({
      ...found,
      folders,
      owner: owner._id,
      given: new Map(dashboards.map(({ oid }, index) => [oid, `s${index + 1}`])),
      earlier: dashboards.length,
    });
    const folderSteps = folders.map((folder) => folderStep(folder, { sight, owner, ownerNow: nameOf(folder.owner) }));
    const steps = [...dashboardSteps, ...sight.before, ...folderSteps, ...sight.after];
    const warnings = [...found.warnings, ...sight.warnings];
    if (steps.length === 0) return { summary: `${quoted(userLabel(owner))} owns all of it already.`, steps, warnings };
    const what = `${count(folderSteps.length, 'folder')} and ${count(dashboardSteps.length, 'dashboard')}`;
    return { summary: `Give ${what} of ${found.folders[0]?.name} to ${userLabel(owner)}`, steps, warnings };
  },
});

/** Sisense knows why a user may own no dashboard: a custom role, an account that is switched off. */
async function refuseWhoCannotOwn(
  user: SisenseUser,
  { dashboard, sisense, signal }: { dashboard: string | undefined; sisense: Sisense; signal: AbortSignal },
): Promise<void> {
  if (dashboard === undefined || !user.email) return;
  const { canBeOwned, reasonMessage } = await sisense.dashboards.canBeOwned(dashboard, { email: user.email, signal });
  if (canBeOwned) return;
  const why = reasonMessage ? ` Sisense says: ${quoted(reasonMessage)}.` : '';
  throw new Refusal(`${quoted(userLabel(user))} cannot own dashboards.${why}`);
}

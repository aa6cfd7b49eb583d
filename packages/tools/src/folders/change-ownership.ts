import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { changeOwnerStep } from '../dashboards/change-owner-step.ts';
import { Refusal } from '../refusal.ts';
import type { StepDraft } from '../step-kind.ts';
import { changeTool } from '../tool.ts';
import { type SisenseUser, userLabel } from '../users/user-row.ts';
import { count, quoted } from '../words.ts';
import { subtreeOf } from './folder-row.ts';
import { updateFolderStep } from './update-folder-step.ts';

export const changeOwnership = changeTool({
  id: 'access.change_folder_and_dashboard_ownership',
  title: 'Give folder to another owner',
  description: 'Gives one folder, the folders below it and (unless told not to) their dashboards to another owner.',
  destructive: true,
  idempotent: true,
  input: z.object({
    executing_user: z.string().optional().describe('E-mail of the connected user'),
    folder_name: z.string().min(1).describe('Name or id'),
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
  steps: [updateFolderStep, changeOwnerStep],
  plan: async (input, { sisense, signal }) => {
    const { executing_user, folder_name, new_owner_name, original_owner_rule, change_dashboard_ownership } = input;
    const owner = await sisense.users.resolve(new_owner_name, { signal });
    if (owner.role?.name === 'consumer')
      throw new Refusal(`${quoted(userLabel(owner))} is a viewer, and viewers cannot own dashboards.`);
    if (executing_user !== undefined) await sisense.users.resolve(executing_user, { signal });
    const folder = await sisense.folders.resolve(folder_name, { signal });
    const [folders, users, dashboards] = await Promise.all([
      sisense.folders.list({ signal }),
      sisense.users.list({ signal }),
      change_dashboard_ownership
        ? sisense.dashboards.list({ fields: ['oid', 'title', 'owner', 'parentFolder'], signal })
        : [],
    ]);
    const inside = subtreeOf(folder.oid, folders);
    const ids = new Set(inside.map(({ oid }) => oid));
    const lying = dashboards.filter((one) => one.parentFolder && ids.has(one.parentFolder) && one.owner !== owner._id);
    await refuseWhoCannotOwn(owner, { dashboard: lying[0]?.oid, sisense, signal });
    const names = new Map(users.map((user) => [user._id, userLabel(user)]));
    const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? id) : null);
    const folderSteps: StepDraft[] = inside
      .filter((one) => one.owner !== owner._id)
      .map((one) => ({
        kind: updateFolderStep.name,
        asset: { type: 'folder', name: one.name, id: one.oid },
        argument: { id: one.oid, fields: { owner: owner._id } },
        changes: [{ field: 'owner', before: nameOf(one.owner), after: userLabel(owner) }],
        state: { owner: one.owner ?? null },
      }));
    const dashboardSteps: StepDraft[] = lying.map((one) => ({
      kind: changeOwnerStep.name,
      asset: { type: 'dashboard', name: one.title ?? one.oid, id: one.oid },
      argument: { id: one.oid, owner: owner._id, earlierOwnerRule: original_owner_rule },
      changes: [{ field: 'owner', before: nameOf(one.owner), after: userLabel(owner) }],
      state: { owner: one.owner ?? null },
    }));
    const steps = [...folderSteps, ...dashboardSteps];
    if (steps.length === 0) return { summary: `${quoted(userLabel(owner))} owns all of it already.`, steps };
    const what = `${count(folderSteps.length, 'folder')} and ${count(dashboardSteps.length, 'dashboard')}`;
    return { summary: `Give ${what} of ${folder.name} to ${userLabel(owner)}`, steps };
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

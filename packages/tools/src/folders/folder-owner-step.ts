import type { StepDraft } from '../step-kind.ts';
import { type SisenseUser, userLabel } from '../users/user-row.ts';
import type { GivenFolder, keepInSight } from './keep-in-sight.ts';
import { updateFolderStep } from './update-folder-step.ts';

interface Giving {
  sight: ReturnType<typeof keepInSight>;
  owner: SisenseUser;
  /** Name of who owns it now, where that can be seen. */
  ownerNow: string | null;
}

/** Gives one folder to another owner, and nothing in it. */
export function folderStep(folder: GivenFolder, { sight, owner, ownerNow }: Giving): StepDraft {
  const within = sight.standsOn.get(folder.oid);
  return {
    kind: updateFolderStep.name,
    asset: { type: 'folder', name: folder.name, id: folder.oid },
    argument: { id: folder.oid, ...(within === undefined ? {} : { within }), fields: { owner: owner._id } },
    changes: [{ field: 'owner', before: ownerNow, after: userLabel(owner) }],
    ...(folder.hidden
      ? {
          consequences: [
            'You cannot see this folder: its name and its owner are known once the steps before are done.',
          ],
        }
      : { state: { owner: folder.owner ?? null } }),
  };
}

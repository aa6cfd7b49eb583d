import type { FieldChange, Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { Refusal } from '../refusal.ts';
import { shareDashboardStep } from '../shares/share-dashboard-step.ts';
import { type Fields, pickFields } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { quoted } from '../words.ts';
import { findFolder } from './find-folder.ts';
import { type SisenseFolder, subtreeOf } from './folder-row.ts';
import { keepInSight } from './keep-in-sight.ts';
import { updateFolderStep } from './update-folder-step.ts';
import { whatIsGiven } from './what-is-given.ts';

export const updateFolder = changeTool({
  id: 'folder.update_folder',
  title: 'Change folder',
  description: 'Renames one folder, moves it into another, or gives it another owner.',
  destructive: true,
  idempotent: true,
  input: z.object({
    folder_id: z.string().min(1).describe('Id or name'),
    name: z.string().min(1).optional().describe('New name'),
    parent_id: z.string().optional().describe('Id or name of the folder to move it into, or "root"'),
    owner: z.string().optional().describe('E-mail of the new owner'),
  }),
  examples: [
    { ask: 'Rename the folder Sandbox to Playground', input: { folder_id: 'Sandbox', name: 'Playground' } },
    { ask: 'Move the folder Campaigns into Archive', input: { folder_id: 'Campaigns', parent_id: 'Archive' } },
    {
      ask: 'Give the folder Finance to maya.chen',
      input: { folder_id: 'Finance', owner: 'maya.chen@meridian-outdoor.example' },
    },
  ],
  tags: ['folders'],
  steps: [updateFolderStep, shareDashboardStep],
  plan: async ({ folder_id, name, parent_id, owner }, { sisense, signal }) => {
    const folder = await findFolder(folder_id, { sisense, signal });
    const { fields, changes } = await wanted({ folder, name, parent_id, owner }, { sisense, signal });
    if (changes.length === 0) return { summary: `The folder ${quoted(folder.name)} is so already.`, steps: [] };
    const sight = await sightOf(folder, { owner: fields['owner'], sisense, signal });
    const within = sight.standsOn.get(folder.oid);
    const step = {
      kind: updateFolderStep.name,
      asset: { type: 'folder', name: folder.name, id: folder.oid },
      argument: { id: folder.oid, ...(within === undefined ? {} : { within }), fields },
      changes,
      state: pickFields(folder, Object.keys(fields)),
    };
    return {
      summary: `Change ${changes.map(({ field }) => field).join(', ')} of folder ${folder.name}`,
      steps: [...sight.before, step, ...sight.after],
      warnings: sight.warnings,
    };
  },
});

/** Who gives a folder away may not be shown it any more. */
async function sightOf(
  folder: SisenseFolder,
  { owner, sisense, signal }: { owner: Json | undefined; sisense: Sisense; signal: AbortSignal },
): Promise<ReturnType<typeof keepInSight>> {
  if (typeof owner !== 'string') return { before: [], standsOn: new Map(), after: [], warnings: [] };
  const given = await whatIsGiven(folder.oid, { sisense, signal });
  return keepInSight({ ...given, folders: [{ ...folder, hidden: false }], owner, given: new Map(), earlier: 0 });
}

interface Wanted {
  folder: SisenseFolder;
  name: string | undefined;
  parent_id: string | undefined;
  owner: string | undefined;
}

async function wanted(
  { folder, name, parent_id, owner }: Wanted,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
) {
  const fields: Fields = {};
  const changes: FieldChange[] = [];
  const set = (
    key: string,
    { value, field, before, after }: { value: Json; field: string; before: Json; after: Json },
  ) => {
    if (before === after) return;
    fields[key] = value;
    changes.push({ field, before, after });
  };
  if (name !== undefined) set('name', { value: name, field: 'name', before: folder.name, after: name });
  if (parent_id !== undefined) {
    const folders = await sisense.folders.list({ signal });
    const parent = parent_id.toLowerCase() === 'root' ? null : await findFolder(parent_id, { sisense, signal });
    if (parent !== null && subtreeOf(folder.oid, folders).some(({ oid }) => oid === parent.oid)) {
      throw new Refusal('A folder cannot be moved into itself or a folder inside of it.', 'invalid');
    }
    const before = folders.find(({ oid }) => oid === folder.parentId)?.name ?? folder.parentId ?? null;
    set('parentId', { value: parent?.oid ?? null, field: 'inside of', before, after: parent?.name ?? null });
  }
  if (owner !== undefined) {
    const user = await sisense.users.resolve(owner, { signal });
    const earlier = folder.owner ? await ifFound(sisense.users.get(folder.owner, { signal })) : null;
    set('owner', {
      value: user._id,
      field: 'owner',
      before: earlier ? userLabel(earlier) : null,
      after: userLabel(user),
    });
  }
  return { fields, changes };
}

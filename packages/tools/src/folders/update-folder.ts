import type { FieldChange, Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Fields } from '../steps/fields-step.ts';
import { changeTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { quoted } from '../words.ts';
import { type SisenseFolder, subtreeOf } from './folder-row.ts';
import { updateFolderStep } from './update-folder-step.ts';

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
  steps: [updateFolderStep],
  plan: async ({ folder_id, name, parent_id, owner }, { sisense, signal }) => {
    const folder = await sisense.folders.resolve(folder_id, { signal });
    const { fields, changes } = await wanted({ folder, name, parent_id, owner }, { sisense, signal });
    if (changes.length === 0) return { summary: `The folder ${quoted(folder.name)} is so already.`, steps: [] };
    return {
      summary: `Change ${changes.map(({ field }) => field).join(', ')} of folder ${folder.name}`,
      steps: [
        {
          kind: updateFolderStep.name,
          asset: { type: 'folder', name: folder.name, id: folder.oid },
          argument: { id: folder.oid, fields },
          changes,
        },
      ],
    };
  },
});

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
    const parent = parent_id.toLowerCase() === 'root' ? null : await sisense.folders.resolve(parent_id, { signal });
    if (parent !== null && subtreeOf(folder.oid, folders).some(({ oid }) => oid === parent.oid)) {
      throw new Refusal('A folder cannot be moved into itself or a folder inside of it.', 'invalid');
    }
    const before = folders.find(({ oid }) => oid === folder.parentId)?.name ?? null;
    set('parentId', { value: parent?.oid ?? null, field: 'inside of', before, after: parent?.name ?? null });
  }
  if (owner !== undefined) {
    const user = await sisense.users.resolve(owner, { signal });
    const users = await sisense.users.list({ signal });
    const earlier = users.find(({ _id }) => _id === folder.owner);
    set('owner', {
      value: user._id,
      field: 'owner',
      before: earlier ? userLabel(earlier) : null,
      after: userLabel(user),
    });
  }
  return { fields, changes };
}

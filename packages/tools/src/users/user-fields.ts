import type { Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { roleWord } from '../roles/role-word.ts';
import { resolveParties } from '../shares/resolve-parties.ts';
import type { Fields } from '../steps/fields-step.ts';

/** What a person may say of a user; names of role and groups, not ids. */
export const userData = z.strictObject({
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  userName: z.string().optional(),
  roleId: z.string().optional(),
  role: z.string().optional().describe('viewer, designer, dataDesigner, dataAdmin, admin, sysAdmin or a custom role'),
  groups: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .describe('Names or ids; replaces the list'),
  active: z.boolean().optional(),
  preferences: z.record(z.string(), z.json()).optional(),
  uiSettings: z.record(z.string(), z.json()).optional(),
});

export interface ResolvedUserData {
  patch: Fields;
  /** The same in words: names in place of ids. */
  shown: Record<string, Json>;
}

/** Turns names of role and groups into ids; an unknown name is refused with the nearest one. */
export async function resolveUserData(
  data: z.output<typeof userData>,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<ResolvedUserData> {
  const { role: named, roleId, groups, ...plain } = data;
  const role = named ?? roleId;
  const fields = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as Fields;
  const patch: Fields = { ...fields };
  const shown: Record<string, Json> = { ...fields };
  if (role !== undefined) {
    const found = await sisense.roles.resolve(role, { signal });
    patch['roleId'] = found._id;
    shown['role'] = roleWord(found.name);
  }
  if (groups !== undefined) {
    const found = await resolveGroups(typeof groups === 'string' ? [groups] : groups, { sisense, signal });
    patch['groups'] = found.map(({ _id }) => _id);
    shown['groups'] = found.map(({ name }) => name);
  }
  return { patch, shown };
}

async function resolveGroups(wanted: string[], { sisense, signal }: { sisense: Sisense; signal: AbortSignal }) {
  if (wanted.length === 0) return [];
  const groups = new Map((await sisense.groups.list({ signal })).map((group) => [group._id, group]));
  const asked = [...new Set(wanted)].map((name) => ({ name, type: 'group' as const }));
  return resolveParties(asked, { users: new Map(), groups }).map(({ id }) => ({
    _id: id,
    name: groups.get(id)?.name ?? id,
  }));
}

import type { FieldChange, Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { nearestName } from '../derive/nearest-name.ts';
import { Refusal } from '../refusal.ts';
import { quoted } from '../words.ts';

/** What a person may say of a user; names of role and groups, not ids. */
export const userData = z.strictObject({
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  userName: z.string().optional(),
  role: z.string().optional().describe('viewer, designer, dataDesigner, dataAdmin, admin, sysAdmin or a custom role'),
  groups: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .describe('Names or ids; replaces the list'),
  active: z.boolean().optional(),
  preferences: z.record(z.string(), z.json()).optional(),
  uiSettings: z.record(z.string(), z.json()).optional(),
});

/** The fields of a user that are written, as Sisense takes them. */
export const userPatch = z.record(z.string(), z.json());
export type UserPatch = Record<string, Json>;

export interface ResolvedUserData {
  patch: UserPatch;
  /** The same in words: names in place of ids. */
  shown: Record<string, Json>;
}

/** Turns names of role and groups into ids; an unknown name is refused with the nearest one. */
export async function resolveUserData(
  data: z.output<typeof userData>,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<ResolvedUserData> {
  const { role, groups, ...plain } = data;
  const fields = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as UserPatch;
  const patch: UserPatch = { ...fields };
  const shown: Record<string, Json> = { ...fields };
  if (role !== undefined) {
    const found = await sisense.roles.resolve(role, { signal });
    patch['roleId'] = found._id;
    shown['role'] = found.displayName ?? found.name;
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
  const groups = await sisense.groups.list({ signal });
  const found = wanted.map((name) => {
    const byId = groups.filter(({ _id }) => _id === name);
    const exact = byId.length > 0 ? byId : groups.filter((group) => group.name === name);
    const matches =
      exact.length > 0 ? exact : groups.filter((group) => group.name.toLowerCase() === name.toLowerCase());
    if (matches.length > 1) {
      throw new Refusal(
        `${matches.length} groups are called ${quoted(name)}: give the id of the one you mean.`,
        'ambiguous',
      );
    }
    const [match] = matches;
    if (match === undefined)
      throw unknownGroup(
        name,
        groups.map((group) => group.name),
      );
    return match;
  });
  return [...new Map(found.map((group) => [group._id, group])).values()];
}

function unknownGroup(name: string, known: string[]): Refusal {
  const near = nearestName(name, known);
  const hint = near === undefined ? '' : ` Is ${quoted(near)} meant?`;
  return new Refusal(`There is no group called ${quoted(name)}.${hint}`, 'not-found');
}

/** Field by field what is different, for the person who approves. */
export function fieldChanges(before: Record<string, Json>, after: Record<string, Json>): FieldChange[] {
  return Object.entries(after).map(([field, value]) => ({ field, before: before[field] ?? null, after: value }));
}

import type { Column, Row } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { roleWord } from '../roles/role-word.ts';

/** What is needed of users of whom only the names are shown. */
export type NamedUser = Awaited<ReturnType<Sisense['users']['listNames']>>[number];

export type SisenseUser = Awaited<ReturnType<Sisense['users']['list']>>[number];

export const userRow = z.looseObject({
  _id: z.string(),
  userName: z.string().nullable(),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  active: z.boolean().nullable(),
  role: z.string().nullable(),
  roleId: z.string().nullable(),
  groups: z.array(z.string()),
  groupIds: z.array(z.string()),
  lastLogin: z.string().nullable(),
});

export const userColumns: Column[] = [
  { key: 'userName', title: 'User name', kind: 'text' },
  { key: 'email', title: 'E-mail', kind: 'text' },
  { key: 'firstName', title: 'First name', kind: 'text' },
  { key: 'lastName', title: 'Last name', kind: 'text' },
  { key: 'role', title: 'Role', kind: 'text' },
  { key: 'groups', title: 'Groups', kind: 'list' },
  { key: 'active', title: 'Active', kind: 'boolean' },
  { key: 'lastLogin', title: 'Last login', kind: 'date' },
  { key: '_id', title: 'Id', kind: 'id' },
];

/** A user as it is shown: Sisense's own fields, with the names of role and groups beside their ids. */
export function toUserRow(user: SisenseUser): Row {
  const groups = groupsOf(user);
  return {
    _id: user._id,
    userName: user.userName ?? null,
    email: user.email ?? null,
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    active: user.active ?? null,
    role: user.role?.name ? roleWord(user.role.name) : null,
    roleId: roleIdOf(user),
    groups: groups.map(({ id, name }) => name ?? id),
    groupIds: groups.map(({ id }) => id),
    lastLogin: user.lastLogin ?? null,
    created: user.created ?? null,
    tenantId: user.tenantId ?? null,
  };
}

export function roleIdOf(user: SisenseUser): string | null {
  return user.roleId ?? user.role?._id ?? null;
}

export function groupsOf(user: SisenseUser): { id: string; name: string | null }[] {
  return (user.groups ?? []).map((group) =>
    typeof group === 'string' ? { id: group, name: null } : { id: group._id, name: group.name ?? null },
  );
}

/** The name under which people know a user. */
export function userLabel(user: Pick<NamedUser, '_id' | 'email' | 'userName'>): string {
  return user.email ?? user.userName ?? user._id;
}

/** Names by id. */
export function namesOf(users: readonly NamedUser[]): Map<string, string> {
  return new Map(users.map((user) => [user._id, userLabel(user)]));
}

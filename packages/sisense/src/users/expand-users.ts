import { z } from 'zod';
import { Groups } from '../groups/groups.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';
import { Roles } from '../roles/roles.ts';
import { userAnswer } from './endpoints.ts';

type UserAnswer = z.output<typeof userAnswer>;
type Names = Map<string, string>;

const named = z.looseObject({ _id: z.string(), name: z.string() });
const expandedUser = userAnswer.extend({ role: named.optional(), groups: z.array(named) });

/**
 * A user with the names of its role and groups. `role` is missing where Sisense knows none; a group whose name cannot
 * be seen has its id as name (rest-api §4.1).
 */
export type User = z.output<typeof expandedUser>;

/**
 * Gives users the names of roles and groups. Sisense sends them when asked to expand; where it did not, the list of roles
 * or of groups is read, once for all users.
 */
export async function expandUsers(users: UserAnswer[], calls: Calls, options: CallOptions): Promise<User[]> {
  const [roles, groups] = await Promise.all([
    users.some((user) => roleId(user) && !user.role?.name) ? new Roles(calls).list(options).then(namesById) : new Map(),
    users.some((user) => user.groups?.some(isNameless)) ? new Groups(calls).list(options).then(namesById) : new Map(),
  ]);
  return users.map((user) => expanded(user, { roles, groups }));
}

function expanded(user: UserAnswer, { roles, groups }: { roles: Names; groups: Names }): User {
  const { role, ...rest } = user;
  const id = roleId(user);
  const roleName = role?.name ?? roles.get(id ?? '');
  return {
    ...rest,
    _id: user._id,
    groups: (user.groups ?? []).map((group) => namedGroup(group, groups)),
    ...(id && roleName ? { role: { ...role, _id: id, name: roleName } } : {}),
  };
}

function namedGroup(group: NonNullable<UserAnswer['groups']>[number], groups: Names) {
  if (typeof group === 'string') return { _id: group, name: groups.get(group) ?? group };
  return { ...group, name: group.name ?? groups.get(group._id) ?? group._id };
}

function roleId(user: UserAnswer): string | undefined {
  return user.role?._id ?? user.roleId ?? undefined;
}

function isNameless(group: NonNullable<UserAnswer['groups']>[number]): boolean {
  return typeof group === 'string' || !group.name;
}

function namesById(items: { _id: string; name: string }[]): Names {
  return new Map(items.map(({ _id, name }) => [_id, name]));
}

import type { Call } from '../call.ts';
import type { JsonObject } from '../json.ts';
import { refuse } from '../refuse.ts';
import { baseRoleOf, roleOf } from '../roles/role-of.ts';
import type { User, World } from '../world.ts';

const expandable = ['groups', 'adgroups', 'role'];

/** What `expand` asks for, without the fields that may follow in brackets; anything unknown is Sisense's 404 with code 202. */
export function expandOf(call: Call, known: readonly string[]): Set<string> {
  const wanted = (call.query.get('expand') ?? '')
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
  const unknown = wanted.find((word) => !known.includes(word.split('.')[0] ?? ''));
  if (unknown !== undefined) throw refuse({ status: 404, code: 202, message: `Invalid expand parameter: ${unknown}` });
  return new Set(wanted.map((word) => word.split('.')[0] ?? ''));
}

export function userExpand(call: Call): Set<string> {
  return expandOf(call, expandable);
}

/** As v1 sends a user; names beside ids where these were asked for. */
export function presentUser(of: { world: World; user: User; expand?: ReadonlySet<string> }): JsonObject {
  const { world, user, expand = new Set() } = of;
  const role = expand.has('role') ? roleOf(world, user) : undefined;
  const groups = expand.has('groups') ? user.groups.flatMap((id) => nameOfGroup(world, id)) : user.groups;
  return { ...user, groups, ...(role === undefined ? {} : { role: { _id: role._id, name: role.name } }) };
}

function nameOfGroup(world: World, id: string): { _id: string; name: string }[] {
  const group = world.groups.get(id);
  return group === undefined ? [] : [{ _id: id, name: group.name }];
}

/** As v0.9 sends a user. */
export function presentUserV0(world: World, user: User): JsonObject {
  return { ...user, roleName: roleOf(world, user)?.name, baseRoleName: baseRoleOf(world, user) };
}

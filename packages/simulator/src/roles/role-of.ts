import type { Role, User, World } from '../world.ts';
import { type BaseRole, isBaseRole } from './base-roles.ts';

export function roleOf(world: World, user: User): Role | undefined {
  return world.roles.find(({ _id }) => _id === user.roleId);
}

/** The role that decides about rights: its own, or what a custom role is made from. */
export function baseRoleOf(world: World, user: User): BaseRole {
  const role = roleOf(world, user);
  const name = role?.baseRoleName ?? role?.name ?? 'consumer';
  return isBaseRole(name) ? name : 'consumer';
}

export function roleNamed(world: World, name: string): Role {
  const role = world.roles.find((one) => one.name === name);
  if (role === undefined) throw new Error(`The world has no role ${name}.`);
  return role;
}

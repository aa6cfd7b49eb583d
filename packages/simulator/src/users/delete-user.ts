import { forgetLostCopies } from '../dashboards/copies.ts';
import { deleteDashboard } from '../dashboards/delete-dashboard.ts';
import { refuse } from '../refuse.ts';
import { roleOf } from '../roles/role-of.ts';
import type { User, World } from '../world.ts';
import { forgetParty } from './forget-party.ts';

/** All of them, or none. */
export function deleteUsers(world: World, users: User[]): void {
  if (users.some((user) => roleOf(world, user)?.name === 'super'))
    throw refuse({ status: 400, code: 2011, message: 'A super-user cannot be deleted' });
  for (const user of users) removeUser(world, user);
}

export const deleteUser = (world: World, user: User): void => deleteUsers(world, [user]);

/** With a user go the dashboards and folders they own, and their place in every share. */
function removeUser(world: World, user: User): void {
  const owned = [...world.dashboards.values()].filter(({ owner }) => owner === user._id);
  for (const { oid } of owned) deleteDashboard(world, oid);
  for (const folder of [...world.folders.values()]) if (folder.owner === user._id) dissolveFolder(world, folder.oid);
  forgetParty(world, user._id);
  world.users.delete(user._id);
  world.credentials.delete(user._id);
  forgetLostCopies(world);
}

/** What others keep in such a folder moves up. */
function dissolveFolder(world: World, oid: string): void {
  const parent = world.folders.get(oid)?.parentId ?? null;
  for (const child of world.folders.values()) if (child.parentId === oid) child.parentId = parent;
  for (const dashboard of world.dashboards.values())
    if (dashboard.parentFolder === oid) dashboard.parentFolder = parent;
  world.folders.delete(oid);
}

import { folderOwners, folderPaths } from '../content/company.ts';
import { following } from '../ids.ts';
import type { World } from '../world.ts';
import { daysBefore } from './add-people.ts';
import { isThere, userNamed } from './parties.ts';

export const folderIdOf = (world: World, path: string): string => world.ids.objectIdOf('folder', path);

/** A top folder that nobody is named for belongs to the administrator. */
export function addFolders(
  world: World,
  { paths = folderPaths, administrator = 'admin' }: { paths?: readonly string[]; administrator?: string } = {},
): void {
  for (const [at, path] of paths.entries()) {
    const parts = path.split('/');
    const oid = folderIdOf(world, path);
    const named = folderOwners[parts[0] ?? ''] ?? administrator;
    const owner = userNamed(world, isThere(world, named) ? named : administrator);
    const stamp = daysBefore(500 - at);
    world.folders.set(oid, {
      _id: following(oid),
      oid,
      name: parts.at(-1) ?? path,
      type: 'folder',
      owner,
      userId: owner,
      instanceType: 'owner',
      parentId: parts.length > 1 ? folderIdOf(world, parts.slice(0, -1).join('/')) : null,
      created: stamp,
      lastUpdated: stamp,
    });
  }
}

import { folderOwners, folderPaths } from '../content/company.ts';
import { following } from '../ids.ts';
import type { World } from '../world.ts';
import { daysBefore } from './add-people.ts';
import { isThere, userNamed } from './parties.ts';

export const folderIdOf = (world: World, path: string): string => world.ids.objectIdOf('folder', path);

export function addFolders(world: World, paths: readonly string[] = folderPaths): void {
  for (const [at, path] of paths.entries()) {
    const parts = path.split('/');
    const oid = folderIdOf(world, path);
    const named = folderOwners[parts[0] ?? ''] ?? 'admin';
    const owner = userNamed(world, isThere(world, named) ? named : 'admin');
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

import { people } from '../content/people.ts';
import type { World } from '../world.ts';
import { addSettings } from './add-extras.ts';
import { addBuiltInGroups, addPeople, addTenantAndRoles } from './add-people.ts';

/** A fresh installation: its administrator and nothing else. */
export function fillEmpty(world: World): void {
  addTenantAndRoles(world);
  addBuiltInGroups(world);
  addSettings(world);
  addPeople(world, people.slice(0, 1));
}

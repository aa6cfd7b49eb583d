import { createIds } from '../ids.ts';
import type { World } from '../world.ts';
import { addDashboards, demoDashboards } from './add-dashboards.ts';
import { addExtras, addSettings } from './add-extras.ts';
import { addFolders } from './add-folders.ts';
import { addConnections, addModels, demoModels } from './add-models.ts';
import { addBuiltInGroups, addCompanyGroups, addPeople, addTenantAndRoles } from './add-people.ts';

/** What every copy of the company's content calls a model or dashboard that was made in the first deployment. */
export const sharedIds = (seed: string) => createIds(`${seed} shared content`);

/** A believable company. Also the source of `source-and-target`. */
export function fillDemo(world: World, seed: string): void {
  const ids = sharedIds(seed);
  addTenantAndRoles(world);
  addBuiltInGroups(world);
  addSettings(world);
  addCompanyGroups(world);
  addPeople(world);
  addFolders(world);
  addConnections(world);
  addModels(world, { specs: demoModels, ids });
  addDashboards(world, { specs: demoDashboards, models: demoModels, ids });
  addExtras(world);
}

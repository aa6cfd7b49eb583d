import { peakSupplyDashboards, peakSupplyModels, peakSupplyPeople } from '../content/peak-supply.ts';
import { addTenantWorld } from '../tenants/tenant-worlds.ts';
import type { World } from '../world.ts';
import { addDashboards } from './add-dashboards.ts';
import { addFolders } from './add-folders.ts';
import { addConnection, addModels } from './add-models.ts';
import { addBuiltInGroups, addGroup, addPeople } from './add-people.ts';

/** A tenant under its own path, `/peaksupply/api/…`, with people and content of its own. */
export function addSecondTenant(world: World): void {
  addGroup(world, { name: 'All users in system', tenantEveryone: true });
  const own = addTenantWorld(world, {
    _id: world.ids.objectIdOf('tenant', 'peaksupply'),
    name: 'Peak Supply',
    default: false,
    systemManagement: false,
    tenantDomainNames: ['peaksupply'],
    disabled: false,
    license: { admins: 1, consumers: 50, contributors: 5 },
  });
  addBuiltInGroups(own);
  addGroup(own, { name: 'Outlets' });
  addPeople(own, peakSupplyPeople);
  addFolders(own, { paths: ['Outlets'], administrator: 'ops@peaksupply' });
  addConnection(own, {
    name: 'Outlet tills',
    provider: 'PostgreSQL',
    owner: 'ops@peaksupply',
    parameters: { Server: 'tills.peaksupply.example:5432', UserName: 'tills_ro', Password: 'not-a-real-password-6' },
  });
  addModels(own, { specs: peakSupplyModels, ids: own.ids });
  addDashboards(own, { specs: peakSupplyDashboards, models: peakSupplyModels, ids: own.ids });
}

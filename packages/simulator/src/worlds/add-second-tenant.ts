import type { World } from '../world.ts';
import { addGroup, addPerson } from './add-people.ts';

/** A tenant under its own path, `/peaksupply/api/…`, with two people of its own. */
export function addSecondTenant(world: World): void {
  const _id = world.ids.objectIdOf('tenant', 'peaksupply');
  world.tenants.push({
    _id,
    name: 'Peak Supply',
    default: false,
    systemManagement: false,
    tenantDomainNames: ['peaksupply'],
    disabled: false,
    license: { admins: 1, consumers: 50, contributors: 5 },
  });
  addGroup(world, 'All users in system', { tenantEveryone: true });
  const email = { userName: 'ops@peaksupply', email: 'ops@peaksupply.example' };
  const owner = addPerson(
    world,
    { firstName: 'Olga', lastName: 'Peaks', role: 'tenantAdmin', groups: '', ...email },
    40,
  );
  const viewer = addPerson(
    world,
    {
      firstName: 'Petr',
      lastName: 'Peaks',
      role: 'consumer',
      groups: '',
      userName: 'petr@peaksupply',
      email: 'petr@peaksupply.example',
    },
    41,
  );
  for (const user of [owner, viewer]) user.tenantId = _id;
}

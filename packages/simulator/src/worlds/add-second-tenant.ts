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
  addGroup(world, { name: 'All users in system', tenantEveryone: true });
  const people = [
    {
      firstName: 'Olga',
      lastName: 'Peaks',
      role: 'tenantAdmin',
      userName: 'ops@peaksupply',
      email: 'ops@peaksupply.example',
    },
    {
      firstName: 'Petr',
      lastName: 'Peaks',
      role: 'consumer',
      userName: 'petr@peaksupply',
      email: 'petr@peaksupply.example',
    },
  ];
  for (const [at, person] of people.entries()) {
    addPerson(world, { person: { ...person, groups: '' }, at: 40 + at }).tenantId = _id;
  }
}

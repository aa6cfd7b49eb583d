import { company, contentDay, demoPassword, groupNames } from '../content/company.ts';
import { type Person, people } from '../content/people.ts';
import { firstOf } from '../iterate.ts';
import { fractionOf } from '../random.ts';
import { baseRoles } from '../roles/base-roles.ts';
import { manifestOf } from '../roles/manifest.ts';
import { roleNamed } from '../roles/role-of.ts';
import { type Group, tenantOf, type User, type World } from '../world.ts';

const day = 86_400_000;
export const daysBefore = (days: number): string => new Date(contentDay - Math.round(days * day)).toISOString();

export function addTenantAndRoles(world: World): void {
  world.tenants.push({
    _id: world.ids.objectIdOf('tenant', 'system'),
    name: 'system',
    default: true,
    systemManagement: true,
    tenantDomainNames: [],
    disabled: false,
    license: { admins: 10, consumers: 1000, contributors: 100 },
  });
  for (const { name, displayName, rank } of baseRoles) {
    const _id = world.ids.objectIdOf('role', name);
    world.roles.push({ _id, name, displayName, baseRoleName: null, desc: '', manifest: manifestOf(rank) });
  }
  const _id = world.ids.objectIdOf('role', 'custom_auditor');
  world.roles.push({
    _id,
    name: 'custom_auditor',
    displayName: 'Auditor',
    baseRoleName: 'consumer',
    desc: 'Reads, never shares',
    manifest: manifestOf(0),
  });
}

export function addBuiltInGroups(world: World): void {
  addGroup(world, { name: 'Everyone', everyone: true });
  addGroup(world, { name: 'Admins', admins: true });
}

export function addGroup(world: World, of: { name: string; [flag: string]: unknown }): Group {
  const { name } = of;
  const created = daysBefore(600 + fractionOf(name) * 300);
  const group: Group = {
    _id: world.ids.objectIdOf('group', name),
    language: 'en-US',
    mail: null,
    ad: false,
    roleId: null,
    defaultRole: '',
    objectSid: null,
    dn: null,
    uSNChanged: null,
    created,
    lastUpdated: created,
    tenantId: tenantOf(world)._id,
    ...of,
  };
  world.groups.set(group._id, group);
  return group;
}

export function addCompanyGroups(world: World, without: readonly string[] = []): void {
  for (const name of groupNames) if (!without.includes(name)) addGroup(world, { name });
}

export function addPeople(world: World, who: readonly Person[] = people): void {
  for (const [at, person] of who.entries()) addPerson(world, { person, at });
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}

export function addPerson(world: World, { person, at }: { person: Person; at: number }): User {
  const { firstName, lastName = '', role, inactive, neverLoggedIn, fromDirectory } = person;
  const userName = person.userName ?? `${plain(firstName)}.${plain(lastName)}`;
  const joined = daysBefore(820 - at * 15);
  const lastLogin = daysBefore(inactive ? 200 + at : 0.2 + fractionOf(userName, 'login') * 40);
  const user: User = {
    _id: world.ids.objectIdOf('user', userName),
    active: inactive !== true,
    userName,
    email: person.email ?? `${userName}@${company.mailDomain}`,
    firstName,
    ...(lastName === '' ? {} : { lastName }),
    roleId: roleNamed(world, role)._id,
    groups: groupsOf(world, person),
    adgroups: [],
    activeDirectory: fromDirectory === true,
    preferences: { localeId: 'en-US', language: 'en-US' },
    uiSettings: {},
    created: joined,
    lastUpdated: joined,
    ...(neverLoggedIn ? {} : { lastLogin, lastActivity: lastLogin }),
    tenantId: tenantOf(world)._id,
    ldapDomainId: null,
    principalName: fromDirectory ? `${userName}@ad.${company.mailDomain}` : null,
    objectSid: null,
    dn: fromDirectory ? `CN=${firstName} ${lastName},OU=Staff,DC=meridian` : null,
    uSNChanged: null,
    pendingExpiration: null,
    createdSso: false,
  };
  world.users.set(user._id, user);
  world.credentials.set(user._id, { password: demoPassword, generation: 0, failedLogins: 0 });
  return user;
}

function groupsOf(world: World, { groups, role }: Person): string[] {
  const names = ['Everyone', ...(role === 'super' || role === 'admin' ? ['Admins'] : []), ...groups.split('|')];
  return names.flatMap((name) => {
    const group = name === '' ? undefined : firstOf(world.groups.values(), (one) => one.name === name);
    return group === undefined ? [] : [group._id];
  });
}

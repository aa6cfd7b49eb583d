import { createIds } from '../ids.ts';
import { createEmptyWorld, type Tenant, type World } from '../world.ts';

/** A tenant has people, groups, content and connections of its own; roles, settings and plugins are the installation's. */
export function addTenantWorld(world: World, tenant: Tenant): World {
  const seed = `${world.seed} tenant ${tenant._id}`;
  const { clock, roles, plugins, settings, datasourceIds } = world;
  const own = { ...createEmptyWorld({ seed, ids: createIds(seed), clock }), roles, plugins, settings, datasourceIds };
  own.tenants.push(tenant);
  world.tenants.push(tenant);
  world.tenantWorlds.set(tenant._id, own);
  return own;
}

/** The first tenant's and all others'. */
export const allWorlds = (world: World): World[] => [world, ...world.tenantWorlds.values()];

/** The world that a path leads into, and what is left of the path: `/peaksupply/api/…` is that tenant's `/api/…`. */
export function worldOfPath(world: World, pathname: string): { world: World; path: string } {
  const [, first = ''] = pathname.split('/');
  const tenant = world.tenants.find(({ tenantDomainNames }) => tenantDomainNames.includes(first));
  const own = tenant === undefined ? undefined : world.tenantWorlds.get(tenant._id);
  return own === undefined ? { world, path: pathname } : { world: own, path: pathname.slice(first.length + 1) };
}

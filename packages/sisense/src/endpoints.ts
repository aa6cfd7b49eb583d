import { bloxEndpoints } from './blox/endpoints.ts';
import { buildsEndpoints } from './builds/endpoints.ts';
import { connectionsEndpoints } from './connections/endpoints.ts';
import { dashboardsEndpoints } from './dashboards/endpoints.ts';
import { datamodelsEndpoints } from './datamodels/endpoints.ts';
import { encryptionEndpoints } from './encryption/endpoints.ts';
import type { EndpointDefinition } from './endpoint.ts';
import { foldersEndpoints } from './folders/endpoints.ts';
import { groupsEndpoints } from './groups/endpoints.ts';
import { metadataEndpoints } from './metadata/endpoints.ts';
import { notebooksEndpoints } from './notebooks/endpoints.ts';
import { pluginsEndpoints } from './plugins/endpoints.ts';
import { queriesEndpoints } from './queries/endpoints.ts';
import { rolesEndpoints } from './roles/endpoints.ts';
import { securityEndpoints } from './security/endpoints.ts';
import { serverEndpoints } from './server/endpoints.ts';
import { sharesEndpoints } from './shares/endpoints.ts';
import { tenantsEndpoints } from './tenants/endpoints.ts';
import { usersEndpoints } from './users/endpoints.ts';
import { widgetsEndpoints } from './widgets/endpoints.ts';

type Named<Area extends string, Table> = {
  [Name in keyof Table & string as `${Area}.${Name}`]: Table[Name] & { id: `${Area}.${Name}` };
};

function named<Area extends string, Table extends Record<string, EndpointDefinition>>(
  area: Area,
  table: Table,
): Named<Area, Table> {
  const entries = Object.entries(table).map(([name, definition]) => {
    const id = `${area}.${name}`;
    return [id, { ...definition, id }];
  });
  return Object.fromEntries(entries) as Named<Area, Table>;
}

/**
 * Every REST call that this client makes, as data, keyed `area.name`: what the client's types, the simulator's routes
 * and the coverage table are derived from.
 */
export const endpoints = {
  ...named('users', usersEndpoints),
  ...named('groups', groupsEndpoints),
  ...named('roles', rolesEndpoints),
  ...named('server', serverEndpoints),
  ...named('dashboards', dashboardsEndpoints),
  ...named('widgets', widgetsEndpoints),
  ...named('shares', sharesEndpoints),
  ...named('folders', foldersEndpoints),
  ...named('datamodels', datamodelsEndpoints),
  ...named('connections', connectionsEndpoints),
  ...named('security', securityEndpoints),
  ...named('builds', buildsEndpoints),
  ...named('queries', queriesEndpoints),
  ...named('metadata', metadataEndpoints),
  ...named('plugins', pluginsEndpoints),
  ...named('blox', bloxEndpoints),
  ...named('notebooks', notebooksEndpoints),
  ...named('encryption', encryptionEndpoints),
  ...named('tenants', tenantsEndpoints),
};

const fixedAddresses = new Set(
  Object.values<EndpointDefinition>(endpoints).map(({ method, path }) => `${method} ${path}`),
);

/** Whether a request goes to an address that has no parameters: `bulk` in the place of an id would be one. */
export function isFixedAddress({ method, path }: { method: string; path: string }): boolean {
  return fixedAddresses.has(`${method} ${path}`);
}

/** All endpoints by id. */
export type Endpoints = typeof endpoints;
/** `area.name` of an endpoint, as `users.list`. */
export type EndpointId = keyof Endpoints;

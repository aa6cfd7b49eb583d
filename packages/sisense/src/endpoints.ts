import { dashboardsEndpoints } from './dashboards/endpoints.ts';
import type { EndpointDefinition } from './endpoint.ts';
import { foldersEndpoints } from './folders/endpoints.ts';
import { groupsEndpoints } from './groups/endpoints.ts';
import { rolesEndpoints } from './roles/endpoints.ts';
import { serverEndpoints } from './server/endpoints.ts';
import { sharesEndpoints } from './shares/endpoints.ts';
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
};

export type Endpoints = typeof endpoints;
export type EndpointId = keyof Endpoints;

import { authenticationRoutes } from './authentication/routes.ts';
import { dashboardsRoutes } from './dashboards/routes.ts';
import { schemaRoutes } from './datamodels/schema-routes.ts';
import { foldersRoutes } from './folders/routes.ts';
import { groupsRoutes } from './groups/routes.ts';
import { createRouter } from './http/router.ts';
import { rolesRoutes } from './roles/routes.ts';
import { serverRoutes } from './server/routes.ts';
import { sharesRoutes } from './shares/routes.ts';
import { tenantsRoutes } from './tenants/routes.ts';
import { usersRoutes } from './users/routes.ts';
import { widgetsRoutes } from './widgets/routes.ts';

export const servedRoutes = {
  ...authenticationRoutes,
  ...usersRoutes,
  ...groupsRoutes,
  ...rolesRoutes,
  ...tenantsRoutes,
  ...serverRoutes,
  ...dashboardsRoutes,
  ...widgetsRoutes,
  ...sharesRoutes,
  ...foldersRoutes,
  ...schemaRoutes,
};

export type ServedRoute = keyof typeof servedRoutes;

export const findRoute = createRouter(servedRoutes);

export function endpointsServedBy(_key: string): readonly string[] {
  return [];
}

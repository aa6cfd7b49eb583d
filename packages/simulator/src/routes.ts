import { accountRoutes } from './authentication/account-routes.ts';
import { jwtRoutes } from './authentication/jwt-routes.ts';
import { authenticationRoutes } from './authentication/routes.ts';
import { bloxRoutes } from './blox/routes.ts';
import { buildsRoutes } from './builds/routes.ts';
import { liveConnectorRoutes } from './connections/live-connector-routes.ts';
import { connectionsRoutes } from './connections/routes.ts';
import { uploadRoutes } from './connections/upload-routes.ts';
import { connectionsV1Routes } from './connections/v1-routes.ts';
import { dashboardsRoutes } from './dashboards/routes.ts';
import { cliRoutes } from './datamodels/cli-routes.ts';
import { datasetRoutes } from './datamodels/dataset-routes.ts';
import { elasticubeRoutes } from './datamodels/elasticube-routes.ts';
import { metadataOfModelsRoutes } from './datamodels/metadata-routes.ts';
import { schemaRoutes } from './datamodels/schema-routes.ts';
import { transferRoutes } from './datamodels/transfer-routes.ts';
import { windowsCubeRoutes } from './datamodels/windows-cube-routes.ts';
import { encryptionRoutes } from './encryption/routes.ts';
import { foldersRoutes } from './folders/routes.ts';
import { groupsRoutes } from './groups/routes.ts';
import { createRouter } from './http/router.ts';
import { hierarchyRoutes } from './metadata/hierarchy-routes.ts';
import { metadataRoutes } from './metadata/routes.ts';
import { notebooksRoutes } from './notebooks/routes.ts';
import { pluginsRoutes } from './plugins/routes.ts';
import { queriesRoutes } from './queries/routes.ts';
import { rolesRoutes } from './roles/routes.ts';
import { permissionRoutes } from './security/permission-routes.ts';
import { securityRoutes } from './security/routes.ts';
import { scopeRoutes } from './security/scope-routes.ts';
import { palettesRoutes } from './server/palettes.ts';
import { serverRoutes } from './server/routes.ts';
import { settingsRoutes } from './server/settings-routes.ts';
import { sharesRoutes } from './shares/routes.ts';
import { tenantsRoutes } from './tenants/routes.ts';
import { directoryRoutes } from './users/directory-routes.ts';
import { usersRoutes } from './users/routes.ts';
import { widgetsRoutes } from './widgets/routes.ts';

/** Everything that answers, also what only other clients call. */
export const servedRoutes = {
  ...authenticationRoutes,
  ...accountRoutes,
  ...jwtRoutes,
  ...usersRoutes,
  ...directoryRoutes,
  ...groupsRoutes,
  ...rolesRoutes,
  ...tenantsRoutes,
  ...serverRoutes,
  ...settingsRoutes,
  ...palettesRoutes,
  ...dashboardsRoutes,
  ...widgetsRoutes,
  ...sharesRoutes,
  ...foldersRoutes,
  ...schemaRoutes,
  ...transferRoutes,
  ...elasticubeRoutes,
  ...windowsCubeRoutes,
  ...metadataOfModelsRoutes,
  ...datasetRoutes,
  ...cliRoutes,
  ...connectionsRoutes,
  ...connectionsV1Routes,
  ...uploadRoutes,
  ...liveConnectorRoutes,
  ...securityRoutes,
  ...permissionRoutes,
  ...scopeRoutes,
  ...buildsRoutes,
  ...queriesRoutes,
  ...metadataRoutes,
  ...hierarchyRoutes,
  ...pluginsRoutes,
  ...bloxRoutes,
  ...notebooksRoutes,
  ...encryptionRoutes,
};

export type ServedRoute = keyof typeof servedRoutes;

export const { findRoute, methodsOf } = createRouter(servedRoutes);

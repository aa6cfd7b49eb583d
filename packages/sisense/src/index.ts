export type { AdminOptions } from './as-admin.ts';
export type { BloxAction } from './blox/blox.ts';
export type { Build, BuildWish, StartedBuild, WaitOptions } from './builds/builds.ts';
export { type ScheduleWish, scheduleBody } from './builds/schedule.ts';
export { type ConnectionKind, connectionBody, connectionKinds } from './connections/connection-body.ts';
export type { Connection, ConnectionBody, SourceColumn, SourceTable } from './connections/connections.ts';
export type { Dashboard, DashboardExport } from './dashboards/dashboards.ts';
export type { ImportedDashboard, ImportOptions, ImportResult } from './dashboards/import.ts';
export type { DashboardListOptions } from './dashboards/list-dashboards.ts';
export {
  type ColumnName,
  columnOfDimension,
  type UsedColumn,
  usedColumns,
  usesDatamodel,
} from './dashboards/used-columns.ts';
export {
  type Datamodel,
  type DatamodelExport,
  type DatamodelState,
  dependencies,
  type Elasticube,
} from './datamodels/datamodels.ts';
export { columnsOf, columnTypeName, type ModelColumn, type PlacedTable, tablesOf } from './datamodels/model-columns.ts';
export type { Dataset, ModelTable, Relation } from './datamodels/schema.ts';
export * from './endpoint.ts';
export { type EndpointId, type Endpoints, endpoints } from './endpoints.ts';
export * from './errors.ts';
export type { Folder, FolderRoot } from './folders/folders.ts';
export { findGroup, type Group, type GroupBody, isBuiltInGroup } from './groups/groups.ts';
export type { RequestEvent } from './http/call-options.ts';
export type { Clock } from './http/clock.ts';
export { Gate } from './http/gate.ts';
export { defaultLimits, type Limits } from './http/limits.ts';
export { type Deployment, parseDeployment } from './http/origin.ts';
export type { CallOptions } from './lookup.ts';
export type { MetadataFilter, SavedMetadata } from './metadata/metadata.ts';
export type { Notebook } from './notebooks/notebooks.ts';
export { findPlugin, type Plugin } from './plugins/plugins.ts';
export {
  type Datasource,
  type Field,
  type JaqlAnswer,
  type JaqlQuery,
  quotedName,
  type SqlOptions,
} from './queries/queries.ts';
export { type Table, tableOfJaql, tableOfSql } from './queries/table.ts';
export { findRole, type Role } from './roles/roles.ts';
export { isLive, type ModelPermission, type SecuredModel, type SecurityRule } from './security/security.ts';
export { type RuleToWrite, writableRule } from './security/writable-rule.ts';
export type { ServerStatus } from './server/server.ts';
export { type MergedShares, mergeShares, type ShareEntry, type WantedShare } from './shares/merge-shares.ts';
export type { DashboardShares, SharesBody } from './shares/shares.ts';
export { login, Sisense, type SisenseOptions } from './sisense.ts';
export type { Tenant } from './tenants/tenants.ts';
export type { User } from './users/expand-users.ts';
export { findUsers, type Me, type UserBody, type UserName } from './users/users.ts';
export { type Widget, widgetsOf } from './widgets/widgets.ts';

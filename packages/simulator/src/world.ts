import type { Clock } from './clock.ts';
import type { ValueSpec } from './content/value-spec.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { SimulatorOptions } from './options.ts';
import { Shelf } from './shelf.ts';

export interface Tenant extends JsonObject {
  _id: string;
  name: string;
  tenantDomainNames: string[];
}

export interface Role extends JsonObject {
  _id: string;
  name: string;
  displayName: string;
  baseRoleName: string | null;
}

export interface User extends JsonObject {
  _id: string;
  userName: string;
  email: string;
  active: boolean;
  roleId: string;
  groups: string[];
  tenantId: string;
}

export interface Group extends JsonObject {
  _id: string;
  name: string;
  tenantId: string;
}

export interface Folder extends JsonObject {
  _id: string;
  oid: string;
  name: string;
  owner: string;
  parentId: string | null;
}

export interface Share extends JsonObject {
  shareId: string;
  type: 'user' | 'group';
  rule?: string;
}

/** Without its widgets, which lie beside it. */
export interface Dashboard extends JsonObject {
  _id: string;
  oid: string;
  title: string;
  owner: string;
  parentFolder: string | null;
  datasource: JsonObject;
  shares: Share[];
}

export interface Widget extends JsonObject {
  _id: string;
  oid: string;
  title: string;
  type: string;
  dashboardid: string;
}

export interface Column extends JsonObject {
  oid: string;
  id: string;
  name: string;
  type: number;
}

export interface Table extends JsonObject {
  oid: string;
  id: string;
  name: string;
  type: string;
  columns: Column[];
}

export interface Dataset extends JsonObject {
  oid: string;
  type: string;
  name: string;
  connection: JsonObject | null;
  schema: { tables: Table[] };
}

export interface Relation extends JsonObject {
  oid: string;
  columns: { dataset: string; table: string; column: string; isDropped?: boolean | null }[];
}

export interface ModelShare extends JsonObject {
  partyId: string;
  type: 'user' | 'group';
  permission: string;
}

export interface DataModel extends JsonObject {
  oid: string;
  title: string;
  server: string;
  type: 'extract' | 'live';
  shares: ModelShare[];
  datasets: Dataset[];
  relations: Relation[];
  schedule: JsonObject | null;
}

/** What an export has and a schema read has not. */
export interface ModelFile {
  model: JsonObject;
  /** By table. */
  tables: Map<string, JsonObject>;
}

export interface Connection extends JsonObject {
  oid: string;
  name: string;
  provider: string;
  parameters: JsonObject;
}

export interface Build extends JsonObject {
  oid: string;
  datamodelId: string;
  /** As asked for; what it is by now follows from the clock. */
  created: string;
  outcome: 'done' | 'failed' | 'cancelled';
  reason?: string;
}

export interface SecurityRule extends JsonObject {
  _id: string;
  /** Of the model; not sent. */
  datamodelId: string;
  table: string;
  column: string;
  shares: JsonObject[];
}

export interface Plugin extends JsonObject {
  folderName: string;
  name: string;
  isEnabled: boolean;
}

/** What is behind a user and never sent. */
export interface Credential {
  password: string;
  /** Counts how often all tokens were thrown away. */
  generation: number;
  failedLogins: number;
}

/** A table that a connection can reach: what `table_schema_details` tells. */
export interface SourceTable {
  connection: string;
  database: string;
  schema: string;
  table: string;
  columns: { name: string; type: number; size: number; values: ValueSpec }[];
  /** How many; 100 unless said. */
  rows?: number;
}

/** Rows that a table was given: by the column's `oid`. */
export interface StoredRows {
  headers: string[];
  rows: (string | number | boolean | null)[][];
  version: number;
}

/** Everything one deployment knows. */
export interface World {
  seed: string;
  datasourceIds: SimulatorOptions['datasourceIds'];
  ids: Ids;
  clock: Clock;
  tenants: Tenant[];
  /** Of each tenant but the first, whose world this is. */
  tenantWorlds: Map<string, World>;
  roles: Role[];
  users: Map<string, User>;
  credentials: Map<string, Credential>;
  groups: Map<string, Group>;
  folders: Map<string, Folder>;
  dashboards: Map<string, Dashboard>;
  /** By dashboard. */
  widgets: Shelf<Widget[]>;
  /** By dashboard: what others than its owner see, where its owner has changed it since it was published. */
  published: Map<string, { dashboard: Dashboard; widgets: Widget[] }>;
  /** By dashboard and user: what somebody changed for themselves. */
  privateCopies: Map<string, Map<string, { dashboard: Dashboard; widgets: Widget[] }>>;
  /** By dashboard: what its owner's import overwrote. */
  beforeImport: Map<string, { dashboard: Dashboard; widgets: Widget[] }>;
  models: Shelf<DataModel>;
  /** Title and type of each model, so that looking for one does not make them all. */
  modelIndex: Map<string, { title: string; type: 'extract' | 'live' }>;
  /** By model: what its file says that only files say. */
  modelFiles: Map<string, ModelFile>;
  /** By model: whether its cube was stopped. */
  stoppedModels: Set<string>;
  /** By column: what its values look like. */
  columnValues: Map<string, ValueSpec>;
  /** By table: how many rows it has. */
  rowCounts: Map<string, number>;
  /** By model and table (`storedKey`): the rows that a file with data brought, until the next build. */
  storedRows: Map<string, StoredRows>;
  /** By model: how many rows of each table its last build took, when that was limited. */
  rowLimits: Map<string, number>;
  sourceTables: SourceTable[];
  /** By path: the files that were uploaded. */
  uploads: Map<string, string>;
  connections: Map<string, Connection>;
  builds: Map<string, Build>;
  /** Up to when schedules were looked at. */
  scheduledUntil: Date;
  securityRules: Map<string, SecurityRule>;
  scopes: Map<string, JsonObject>;
  formulas: Map<string, JsonObject>;
  hierarchies: Map<string, JsonObject>;
  perspectives: Map<string, JsonObject>;
  plugins: Plugin[];
  bloxActions: Map<string, JsonObject>;
  notebooks: Map<string, JsonObject>;
  settings: Map<string, JsonObject>;
}

export function createEmptyWorld(parts: { seed: string; ids: Ids; clock: Clock }): World {
  return {
    ...parts,
    datasourceIds: 'as-written',
    tenants: [],
    tenantWorlds: new Map(),
    roles: [],
    users: new Map(),
    credentials: new Map(),
    groups: new Map(),
    folders: new Map(),
    dashboards: new Map(),
    widgets: new Shelf(),
    published: new Map(),
    privateCopies: new Map(),
    beforeImport: new Map(),
    models: new Shelf(),
    modelIndex: new Map(),
    modelFiles: new Map(),
    stoppedModels: new Set(),
    columnValues: new Map(),
    rowCounts: new Map(),
    storedRows: new Map(),
    rowLimits: new Map(),
    sourceTables: [],
    uploads: new Map(),
    connections: new Map(),
    builds: new Map(),
    scheduledUntil: parts.clock.now(),
    securityRules: new Map(),
    scopes: new Map(),
    formulas: new Map(),
    hierarchies: new Map(),
    perspectives: new Map(),
    plugins: [],
    bloxActions: new Map(),
    notebooks: new Map(),
    settings: new Map(),
  };
}

export function tenantOf(world: World): Tenant {
  const [tenant] = world.tenants;
  if (tenant === undefined) throw new Error('The world has no tenant.');
  return tenant;
}

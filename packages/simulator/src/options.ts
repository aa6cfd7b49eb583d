/** Where versions and kinds of Sisense differ. */
export interface SimulatorOptions {
  os: 'linux' | 'windows';
  /** What it says its version is; on Windows `W2021.9.1.10024` unless this begins with `W`. */
  release: string;
  /** The answer of a login: newer servers say who it was, too. */
  loginTells: 'token' | 'token-and-user';
  /** Tenants exist; each but the first lives under its own first path segment. */
  multiTenant: boolean;
  /** The first tenant's lists of users and groups hold those of the other tenants too. */
  systemSeesTenants: boolean;
  /** Shared copies of dashboards are one document that only its owner writes. */
  coAuthoring: boolean;
  /** An unknown query parameter is answered with 422, as newer servers do. */
  strictQueries: boolean;
  /** How parties of a model's permissions are written: newer servers drop `party` without a word, older ones took either. */
  permissionParty: 'partyId' | 'either';
  /** `failed` of a dashboard import: by category, or a list (seen on other versions). */
  importFailedShape: 'object' | 'array';
  /** An imported dashboard that exists here and is another's: treated as one's own, or given a new id (documented). */
  importOfForeign: 'as-own' | 'new-id';
  /** `version` of the application status: newer servers send an object. */
  statusVersionShape: 'object' | 'string';
  /** A taken model title: the documented 400, or a bare 500 as some newer servers send. */
  titleTakenStatus: 400 | 500;
  /** Model lookup by an unknown title: 404, 200 with `null`, or the 500 of the first servers with v2. */
  unknownTitleAnswer: 'not-found' | 'null' | 'failure';
  /** Ids of datasources: `localhost_aSales`, or `aLOCALHOST_aSALES` as on old Windows. Only where it starts with it. */
  datasourceIds: 'as-written' | 'upper-case';
  /** HTTP status of a failed JAQL or SQL query whose body says it failed. */
  queryErrorStatus: 'ok' | 'failing';
  /** `POST datamodel-imports/schema`. */
  modelImportStatus: 200 | 201;
  /** Writes of dashboards and widgets are answered with an empty body. */
  emptyWrites: boolean;
  /** Notebooks are created and changed only with the header `Internal: true`. */
  notebooksAreInternal: boolean;
  /** Which folders an administrator is shown: every one, or like anyone else those that are theirs or hold something of theirs. */
  foldersForAdmin: 'all' | 'own-and-shared';
  /** The list of folders begins with the root folder, whatever is asked for. */
  rootFolderListed: boolean;
  /** A folder with something in it is deleted with all of it, or not at all. */
  folderDeletion: 'cascade' | 'refused-when-not-empty';
  /** Someone else's dashboard that was not shared: as if it were not there, or access denied. */
  hiddenDashboard: 404 | 403;
  /** v1 shares of a dashboard: the bare list, or what v0.9 answers. */
  sharesV1Shape: 'list' | 'object';
  /** `PATCH plugins`: what changed, accepted for later, or nothing. */
  pluginsPatchStatus: 200 | 202 | 204;
  /** What `.dash` files are sent as: JSON, or text that is JSON. */
  exportContentType: 'application/json; charset=utf-8' | 'text/plain; charset=utf-8';
  /** 403 and 404: Sisense's body, or `{message}` alone. */
  refusalShape: 'error' | 'message';
  /** Complaints of a 422: as real servers list them, nested once more as documented, or not at all. */
  complaintShape: 'flat' | 'nested' | 'none';
  /** What the list of own and shared dashboards says of a shared one: all, or its id and when it was published (seen on older servers). */
  sharedDashboardsListed: 'whole' | 'id-only';
  /** A cube by its title under `servers/next`: the model, or an envelope around it (documented). */
  nextCubeShape: 'model' | 'envelope';
  /** `?structure=tree` of folders: a root folder, or the list below it. */
  folderTreeShape: 'list' | 'object';
  /** A table PATCH without some columns drops these. */
  tablePatchDropsColumns: boolean;
  /** How long a build waits, and how long it then runs, by the world's clock. */
  buildPendingMs: number;
  buildRunningMs: number;
  /** A build that has just been asked for is not found yet for so long. */
  buildUnknownMs: number;
  /** A finished build is forgotten after this time. */
  buildForgottenMs: number;
  /** A model with a schedule is built when the clock has come to it. */
  schedulesRun: boolean;
  /** Why every build that is asked for from now on fails; empty = it fails only where its sources do. */
  buildFailsWith: string;
  /** The most items that a list without `limit` gives; 0 = all. */
  listCap: number;
  /** The most items that a list gives at once, whatever `limit` asks for; 0 = as many as asked for. */
  pageCap: number;
  /** Requests per second per user that are answered before 429; 0 = no limit. */
  rateLimit: number;
  /** Users that the licence allows; 0 = no limit. */
  licensedUsers: number;
}

export const defaultOptions: SimulatorOptions = {
  os: 'linux',
  release: 'L2026.1.0.318',
  loginTells: 'token-and-user',
  multiTenant: false,
  systemSeesTenants: false,
  coAuthoring: false,
  strictQueries: false,
  permissionParty: 'partyId',
  importFailedShape: 'object',
  importOfForeign: 'as-own',
  statusVersionShape: 'object',
  titleTakenStatus: 400,
  unknownTitleAnswer: 'not-found',
  datasourceIds: 'as-written',
  queryErrorStatus: 'ok',
  modelImportStatus: 201,
  emptyWrites: false,
  notebooksAreInternal: true,
  foldersForAdmin: 'own-and-shared',
  rootFolderListed: true,
  folderDeletion: 'cascade',
  hiddenDashboard: 404,
  sharesV1Shape: 'list',
  pluginsPatchStatus: 200,
  exportContentType: 'application/json; charset=utf-8',
  refusalShape: 'error',
  complaintShape: 'flat',
  folderTreeShape: 'list',
  sharedDashboardsListed: 'whole',
  nextCubeShape: 'model',
  tablePatchDropsColumns: true,
  buildPendingMs: 500,
  buildRunningMs: 2_500,
  buildUnknownMs: 0,
  buildForgottenMs: 3_600_000,
  schedulesRun: false,
  buildFailsWith: '',
  listCap: 0,
  pageCap: 0,
  rateLimit: 0,
  licensedUsers: 0,
};

/** What belongs together: the newest Linux, the Linux whose documentation is public, and the last Windows. */
export const sisenseVersions = {
  'L2026.1': {},
  'L8.2.4': {
    release: 'L8.2.4.10115',
    loginTells: 'token',
    permissionParty: 'either',
    nextCubeShape: 'envelope',
  },
  'W2021.9': {
    os: 'windows',
    release: 'W2021.9.1.10024',
    loginTells: 'token',
    permissionParty: 'either',
    datasourceIds: 'upper-case',
  },
} as const satisfies Record<string, Partial<SimulatorOptions>>;

export type SisenseVersion = keyof typeof sisenseVersions;

/** `os: 'windows'` alone means the last Windows. */
export function optionsFrom(asked: { version?: SisenseVersion; options: Partial<SimulatorOptions> }): SimulatorOptions {
  const { version = asked.options.os === 'windows' ? 'W2021.9' : 'L2026.1', options } = asked;
  return { ...defaultOptions, ...sisenseVersions[version], ...options };
}

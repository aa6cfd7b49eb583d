import type { z } from 'zod';
import { type AdminOptions, asAdmin, asAdminOrOwner } from '../as-admin.ts';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { readAllPages, readUnpaged } from '../http/pages.ts';
import { type CallOptions, isMongoId, joined, notFound, sameText, theOnly, unlessMissing } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import { exportDashboard, exportDashboards } from './export-dashboards.ts';
import { type ImportOptions, type ImportResult, importResult, readyForImport } from './import.ts';
import { type DashboardListOptions, listAdmin, withOid } from './list-dashboards.ts';
import { OlderDashboards } from './older-dashboards.ts';
import { ownsDashboards } from './owns-dashboards.ts';
import { Pictures } from './pictures.ts';
import type { dashboardAnswer, dashboardExport } from './shapes.ts';

/** A dashboard without its widgets (rest-api §6.1). Lists that were asked for some fields have only those, and `oid`. */
export type Dashboard = z.output<typeof dashboardAnswer>;

/** A `.dash`: a dashboard with its widgets (rest-api §6.1). */
export type DashboardExport = z.output<typeof dashboardExport>;

const pageSize = 10_000;

/** Dashboards: reading, exporting, importing, changing, owners (rest-api §5). */
export class Dashboards {
  readonly pictures: Pictures;
  readonly older: OlderDashboards;
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
    this.pictures = new Pictures(calls);
    this.older = new OlderDashboards(calls);
  }

  /** Every dashboard of the deployment, each once, as its owner has it; complete or an error. Needs an administrator. */
  list({ datasourceTitle, ...options }: DashboardListOptions = {}): Promise<Dashboard[]> {
    return listAdmin(this.#calls, { ...options, filter: datasourceTitle === undefined ? {} : { datasourceTitle } });
  }

  /**
   * The dashboards that the user of the token owns or was given; complete or an error. Where Sisense tells of shared ones
   * only that they are there, each is read.
   */
  async listOwn({ fields, signal }: CallOptions & { fields?: string[] } = {}): Promise<Dashboard[]> {
    const query = fields ? { fields: withOid(fields) } : {};
    const endpoint = endpoints['dashboards.list'];
    const listed = await readUnpaged<Dashboard>({
      endpoint,
      pageSize,
      idOf: (dashboard) => dashboard.oid,
      read: (page) => this.#calls.call(endpoint, { query: { ...query, ...page }, signal }),
    });
    if (fields && !fields.includes('title')) return listed;
    const read = async (shared: Dashboard) => {
      const path = { oid: shared.oid };
      return (await unlessMissing(this.#calls.call(endpoints['dashboards.get'], { path, query, signal }))) ?? shared;
    };
    return Promise.all(listed.map((one) => (one.title === undefined ? read(one) : one)));
  }

  /** Dashboards by a part of their title, with their owners, as the home page finds them (rest-api §5.3). */
  search(
    text: string,
    { ownershipType = 'allRoot', signal }: CallOptions & { ownershipType?: string } = {},
  ): Promise<Dashboard[]> {
    const endpoint = endpoints['dashboards.search'];
    const queryParams = { ownershipType, search: text, ownerInfo: true, asObject: true };
    return readAllPages<Dashboard>({
      endpoint,
      pageSize,
      idOf: (dashboard) => dashboard.oid,
      read: async (page) => {
        const body = { queryParams, queryOptions: { sort: { oid: 1 }, ...page } };
        const answer = await this.#calls.call(endpoint, { body, signal });
        return Array.isArray(answer) ? answer : answer.items;
      },
    });
  }

  /**
   * A dashboard of any owner, without widgets; for a user who is no administrator, one that the user may see.
   *
   * @throws SisenseError `not-found`
   */
  async get(oid: string, { signal }: CallOptions = {}): Promise<Dashboard> {
    try {
      const found = await listAdmin(this.#calls, { filter: { id: oid }, signal });
      return theOnly(
        found.filter((dashboard) => dashboard.oid === oid),
        wantedDashboard(oid),
      );
    } catch (error) {
      if (!(error instanceof SisenseError) || error.code !== 'forbidden') throw error;
      return this.#calls.call(endpoints['dashboards.get'], { path: { oid }, signal });
    }
  }

  /** A dashboard of any owner with its widgets (v0.9; rest-api §5.4). */
  getWithWidgets(oid: string, { signal }: CallOptions = {}): Promise<DashboardExport> {
    return this.#calls.call(endpoints['dashboards.getWithWidgets'], {
      path: { oid },
      query: { adminAccess: true },
      signal,
    });
  }

  /** Every dashboard whose title is exactly this; without any, those that differ in case alone. Titles are not unique. */
  async findByTitle(title: string, options: CallOptions = {}): Promise<Dashboard[]> {
    const filtered = await listAdmin(this.#calls, { filter: { name: title }, ...options });
    const exact = filtered.filter((dashboard) => dashboard.title === title);
    if (exact.length > 0) return exact;
    const all = await this.list({ ...options, fields: ['oid', 'title'] });
    const sameCase = all.filter((dashboard) => dashboard.title === title);
    const found = sameCase.length > 0 ? sameCase : all.filter((dashboard) => sameText(dashboard.title, title));
    return Promise.all(found.map((dashboard) => this.get(dashboard.oid, options)));
  }

  /**
   * The dashboard with this id or title.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async resolve(idOrTitle: string, options: CallOptions = {}): Promise<Dashboard> {
    const byId = isMongoId(idOrTitle) ? await unlessMissing(this.get(idOrTitle, options)) : undefined;
    return byId ?? theOnly(await this.findByTitle(idOrTitle, options), wantedDashboard(idOrTitle));
  }

  /**
   * The `.dash` of a dashboard of any owner; for a user who is no administrator, of one that the user may see.
   *
   * @throws SisenseError `not-found`
   */
  async export(oid: string, options: CallOptions = {}): Promise<DashboardExport> {
    const dashboard = await exportDashboard(this.#calls, oid, options);
    if (!dashboard) throw notFound(wantedDashboard(oid));
    return dashboard;
  }

  /** The `.dash` of several dashboards by id, 20 in one request; ids that Sisense did not export are absent: compare. */
  async exportMany(oids: string[], options: CallOptions = {}): Promise<Map<string, DashboardExport>> {
    return exportDashboards(this.#calls, [...new Set(oids)], options);
  }

  /**
   * Imports `.dash` objects; the user of the token becomes their owner. Matching is by `oid`. What is given is not
   * changed; `previewLayout: null`, which Sisense refuses, is sent as `[]` (rest-api §5.2).
   */
  async import(
    dashboards: Record<string, unknown>[],
    { action, republish, importFolder, signal }: ImportOptions & CallOptions = {},
  ): Promise<ImportResult> {
    const query = { action, republish, importFolder };
    const body = dashboards.map(readyForImport);
    return importResult(await this.#calls.call(endpoints['dashboards.import'], { query, body, signal }));
  }

  /** A new dashboard; `datasource` names the model it reads from. */
  create(body: { title: string; [field: string]: unknown }, { signal }: CallOptions = {}): Promise<Dashboard> {
    return this.#calls.call(endpoints['dashboards.create'], { body, signal });
  }

  /** Whether a dashboard with this id exists, seen or not. */
  async exists(oid: string, { signal }: CallOptions = {}): Promise<boolean> {
    const answer = await this.#calls.call(endpoints['dashboards.exists'], { path: { oid }, signal });
    return answer.exists;
  }

  /** Whether a user, by e-mail address, may own the dashboard, and if not, why; the user of the token without one. */
  async canBeOwned(
    oid: string,
    { email, signal }: CallOptions & { email?: string } = {},
  ): Promise<{ canBeOwned: boolean; reasonMessage?: string | null | undefined }> {
    const query = email === undefined ? {} : { email };
    return this.#calls.call(endpoints['dashboards.canBeOwned'], { path: { oid }, query, signal });
  }

  /**
   * Changes the given fields only (title, `parentFolder`, script …), and gives the dashboard as it is then: Sisense answers
   * with an empty body (rest-api §1.5). Only the owner may.
   */
  async update(oid: string, fields: Record<string, unknown>, { signal }: CallOptions = {}): Promise<Dashboard> {
    await this.#calls.call(endpoints['dashboards.update'], { path: { oid }, body: fields, signal });
    return readBack(() => this.get(oid, { signal }));
  }

  /** Deletes a dashboard. One of somebody else is deleted by an administrator or not at all. */
  async delete(oid: string, { adminAccess, signal }: AdminOptions = {}): Promise<void> {
    await asAdminOrOwner({ wanted: adminAccess, owns: () => ownsDashboards(this.#calls, [oid], { signal }) }, (query) =>
      this.#calls.call(endpoints['dashboards.delete'], { path: { oid }, query, signal }),
    );
  }

  /** Deletes several dashboards in one request. */
  async deleteMany(oids: string[], { adminAccess, signal }: AdminOptions = {}): Promise<void> {
    if (oids.length === 0) return;
    const dashboardIds = joined(oids, { endpoint: endpoints['dashboards.deleteMany'] });
    await asAdminOrOwner({ wanted: adminAccess, owns: () => ownsDashboards(this.#calls, oids, { signal }) }, (query) =>
      this.#calls.call(endpoints['dashboards.deleteMany'], { query: { dashboardIds, ...query }, signal }),
    );
  }

  /** Brings the user's own copy back to what the owner published last. */
  async restore(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['dashboards.restore'], { path: { oid }, signal });
  }

  /** Takes back the last import over this dashboard. */
  async undoImport(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['dashboards.undoImport'], { path: { oid }, signal });
  }

  /** A copy of a dashboard under a new id, owned by the user of the token (rest-api §5.1). */
  duplicate(oid: string, { signal }: CallOptions = {}): Promise<Dashboard> {
    return this.#calls.call(endpoints['dashboards.duplicate'], { path: { oid }, signal });
  }

  /**
   * Gives those whom it is shared with the present state.
   *
   * @param options.force overwrites what they changed in their own copies
   * @throws SisenseError `forbidden` for a dashboard of somebody else, on servers without `adminAccess` here
   */
  async publish(oid: string, { force, adminAccess, signal }: AdminOptions & { force?: boolean } = {}): Promise<void> {
    await asAdmin(adminAccess, (query) =>
      this.#calls.call(endpoints['dashboards.publish'], {
        path: { oid },
        query: force === undefined ? query : { force, ...query },
        signal,
      }),
    );
  }

  /** Makes another user the owner; the present one keeps `originalOwnerRule` (`edit` unless told). */
  async changeOwner(
    oid: string,
    body: { ownerId: string; originalOwnerRule?: 'edit' | 'view' },
    { adminAccess, signal }: AdminOptions = {},
  ): Promise<void> {
    const whole = { originalOwnerRule: 'edit' as const, ...body };
    await asAdmin(adminAccess, (query) =>
      this.#calls.call(endpoints['dashboards.changeOwner'], { path: { oid }, query, body: whole, signal }),
    );
  }

  /**
   * Makes a dashboard read from another model. Resolves with the number of dashboards that Sisense changed: 0 for one of
   * another owner, which is no error there (rest-api §5.4).
   */
  async replaceDatasource(
    oid: string,
    { from, to }: { from: { server: string; title: string }; to: { title: string; [field: string]: unknown } },
    { adminAccess, signal }: AdminOptions = {},
  ): Promise<number> {
    const changed = await asAdmin(adminAccess, (query) =>
      this.#calls.call(endpoints['dashboards.replaceDatasource'], {
        path: from,
        query: { dashboardId: oid, ...query },
        body: to,
        signal,
      }),
    );
    return typeof changed === 'number' ? changed : Number(changed) || 0;
  }
}

export function wantedDashboard(wanted: string) {
  return {
    kind: 'dashboard',
    wanted,
    endpoint: endpoints['dashboards.listAdmin'],
    describe: (dashboard: Dashboard) => ({ id: dashboard.oid, name: dashboard.title ?? dashboard.oid }),
  };
}

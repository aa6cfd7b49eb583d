import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';
import type { DashboardExport } from './dashboards.ts';

/** Dashboards over v0.9, for servers and rights for which v1 does not serve (rest-api §5.1). */
export class OlderDashboards {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The `.dash` of a dashboard of any owner. */
  export(oid: string, { signal }: CallOptions = {}): Promise<DashboardExport> {
    return this.#calls.call(endpoints['dashboards.exportV0'], { path: { oid }, query: { adminAccess: true }, signal });
  }

  /** Changes the given fields. */
  async update(oid: string, fields: Record<string, unknown>, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['dashboards.updateV0'], { path: { oid }, body: fields, signal });
  }

  /** Replaces a dashboard; what is left out may be lost. */
  async replace(oid: string, dashboard: Record<string, unknown>, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['dashboards.replaceV0'], { path: { oid }, body: dashboard, signal });
  }
}

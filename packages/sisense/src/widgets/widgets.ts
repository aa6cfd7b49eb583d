import type { z } from 'zod';
import { type AdminOptions, asAdmin } from '../as-admin.ts';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { readAllPages } from '../http/pages.ts';
import type { CallOptions } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { widgetAnswer } from './shapes.ts';

/** A widget (rest-api §6.5). */
export type Widget = z.output<typeof widgetAnswer>;

const pageSize = 1000;

/** Widgets of dashboards (rest-api §5.6, §6.5). */
export class Widgets {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The widgets of a dashboard that the user of the token sees; of any owner with `dashboards.getWithWidgets`. */
  list(dashboardOid: string, { signal }: CallOptions = {}): Promise<Widget[]> {
    const endpoint = endpoints['widgets.list'];
    return readAllPages<Widget>({
      endpoint,
      pageSize,
      idOf: documentOf,
      read: (page) =>
        this.#calls.call(endpoint, { path: { oid: dashboardOid }, query: { sort: 'oid', ...page }, signal }),
    });
  }

  /** @throws SisenseError `not-found` */
  get(dashboardOid: string, { widgetOid, signal }: CallOptions & { widgetOid: string }): Promise<Widget> {
    return this.#calls.call(endpoints['widgets.get'], { path: { oid: dashboardOid, widgetOid }, signal });
  }

  /** Adds a widget to a dashboard of the user of the token (rest-api §5.6). */
  create(dashboardOid: string, widget: Record<string, unknown>, { signal }: CallOptions = {}): Promise<Widget> {
    return this.#calls.call(endpoints['widgets.create'], { path: { oid: dashboardOid }, body: widget, signal });
  }

  /** Changes the given fields only, and gives the widget as it is then (the answer is empty; rest-api §1.5). */
  async update(
    { oid, widgetOid }: { oid: string; widgetOid: string },
    fields: Record<string, unknown>,
    { signal }: CallOptions = {},
  ): Promise<Widget> {
    await this.#calls.call(endpoints['widgets.update'], { path: { oid, widgetOid }, body: fields, signal });
    return readBack(() => this.get(oid, { widgetOid, signal }));
  }

  /** Replaces a widget over v0.9, as older clients set scripts; only the owner of the dashboard may (rest-api §5.1). */
  async replace(
    { oid, widgetOid }: { oid: string; widgetOid: string },
    widget: Record<string, unknown>,
    { adminAccess = false, signal }: AdminOptions = {},
  ): Promise<void> {
    await asAdmin(adminAccess, (query) =>
      this.#calls.call(endpoints['widgets.replaceV0'], { path: { oid, widgetOid }, query, body: widget, signal }),
    );
  }

  /** Deletes a widget of a dashboard (rest-api §5.6). */
  async delete(dashboardOid: string, { widgetOid, signal }: CallOptions & { widgetOid: string }): Promise<void> {
    await this.#calls.call(endpoints['widgets.delete'], { path: { oid: dashboardOid, widgetOid }, signal });
  }
}

/** Sisense itself has dashboards with two widgets under one `oid`; each has an `_id` of its own. */
function documentOf({ oid, _id }: Widget): string {
  return typeof _id === 'string' ? _id : oid;
}

/** The widgets of a `.dash`, which holds them as a list or as a map by id (capabilities-1 §4.5). */
export function widgetsOf(dashboard: { widgets?: Widget[] | Record<string, Widget> | null | undefined }): Widget[] {
  return Array.isArray(dashboard.widgets) ? dashboard.widgets : Object.values(dashboard.widgets ?? {});
}

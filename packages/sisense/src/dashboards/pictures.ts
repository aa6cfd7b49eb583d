import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';

interface Shown extends CallOptions {
  includeTitle?: boolean;
  includeFilters?: boolean;
  /** The name of the data source. */
  includeDs?: boolean;
}

/** Dashboards and widgets as pictures (rest-api §5.1, §5.6). */
export class Pictures {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** A dashboard as PNG; `width` in pixels. */
  png(oid: string, { signal, ...query }: Shown & { width?: number } = {}): Promise<Uint8Array> {
    return this.#calls.call(endpoints['dashboards.exportPng'], { path: { oid }, query, signal });
  }

  /** A dashboard as PDF, on A4 upright with its own layout unless told. */
  pdf(
    oid: string,
    options: Shown & {
      paperFormat?: string;
      paperOrientation?: 'portrait' | 'landscape';
      layout?: 'asis' | 'feed';
    } = {},
  ): Promise<Uint8Array> {
    const { signal, ...given } = options;
    const query = { paperFormat: 'A4', paperOrientation: 'portrait' as const, layout: 'asis' as const, ...given };
    return this.#calls.call(endpoints['dashboards.exportPdf'], { path: { oid }, query, signal });
  }

  /** A widget as PNG, in pixels. */
  widgetPng(
    { oid, widgetOid }: { oid: string; widgetOid: string },
    { width, height }: { width: number; height: number },
    { signal }: CallOptions = {},
  ): Promise<Uint8Array> {
    const path = { oid, widgetOid };
    return this.#calls.call(endpoints['widgets.exportPng'], { path, query: { width, height }, signal });
  }
}

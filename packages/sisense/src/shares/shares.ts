import type { z } from 'zod';
import { type AdminOptions, asAdmin } from '../as-admin.ts';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { readBack } from '../read-back.ts';
import type { ShareEntry } from './merge-shares.ts';
import type { sharesAnswer, sharesBody } from './shapes.ts';

/** Whom a dashboard is shared with, and its mail subscription (rest-api §5.5). */
export type DashboardShares = z.output<typeof sharesAnswer>;
/** A whole share list as it is written (rest-api §5.5). */
export type SharesBody = z.input<typeof sharesBody>;

/** Whom dashboards are shared with (rest-api §5.5). */
export class Shares {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Of a dashboard of any owner. */
  get(oid: string, { adminAccess, signal }: AdminOptions = {}): Promise<DashboardShares> {
    return asAdmin(adminAccess, (query) => this.#calls.call(endpoints['shares.get'], { path: { oid }, query, signal }));
  }

  /**
   * Replaces the whole list; who is not in `sharesTo` loses the dashboard (rest-api §5.5). Build it from what `get` gave,
   * with `mergeShares`. Gives the list as it is then.
   */
  async replace(oid: string, body: SharesBody, { adminAccess, signal }: AdminOptions = {}): Promise<DashboardShares> {
    await asAdmin(adminAccess, (query) =>
      this.#calls.call(endpoints['shares.replace'], { path: { oid }, query, body, signal }),
    );
    return readBack(() => this.get(oid, { adminAccess, signal }));
  }

  /** The parties alone, over v1, whether it answers an array or an object (capabilities-1 E19). */
  async parties(oid: string, { adminAccess, signal }: AdminOptions = {}): Promise<ShareEntry[]> {
    const answer = await asAdmin(adminAccess, (query) =>
      this.#calls.call(endpoints['shares.getV1'], { path: { oid }, query, signal }),
    );
    return Array.isArray(answer) ? answer : answer.sharesTo;
  }
}

import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type Page, readAllPages } from '../http/pages.ts';
import type { CallOptions } from '../lookup.ts';
import type { Dashboard } from './dashboards.ts';

/** Which dashboards are listed, what of them, and how. */
export interface DashboardListOptions extends CallOptions {
  /** Only these fields (`oid` always): layouts and filters are most of a dashboard's size. */
  fields?: string[];
  /** Only those whose own datasource has this title. */
  datasourceTitle?: string;
  /**
   * Asks for the last dashboard at the same time: one small request more, but one round of requests, also where the list is
   * as long as servers usually cap theirs, and a cap of any other length is seen.
   */
  confirmsEnd?: boolean;
  /** Told what each page brought, to begin with it early. Only the result is the list. */
  onPage?: (dashboards: Dashboard[]) => void;
}

interface AdminList extends Omit<DashboardListOptions, 'datasourceTitle'> {
  filter: { id?: string; name?: string; datasourceTitle?: string };
}

const pageSize = 10_000;

/** Dashboards of every owner (rest-api §5.1), in the order of their ids. */
export function listAdmin(calls: Calls, list: AdminList): Promise<Dashboard[]> {
  const { fields, filter, confirmsEnd, onPage, signal } = list;
  const endpoint = endpoints['dashboards.listAdmin'];
  const selected = fields ? { fields: withOid(fields) } : {};
  const query = { dashboardType: 'owner' as const, asObject: false, ...filter };
  const read = async (page: Page, ordered: { sort: string; fields?: string }) => {
    const answer = await calls.call(endpoint, { query: { ...query, ...ordered, ...page }, signal });
    return Array.isArray(answer) ? answer : answer.items;
  };
  return readAllPages<Dashboard>({
    endpoint,
    pageSize,
    idOf: (dashboard) => dashboard.oid,
    read: (page) => read(page, { ...selected, sort: 'oid' }),
    readFromEnd: (page) => read(page, { fields: 'oid', sort: '-oid' }),
    confirmsEnd,
    onPage,
  });
}

export function withOid(fields: string[]): string {
  return [...new Set(['oid', ...fields])].join(',');
}

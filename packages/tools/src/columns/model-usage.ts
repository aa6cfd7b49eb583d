import { type DashboardExport, type Datamodel, usedColumns } from '@fes-assistant/sisense';
import { readDashboards } from '../dashboards/read-dashboards.ts';
import type { ReadContext } from '../tool.ts';
import { columnKey } from './column-key.ts';

export interface ColumnUser {
  dashboardId: string;
  dashboard: string | null;
  source: 'filter' | 'widget';
  widgetId: string | null;
  widget: string | null;
}

export interface ModelUsage {
  /** Who uses a column, by its key. */
  users: Map<string, ColumnUser[]>;
  /** Dashboards that read the model somewhere. */
  dashboards: Map<string, string | null>;
}

export interface Scan {
  /** By lower-case title of the model. */
  models: Map<string, ModelUsage>;
  scanned: number;
  /** Ids of dashboards that Sisense did not export: what they use is not known. */
  failed: string[];
}

/**
 * Reads every dashboard once and notes which columns of which models it uses. All are read, not only those whose main data
 * model is the one in question: a single widget may read another model.
 */
export async function scanDashboards(context: ReadContext): Promise<Scan> {
  const list = await context.sisense.dashboards.list({ fields: ['oid'], signal: context.signal });
  const { kept, failed } = await readDashboards(
    list.map(({ oid }) => oid),
    { context, each: usesOf },
  );
  return scanOf(kept, failed);
}

/** The same from what was kept of dashboards that were read for something else as well. */
export function scanOf(uses: readonly Use[][], failed: string[]): Scan {
  const scan: Scan = { models: new Map(), scanned: uses.length, failed };
  for (const use of uses.flat()) note(scan, use);
  return scan;
}

export interface Use extends ColumnUser {
  datasource: string;
  key: string;
}

/** What a dashboard uses of which model. */
export function usesOf(dashboard: DashboardExport): Use[] {
  return usedColumns(dashboard).map((use) => ({
    datasource: use.datasource,
    key: columnKey(use),
    dashboardId: dashboard.oid,
    dashboard: dashboard.title ?? null,
    source: use.source,
    widgetId: use.widgetOid ?? null,
    widget: use.widgetTitle ?? null,
  }));
}

function note(scan: Scan, { datasource, key, ...user }: Use): void {
  const usage = usageOf(scan, datasource);
  usage.dashboards.set(user.dashboardId, user.dashboard);
  const users = usage.users.get(key);
  if (users === undefined) usage.users.set(key, [user]);
  else users.push(user);
}

/** What uses one model; nothing when no dashboard does. */
export function usageOfModel(scan: Scan, model: Datamodel): ModelUsage {
  return scan.models.get(titleKey(model.title ?? '')) ?? { users: new Map(), dashboards: new Map() };
}

/** What a reader must know where not every dashboard could be read. */
export function scanNotes({ scanned, failed }: Scan): string[] {
  const read = `${scanned} dashboards were read.`;
  if (failed.length === 0) return [read];
  return [
    read,
    `${failed.length} could not be read, so a column may be used there: ${failed.slice(0, 5).join(', ')}${failed.length > 5 ? ' …' : ''}.`,
  ];
}

function usageOf(scan: Scan, title: string): ModelUsage {
  const key = titleKey(title);
  const known = scan.models.get(key) ?? { users: new Map(), dashboards: new Map() };
  scan.models.set(key, known);
  return known;
}

function titleKey(title: string): string {
  return title.replace(/^live:/i, '').toLowerCase();
}

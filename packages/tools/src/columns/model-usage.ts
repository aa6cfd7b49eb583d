import { type DashboardExport, type Datamodel, usedColumns } from '@fes-assistant/sisense';
import { allDashboards, readDashboards } from '../dashboards/read-dashboards.ts';
import type { ReadContext } from '../tool.ts';
import { columnKey } from './column-key.ts';
import { readSavedUses, type SavedUse } from './saved-uses.ts';

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
  /** Titles of the saved formulas and filters that use a column, by its key. */
  saved: Map<string, string[]>;
  /** Dashboards that read the model somewhere. */
  dashboards: Map<string, string | null>;
}

export interface Scan {
  /** By lower-case title of the model. */
  models: Map<string, ModelUsage>;
  scanned: number;
  /** Ids of dashboards that Sisense did not export: what they use is not known. */
  failed: string[];
  /** Whether saved formulas and filters were read. */
  knowsSaved: boolean;
}

/**
 * Reads every dashboard once and notes which columns of which models it uses. All are read, not only those whose main data
 * model is the one in question: a single widget may read another model.
 */
export async function scanDashboards(context: ReadContext): Promise<Scan> {
  const reading = readDashboards(allDashboards(context), { context, each: usesOf });
  const [{ kept, failed }, saved] = await Promise.all([reading, readSavedUses(context)]);
  return scanOf({ uses: kept, failed, saved });
}

interface Parts {
  /** Of each dashboard that was read, also where it was read for something else as well. */
  uses: readonly Use[][];
  failed: string[];
  saved: SavedUse[] | null;
}

export function scanOf({ uses, failed, saved }: Parts): Scan {
  const scan: Scan = { models: new Map(), scanned: uses.length, failed, knowsSaved: saved !== null };
  for (const ofDashboard of uses) noteAll(scan, ofDashboard);
  for (const { datasource, key, title } of saved ?? []) {
    const { saved: titles } = usageOf(scan, datasource);
    titles.set(key, [...new Set([...(titles.get(key) ?? []), title])]);
  }
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

/** Uses of one dashboard, of which most are of one model and stand side by side. */
function noteAll(scan: Scan, uses: readonly Use[]): void {
  let last: { datasource: string; usage: ModelUsage } | undefined;
  for (const { datasource, key, ...user } of uses) {
    if (last?.datasource !== datasource) last = { datasource, usage: usageOf(scan, datasource) };
    last.usage.dashboards.set(user.dashboardId, user.dashboard);
    const users = last.usage.users.get(key);
    if (users === undefined) last.usage.users.set(key, [user]);
    else users.push(user);
  }
}

/** What uses one model; nothing when no dashboard does. */
export function usageOfModel(scan: Scan, model: Datamodel): ModelUsage {
  return scan.models.get(titleKey(model.title ?? '')) ?? noUsage();
}

/** What a reader must know where not every dashboard could be read. */
export function scanNotes({ scanned, failed, knowsSaved }: Scan): string[] {
  const read = `${scanned} dashboards were read.`;
  const unsaved = knowsSaved ? [] : ['Saved formulas and filters could not be read, so a column may be used there.'];
  if (failed.length === 0) return [read, ...unsaved];
  return [
    read,
    ...unsaved,
    `${failed.length} could not be read, so a column may be used there: ${failed.slice(0, 5).join(', ')}${failed.length > 5 ? ' …' : ''}.`,
  ];
}

function usageOf(scan: Scan, title: string): ModelUsage {
  const key = titleKey(title);
  const known = scan.models.get(key) ?? noUsage();
  scan.models.set(key, known);
  return known;
}

function noUsage(): ModelUsage {
  return { users: new Map(), saved: new Map(), dashboards: new Map() };
}

function titleKey(title: string): string {
  return title.replace(/^live:/i, '').toLowerCase();
}

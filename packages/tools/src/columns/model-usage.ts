import { type Datamodel, type Sisense, usedColumns } from '@fes-assistant/sisense';
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

interface Scanning {
  sisense: Sisense;
  signal: AbortSignal;
  progress: (message: string, done?: number, total?: number) => void;
}

const atOnce = 100;

/**
 * Reads every dashboard once and notes which columns of which models it uses. All are read, not only those whose main data
 * model is the one in question: a single widget may read another model.
 */
export async function scanDashboards({ sisense, signal, progress }: Scanning): Promise<Scan> {
  const list = await sisense.dashboards.list({ fields: ['oid', 'title'], signal });
  const scan: Scan = { models: new Map(), scanned: 0, failed: [] };
  for (let start = 0; start < list.length; start += atOnce) {
    const ids = list.slice(start, start + atOnce).map(({ oid }) => oid);
    const exports = await sisense.dashboards.exportMany(ids, { signal });
    scan.failed.push(...ids.filter((id) => !exports.has(id)));
    for (const dashboard of exports.values()) {
      for (const use of usedColumns(dashboard)) {
        const usage = usageOf(scan, use.datasource);
        usage.dashboards.set(dashboard.oid, dashboard.title ?? null);
        const key = columnKey(use);
        const user = {
          dashboardId: dashboard.oid,
          dashboard: dashboard.title ?? null,
          source: use.source,
          widgetId: use.widgetOid ?? null,
          widget: use.widgetTitle ?? null,
        };
        usage.users.set(key, [...(usage.users.get(key) ?? []), user]);
      }
    }
    scan.scanned += exports.size;
    progress('Reading dashboards', Math.min(start + atOnce, list.length), list.length);
  }
  return scan;
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

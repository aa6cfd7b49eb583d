import { type DashboardExport, type Datamodel, type Sisense, usedColumns } from '@fes-assistant/sisense';
import { inParallel } from '../in-parallel.ts';
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

/** What Sisense exports in one request. */
const batchSize = 20;

/**
 * Reads every dashboard once and notes which columns of which models it uses. All are read, not only those whose main data
 * model is the one in question: a single widget may read another model.
 */
export async function scanDashboards({ sisense, signal, progress }: Scanning): Promise<Scan> {
  const list = await sisense.dashboards.list({ fields: ['oid', 'title'], signal });
  const starts = Array.from({ length: Math.ceil(list.length / batchSize) }, (_, at) => at * batchSize);
  let done = 0;
  const batches = await inParallel(starts, {
    each: async (start) => {
      const ids = list.slice(start, start + batchSize).map(({ oid }) => oid);
      const exports = await sisense.dashboards.exportMany(ids, { signal });
      done += ids.length;
      progress('Reading dashboards', done, list.length);
      const failed = ids.filter((id) => !exports.has(id));
      return { failed, uses: [...exports.values()].map(usesOf), read: exports.size };
    },
  });
  const scan: Scan = { models: new Map(), scanned: 0, failed: [] };
  for (const { failed, uses, read } of batches) {
    scan.failed.push(...failed);
    scan.scanned += read;
    for (const use of uses.flat()) note(scan, use);
  }
  return scan;
}

interface Use extends ColumnUser {
  datasource: string;
  key: string;
}

/** What is kept of a dashboard, which is many times larger. */
function usesOf(dashboard: DashboardExport): Use[] {
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

import type { DashboardExport, Datamodel, SecurityRule } from '@fes-assistant/sisense';
import { z } from 'zod';
import { type Scan, scanNotes, scanOf, usesOf } from '../columns/model-usage.ts';
import { readSavedUses } from '../columns/saved-uses.ts';
import { unusedRows } from '../columns/unused-rows.ts';
import { readDashboards } from '../dashboards/read-dashboards.ts';
import { explain } from '../explain.ts';
import { inParallel } from '../in-parallel.ts';
import { type ReadContext, readTool } from '../tool.ts';
import { checkPivotFields, checkStructure, checkWidgetCount, type StructureLimits } from './dashboard-checks.ts';
import {
  bySeverity,
  evidenceColumn,
  type Finding,
  findingFields,
  type Links,
  linkColumn,
  links,
  severityColumn,
  tally,
} from './finding.ts';
import { dashboardIds, loadModels, minDuplicateKeys, notRead, references } from './load.ts';
import { checkManyToMany } from './many-to-many.ts';
import { checkCustomTables, checkImportQueries, checkIslandTables, checkRuleTypes, titleOf } from './model-checks.ts';

export const runFullWellcheck = readTool({
  id: 'wellcheck.run_full_wellcheck',
  title: 'Full health check',
  description: 'Runs every check on dashboards and data models and lists the findings, the worst first.',
  input: z.object({
    dashboards: references,
    datamodels: references,
    max_pivot_fields: z.int().min(0).default(20),
    max_widgets: z.int().min(0).default(20),
    max_pivots: z.int().min(0).default(3),
    max_tabbers: z.int().min(0).default(2),
    max_accordions: z.int().min(0).default(3),
    max_jumps: z.int().min(0).default(5),
    min_duplicate_keys: minDuplicateKeys,
  }),
  examples: [
    { ask: 'Run a full well-check', input: {} },
    {
      ask: 'Check the health of Online Revenue and its model ecommerce_db',
      input: { dashboards: ['Online Revenue'], datamodels: ['ecommerce_db'] },
    },
    {
      ask: 'Check Sales with at most 10 fields in a pivot',
      input: { dashboards: ['Deal Explorer'], datamodels: ['Sales'], max_pivot_fields: 10 },
    },
  ],
  tags: ['health', 'dashboards', 'datamodels'],
  row: z.looseObject({ check: z.string(), asset: z.string().nullable(), ...findingFields }),
  columns: [
    severityColumn,
    { key: 'check', title: 'Check', kind: 'text' },
    { key: 'asset', title: 'Asset', kind: 'text' },
    linkColumn,
    { key: 'part', title: 'Part', kind: 'text' },
    evidenceColumn,
  ],
  run: async (input, context) => {
    const { dashboards: wantedDashboards, datamodels: wantedModels, min_duplicate_keys: minimum, ...limits } = input;
    const onlyModels = wantedDashboards === undefined && wantedModels !== undefined;
    const onlyDashboards = wantedModels === undefined && wantedDashboards !== undefined;
    const none = { ids: [], found: [], notes: [] };
    const [named, models] = await Promise.all([
      onlyModels ? none : dashboardIds(wantedDashboards, context),
      onlyDashboards ? none : loadModels(wantedModels, context),
    ]);
    const at = links(context.sisense);
    const check = (one: DashboardExport) => checkDashboard(one, limits, at);
    const read = await readOnce(named.ids, { context, check, scans: models.found.length > 0 });
    const ofModels = await inParallel(models.found, {
      atOnce: 2,
      each: (model) => checkModel(model, { context, scan: read.scan, at, minimum }),
    });
    const rows = bySeverity([...read.findings, ...ofModels.flat()]);
    const notes = [tally(rows), ...named.notes, ...models.notes, ...read.notes];
    return { rows, notes };
  },
});

interface ReadOnce {
  context: ReadContext;
  check: (dashboard: DashboardExport) => Finding[];
  /** Whether what dashboards use of the models is looked at as well: then all of them are read. */
  scans: boolean;
}

/** Reads every dashboard that any check needs once, and keeps what the checks make of it. */
async function readOnce(wanted: readonly string[], { context, check, scans }: ReadOnce) {
  const { sisense, signal } = context;
  const all = scans ? (await sisense.dashboards.list({ fields: ['oid'], signal })).map(({ oid }) => oid) : [];
  const named = new Set(wanted);
  const reading = readDashboards([...new Set([...wanted, ...all])], {
    context,
    each: (dashboard) => ({
      findings: named.has(dashboard.oid) ? check(dashboard) : [],
      uses: scans ? usesOf(dashboard) : [],
    }),
  });
  const [{ kept, failed }, saved] = await Promise.all([reading, scans ? readSavedUses(context) : []]);
  const scan = scanOf({ uses: kept.map(({ uses }) => uses), failed, saved });
  const unread = notRead(failed.filter((oid) => named.has(oid)));
  return {
    findings: kept.flatMap(({ findings }) => findings),
    scan,
    notes: [...unread, ...(scans ? scanNotes(scan) : [])],
  };
}

interface Limits extends StructureLimits {
  max_pivot_fields: number;
  max_widgets: number;
}

function checkDashboard(dashboard: DashboardExport, limits: Limits, at: Links) {
  const asset = dashboard.title ?? dashboard.oid;
  return [
    ...named('structure', { asset, findings: [checkStructure(dashboard, limits, at)] }),
    ...named('widget_counts', { asset, findings: [checkWidgetCount(dashboard, limits.max_widgets, at)] }),
    ...named('pivot_widget_fields', { asset, findings: checkPivotFields(dashboard, limits.max_pivot_fields, at) }),
  ];
}

interface ModelCheck {
  context: ReadContext;
  scan: Scan;
  at: Links;
  minimum: number;
}

/** Every check of one model; one that fails is `not checked` and takes no other down with it. */
async function checkModel(model: Datamodel, { context, scan, at, minimum }: ModelCheck) {
  const { sisense, signal } = context;
  const reading = sisense.security.listRules(model, { signal });
  reading.catch(() => undefined);
  const checks: Record<string, () => Finding[] | Promise<Finding[]>> = {
    custom_tables: () => checkCustomTables(model, at),
    island_tables: () => checkIslandTables(model, at),
    import_queries: () => checkImportQueries(model, at),
    rls_datatypes: async () => checkRuleTypes(model, await reading, at),
    m2m_relationships: () => checkManyToMany(model, { context, links: at, minimum }),
    unused_columns: async () => checkUnused(model, { scan, rules: await reading, at }),
  };
  const found = Object.entries(checks).map(async ([check, run]) => {
    const findings = await attempt(run, { signal, link: at.model(model) });
    return named(check, { asset: titleOf(model), findings });
  });
  return (await Promise.all(found)).flat();
}

/** A column may be used by a dashboard that could not be read: then it is not known to be unused. */
function checkUnused(
  model: Datamodel,
  { scan, rules, at }: { scan: Scan; rules: SecurityRule[]; at: Links },
): Finding[] {
  const unused = unusedRows(model, { scan, rules }).filter(({ used }) => used === false);
  const read = `none of the ${scan.scanned} dashboards that were read`;
  const evidence = `No join, custom table, security rule, saved formula and ${read} uses it`;
  const isSure = scan.failed.length === 0 && scan.knowsSaved;
  return unused.map((row) => ({
    ...row,
    severity: isSure ? 'note' : 'not checked',
    evidence: isSure ? evidence : `${evidence}, but not everything could be read`,
    link: at.model(model),
  }));
}

async function attempt(
  run: () => Finding[] | Promise<Finding[]>,
  { signal, link }: { signal: AbortSignal; link: string },
): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    signal.throwIfAborted();
    return [{ severity: 'not checked', evidence: explain(error).message, link }];
  }
}

function named(check: string, { asset, findings }: { asset: string; findings: Finding[] }) {
  return findings.map((finding) => ({ ...finding, check, asset, part: partOf(finding) }));
}

/** The widget, table, column or relation that a finding is about. */
function partOf(finding: Finding): string | null {
  const { widget_title, table, column, left_table, left_column, right_table, right_column } = finding;
  if (typeof left_table === 'string') return `${left_table}.${left_column} – ${right_table}.${right_column}`;
  if (typeof table === 'string') return typeof column === 'string' ? `${table}.${column}` : table;
  return typeof widget_title === 'string' ? widget_title : null;
}

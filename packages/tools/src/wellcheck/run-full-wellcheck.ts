import type { DashboardExport, Datamodel } from '@fes-assistant/sisense';
import { z } from 'zod';
import { type Scan, scanDashboards, scanNotes } from '../columns/model-usage.ts';
import { unusedRows } from '../columns/unused-rows.ts';
import { explain } from '../explain.ts';
import { inParallel } from '../in-parallel.ts';
import { type ReadContext, readTool } from '../tool.ts';
import { checkPivotFields, checkStructure, checkWidgetCount, type StructureLimits } from './dashboard-checks.ts';
import { bySeverity, type Finding, findingColumns, findingFields, type Links, links, tally } from './finding.ts';
import { loadDashboards, loadModels, references } from './load.ts';
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
    { key: 'check', title: 'Check', kind: 'text' },
    { key: 'asset', title: 'Asset', kind: 'text' },
    { key: 'part', title: 'Part', kind: 'text' },
    ...findingColumns,
  ],
  run: async (input, context) => {
    const { dashboards: wantedDashboards, datamodels: wantedModels, ...limits } = input;
    const onlyModels = wantedDashboards === undefined && wantedModels !== undefined;
    const onlyDashboards = wantedModels === undefined && wantedDashboards !== undefined;
    const none = { found: [], notes: [] };
    const dashboards = onlyModels ? none : await loadDashboards(wantedDashboards, context);
    const models = onlyDashboards ? none : await loadModels(wantedModels, context);
    const at = links(context.sisense);
    const scan = models.found.length === 0 ? undefined : await scanDashboards(context);
    const ofDashboards = dashboards.found.flatMap((one) => checkDashboard(one, limits, at));
    const ofModels = await inParallel(models.found, {
      atOnce: 2,
      each: (model) => checkModel(model, { context, scan, at }),
    });
    const rows = bySeverity([...ofDashboards, ...ofModels.flat()]);
    const notes = [tally(rows), ...dashboards.notes, ...models.notes, ...(scan ? scanNotes(scan) : [])];
    return { rows, notes };
  },
});

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
  scan: Scan | undefined;
  at: Links;
}

/** Every check of one model; one that fails is `not checked` and takes no other down with it. */
async function checkModel(model: Datamodel, { context, scan, at }: ModelCheck) {
  const { sisense, signal } = context;
  const checks: Record<string, () => Finding[] | Promise<Finding[]>> = {
    custom_tables: () => checkCustomTables(model, at),
    island_tables: () => checkIslandTables(model, at),
    import_queries: () => checkImportQueries(model, at),
    rls_datatypes: async () => checkRuleTypes(model, await sisense.security.listRules(model, { signal }), at),
    m2m_relationships: () => checkManyToMany(model, context, at),
    unused_columns: () => (scan === undefined ? [] : checkUnused(model, { context, scan, at })),
  };
  const found = Object.entries(checks).map(async ([check, run]) => {
    const findings = await attempt(run, { signal, link: at.model(model.oid) });
    return named(check, { asset: titleOf(model), findings });
  });
  return (await Promise.all(found)).flat();
}

async function checkUnused(model: Datamodel, { context, scan, at }: ModelCheck & { scan: Scan }): Promise<Finding[]> {
  const { sisense, signal } = context;
  const rules = await sisense.security.listRules(model, { signal });
  const unused = unusedRows(model, { scan, rules }).filter(({ used }) => used === false);
  const link = at.model(model.oid);
  return unused.map((row) => ({ ...row, severity: 'note', evidence: 'Nothing that was read uses it', link }));
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

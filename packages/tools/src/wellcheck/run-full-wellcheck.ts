import { z } from 'zod';
import { scanDashboards, scanNotes } from '../columns/model-usage.ts';
import { unusedRows } from '../columns/unused-rows.ts';
import { explain } from '../explain.ts';
import { inParallel } from '../in-parallel.ts';
import { readTool } from '../tool.ts';
import { checkPivotFields, checkStructure, checkWidgetCount } from './dashboard-checks.ts';
import { bySeverity, type Finding, findingColumns, findingFields, links, tally } from './finding.ts';
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
    const { sisense, signal } = context;
    const { dashboards: wantedDashboards, datamodels: wantedModels, max_pivot_fields, max_widgets, ...limits } = input;
    const onlyModels = wantedDashboards === undefined && wantedModels !== undefined;
    const onlyDashboards = wantedModels === undefined && wantedDashboards !== undefined;
    const none = { found: [], notes: [] };
    const dashboards = onlyModels ? none : await loadDashboards(wantedDashboards, context);
    const models = onlyDashboards ? none : await loadModels(wantedModels, context);
    const at = links(sisense);
    const scan = models.found.length === 0 ? undefined : await scanDashboards(context);
    const ofDashboards = dashboards.found.flatMap((one) => [
      named('structure', { asset: one.title ?? one.oid, findings: [checkStructure(one, limits, at)] }),
      named('widget_counts', { asset: one.title ?? one.oid, findings: [checkWidgetCount(one, max_widgets, at)] }),
      named('pivot_widget_fields', {
        asset: one.title ?? one.oid,
        findings: checkPivotFields(one, max_pivot_fields, at),
      }),
    ]);
    const ofModels = await inParallel(models.found, {
      atOnce: 2,
      each: async (model) => {
        const asset = titleOf(model);
        const link = at.model(model.oid);
        const check = async (name: string, run: () => Finding[] | Promise<Finding[]>) => {
          try {
            return named(name, { asset, findings: await run() });
          } catch (error) {
            signal.throwIfAborted();
            const evidence = explain(error).message;
            return named(name, { asset, findings: [{ severity: 'not checked', evidence, link }] });
          }
        };
        return Promise.all([
          check('custom_tables', () => checkCustomTables(model, at)),
          check('island_tables', () => checkIslandTables(model, at)),
          check('import_queries', () => checkImportQueries(model, at)),
          check('rls_datatypes', async () =>
            checkRuleTypes(model, await sisense.security.listRules(model, { signal }), at),
          ),
          check('m2m_relationships', () => checkManyToMany(model, context, at)),
          check('unused_columns', async () => {
            if (scan === undefined) return [];
            const unused = (await unusedRows(model, { scan, sisense, signal })).filter(({ used }) => used === false);
            return unused.map((row) => ({
              ...row,
              severity: 'note' as const,
              evidence: 'Nothing that was read uses it',
              link,
            }));
          }),
        ]);
      },
    });
    const rows = bySeverity([...ofDashboards.flat(), ...ofModels.flat(2)]);
    const notes = [tally(rows), ...dashboards.notes, ...models.notes, ...(scan ? scanNotes(scan) : [])];
    return { rows, notes };
  },
});

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

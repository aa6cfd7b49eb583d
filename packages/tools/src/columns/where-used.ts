import { columnsOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { readTool } from '../tool.ts';
import { count, quoted } from '../words.ts';
import { columnKey } from './column-key.ts';
import { scanDashboards, scanNotes, usageOfModel } from './model-usage.ts';
import { blindSpots } from './unused-rows.ts';
import { usesInModel } from './uses-in-model.ts';

export const whereUsed = readTool({
  id: 'datamodel.where_used',
  title: 'Where a table or column is used',
  description: 'Lists what uses a data model, one of its tables or columns: widgets, filters, joins, security rules.',
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    table: z.string().optional(),
    column: z.string().optional(),
  }),
  examples: [
    {
      ask: 'What breaks if I drop the column Net of Orders in Sales?',
      input: { datamodel_name: 'Sales', table: 'Orders', column: 'Net' },
    },
    {
      ask: 'Which widgets use the table customers of ecommerce_db?',
      input: { datamodel_name: 'ecommerce_db', table: 'customers' },
    },
    { ask: 'What uses the column Net in Sales?', input: { datamodel_name: 'Sales', column: 'Net' } },
    { ask: 'Where is the data model Finance used?', input: { datamodel_name: 'Finance' } },
  ],
  tags: ['datamodels', 'columns', 'dashboards'],
  row: z.looseObject({ table: z.string(), column: z.string(), used_by: z.string(), dashboard: z.string().nullable() }),
  columns: [
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'column', title: 'Column', kind: 'text' },
    { key: 'used_by', title: 'Used by', kind: 'text' },
    { key: 'dashboard', title: 'Dashboard', kind: 'text' },
    { key: 'widget', title: 'Widget', kind: 'text' },
    { key: 'dashboard_id', title: 'Dashboard id', kind: 'id' },
    { key: 'widget_id', title: 'Widget id', kind: 'id' },
  ],
  run: async ({ datamodel_name, table, column }, { sisense, signal, progress }) => {
    const model = await sisense.datamodels.get(datamodel_name, { signal });
    const wanted = columnsOf(model)
      .map((one) => ({ table: one.table, column: one.column }))
      .filter((one) => matches(one.table, table) && matches(one.column, column));
    if (wanted.length === 0)
      throw new Refusal(`${quoted(model.title ?? model.oid)} has no such table or column.`, 'not-found');
    const [scan, rules] = await Promise.all([
      scanDashboards({ sisense, signal, progress }),
      sisense.security.listRules(model, { signal }),
    ]);
    const usage = usageOfModel(scan, model);
    const inModel = usesInModel(model);
    const secured = new Set(rules.map(columnKey));
    const none = { dashboard: null, dashboard_id: null, widget: null, widget_id: null };
    const rows = wanted.flatMap((one) => {
      const key = columnKey(one);
      const users = usage.users.get(key) ?? [];
      return [
        ...(inModel.get(key) ?? []).map((use) => ({ ...one, used_by: use, ...none })),
        ...(secured.has(key) ? [{ ...one, used_by: 'data security', ...none }] : []),
        ...(usage.saved.get(key) ?? []).map((title) => ({
          ...one,
          used_by: 'saved formula or filter',
          ...none,
          saved: title,
        })),
        ...users.map(({ source, dashboard, dashboardId, widget, widgetId }) => ({
          ...one,
          used_by: source,
          dashboard,
          dashboard_id: dashboardId,
          widget,
          widget_id: widgetId,
        })),
      ];
    });
    return { rows, notes: [impact(rows), ...scanNotes(scan), blindSpots] };
  },
});

/** What a reader wants to know first: how much would break. */
function impact(rows: readonly { used_by: string; dashboard_id: string | null; widget_id: string | null }[]): string {
  if (rows.length === 0) return 'Nothing that was read uses it.';
  const parts = [
    { number: new Set(rows.flatMap((row) => row.dashboard_id ?? [])).size, noun: 'dashboard' },
    { number: new Set(rows.flatMap((row) => row.widget_id ?? [])).size, noun: 'widget' },
    { number: rows.filter(({ used_by }) => used_by === 'filter').length, noun: 'dashboard filter' },
    { number: rows.filter(({ used_by }) => used_by === 'join').length, noun: 'joined column' },
    { number: rows.filter(({ used_by }) => used_by.startsWith('custom')).length, noun: 'custom expression' },
    { number: rows.filter(({ used_by }) => used_by === 'data security').length, noun: 'secured column' },
    {
      number: rows.filter(({ used_by }) => used_by.startsWith('saved')).length,
      noun: 'saved formula or filter',
      plural: 'saved formulas or filters',
    },
  ];
  const told = parts.filter(({ number }) => number > 0).map(({ number, noun, plural }) => count(number, noun, plural));
  return `Used by ${told.join(', ')}.`;
}

function matches(name: string, wanted: string | undefined): boolean {
  return wanted === undefined || name.toLowerCase() === wanted.toLowerCase();
}

import type { Column, Row } from '@fes-assistant/protocol';
import { columnsOf, type Datamodel, type SecurityRule } from '@fes-assistant/sisense';
import { z } from 'zod';
import { columnKey } from './column-key.ts';
import { type Scan, usageOfModel } from './model-usage.ts';
import { usesInModel } from './uses-in-model.ts';

export const unusedRow = z.looseObject({
  datamodel_id: z.string(),
  datamodel_name: z.string().nullable(),
  table: z.string(),
  column: z.string(),
  used: z.boolean(),
  used_by: z.array(z.string()),
  dashboard_count: z.int(),
});

export const unusedColumns: Column[] = [
  { key: 'datamodel_name', title: 'Data model', kind: 'text' },
  { key: 'table', title: 'Table', kind: 'text' },
  { key: 'column', title: 'Column', kind: 'text' },
  { key: 'used', title: 'Used', kind: 'boolean' },
  { key: 'used_by', title: 'Used by', kind: 'list' },
  { key: 'dashboard_count', title: 'Dashboards', kind: 'number' },
];

/** Every column of a model with whether anything uses it: dashboards, joins, custom tables and columns, security rules. */
export function unusedRows(model: Datamodel, { scan, rules }: { scan: Scan; rules: SecurityRule[] }): Row[] {
  return unusedRowsOf(model, rules)(scan);
}

/** The same in two parts: what the model itself tells can be found while dashboards are still read. */
export function unusedRowsOf(model: Datamodel, rules: SecurityRule[]): (scan: Scan) => Row[] {
  const inModel = usesInModel(model);
  const secured = new Set(rules.map(columnKey));
  const columns = columnsOf(model).map(({ table, column }) => {
    const key = columnKey({ table, column });
    return { table, column, key, inside: inModel.get(key) ?? [], isSecured: secured.has(key) };
  });
  return (scan) => {
    const usage = usageOfModel(scan, model);
    return columns.map(({ table, column, key, inside, isSecured }) => {
      const dashboards = new Set((usage.users.get(key) ?? []).map(({ dashboardId }) => dashboardId));
      const usedBy = [
        ...(dashboards.size > 0 ? ['dashboards'] : []),
        ...(usage.saved.has(key) ? ['saved formula or filter'] : []),
        ...inside,
        ...(isSecured ? ['data security'] : []),
      ];
      return {
        datamodel_id: model.oid,
        datamodel_name: model.title ?? null,
        table,
        column,
        used: usedBy.length > 0,
        used_by: usedBy,
        dashboard_count: dashboards.size,
      };
    });
  };
}

/** Those that nothing uses first: they are what was asked for. */
export function unusedFirst(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => Number(one['used']) - Number(other['used']));
}

export function tally(rows: readonly Row[]): string {
  const unused = rows.filter(({ used }) => used === false).length;
  return `${unused} unused, ${rows.length - unused} used.`;
}

/** What no reading of dashboards can tell. */
export const blindSpots =
  'Scripts, BloX templates, drill hierarchies and queries from outside of Sisense are not read: check before you remove a column.';

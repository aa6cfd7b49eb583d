import { isRecord } from '../http/server-reason.ts';
import { sameText } from '../lookup.ts';
import { widgetsOf } from '../widgets/widgets.ts';
import type { DashboardExport } from './dashboards.ts';

/** A column of a model. */
export interface ColumnName {
  table: string;
  column: string;
}

/** A place where a dashboard uses a column (rest-api §6.3, §6.4). */
export interface UsedColumn extends ColumnName {
  source: 'filter' | 'widget';
  /** Where `source` is `widget`. */
  widgetOid?: string;
  widgetTitle?: string;
  /** Title of the model that it belongs to: the part's own datasource, else the widget's, else the dashboard's. */
  datasource: string;
}

/**
 * Every column that a dashboard's filters and widgets use, once for each place: also inside formulas of formulas, dependent
 * filters, rankings, conditional colours and drill hierarchies, because every object with a `dim` counts, however deep.
 *
 * @param known columns of the model: a name with dots in it can then be split where it is meant to be
 */
export function usedColumns(dashboard: DashboardExport, known: ColumnName[] = []): UsedColumn[] {
  const split = splitter(known);
  const own = titleOf(dashboard.datasource);
  const inFilters = [dashboard.filters, dashboard['defaultFilters']].flatMap((filters) =>
    found(filters, { datasource: own, split }).map((use) => ({ ...use, source: 'filter' as const })),
  );
  const inWidgets = widgetsOf(dashboard).flatMap((widget) => {
    const datasource = titleOf(widget.datasource) || own;
    const place = { source: 'widget' as const, widgetOid: widget.oid, widgetTitle: widget.title ?? '' };
    return found(widget.metadata, { datasource, split }).map((use) => ({ ...use, ...place }));
  });
  return unique([...inFilters, ...inWidgets]);
}

/**
 * Table and column of a JAQL dimension: `[Orders.Total]`, `[Orders].[Total]`, `[Orders.Date (Calendar)]`, with the calendar
 * mark taken off. Without `known` columns the first dot divides.
 */
export function columnOfDimension(dimension: string, known: ColumnName[] = []): ColumnName | undefined {
  return splitter(known)(dimension);
}

type Split = (dimension: string) => ColumnName | undefined;

function splitter(known: ColumnName[]): Split {
  const byName = new Map(known.map((one) => [`${one.table}.${one.column}`, one]));
  const seen = new Map<string, ColumnName | undefined>();
  return (dimension) => {
    if (!seen.has(dimension)) seen.set(dimension, splitOne(dimension, byName));
    return seen.get(dimension);
  };
}

function splitOne(dimension: string, byName: Map<string, ColumnName>): ColumnName | undefined {
  const pair = /^\[([^\]]*)\]\.\[(.*)\]$/s.exec(dimension.trim());
  if (pair?.[1] !== undefined && pair[2] !== undefined) return { table: pair[1], column: withoutCalendar(pair[2]) };
  const name = withoutCalendar(dimension.trim().replace(/^\[|\]$/g, ''));
  const exact = byName.get(name);
  if (exact) return { table: exact.table, column: exact.column };
  const dot = name.indexOf('.');
  return dot <= 0 ? undefined : { table: name.slice(0, dot), column: name.slice(dot + 1) };
}

const calendarMark = ' (Calendar)';

function withoutCalendar(name: string): string {
  return name.endsWith(calendarMark) ? name.slice(0, -calendarMark.length) : name;
}

interface Search {
  datasource: string;
  split: Split;
}

type Use = ColumnName & { datasource: string };

function found(value: unknown, { datasource, split }: Search): Use[] {
  const uses: Use[] = [];
  collect(value, { datasource, split, uses });
  return uses;
}

/** Into one list: dashboards are deep, and there are thousands of them. */
function collect(value: unknown, search: Search & { uses: Use[] }): void {
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') collect(item, search);
    return;
  }
  if (!isRecord(value)) return;
  const own = titleOf(value['datasource']);
  const inside = own === '' ? search : { datasource: own, split: search.split, uses: search.uses };
  for (const { table, column } of columnsIn(value, search.split))
    search.uses.push({ table, column, datasource: inside.datasource });
  for (const key in value) {
    const part = value[key];
    if (typeof part === 'object' && key !== 'datasource') collect(part, inside);
  }
}

/** One column, or two where `dim` and the names beside it disagree: then either may be what is meant. */
function columnsIn({ dim, table, column }: Record<string, unknown>, split: Split): ColumnName[] {
  const named =
    typeof table === 'string' && typeof column === 'string' ? { table, column: withoutCalendar(column) } : undefined;
  if (typeof dim !== 'string') return named ? [named] : [];
  const divided = split(dim);
  if (!named || !dim.includes(named.table)) return divided ? [divided] : [];
  const path = withoutCalendar(dim.trim().replace(/^\[|\]$/g, '')).replace('].[', '.');
  const start = `${named.table}.`;
  const byDim = path.startsWith(start) ? path.slice(start.length) : named.column;
  return byDim === named.column ? [named] : [{ table: named.table, column: byDim }, named];
}

function titleOf(datasource: unknown): string {
  return isRecord(datasource) && typeof datasource['title'] === 'string' ? datasource['title'] : '';
}

function unique(uses: UsedColumn[]): UsedColumn[] {
  const key = ({ source, widgetOid = '', datasource, table, column }: UsedColumn) =>
    `${source}\n${widgetOid}\n${datasource}\n${table}\n${column}`;
  return [...new Map(uses.map((use) => [key(use), use])).values()];
}

/** Whether a dashboard, or any widget of it, reads from the model with this title. */
export function usesDatamodel(dashboard: DashboardExport, title: string): boolean {
  const datasources = [dashboard.datasource, ...widgetsOf(dashboard).map((widget) => widget.datasource)];
  return datasources.some((datasource) => sameText(titleOf(datasource), title));
}

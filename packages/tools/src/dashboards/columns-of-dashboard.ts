import { type ColumnUse, columnsIn } from '../jaql/columns-in.ts';
import { datasourceTitle, type ExportedDashboard, widgetsOf } from './widgets-of.ts';

export interface DashboardColumn extends ColumnUse {
  /** Where it is used: a filter of the dashboard, or a widget. */
  source: 'filter' | 'widget';
  widgetId: string | null;
  widgetTitle: string | null;
  /** Title of the data model that it is a column of. */
  datasource: string | null;
}

/** Every use of a column on a dashboard: filters, and each widget with all that is nested in it. */
export function columnsOfDashboard(dashboard: ExportedDashboard): DashboardColumn[] {
  const main = datasourceTitle(dashboard.datasource);
  const filters = (dashboard.filters ?? []).flatMap((filter) => {
    const own = datasourceOfFilter(filter) ?? main;
    return columnsIn(filter).map((use) => ({
      ...use,
      source: 'filter' as const,
      widgetId: null,
      widgetTitle: null,
      datasource: own,
    }));
  });
  const widgets = widgetsOf(dashboard).flatMap((widget) =>
    columnsIn({ metadata: widget.metadata, options: widget.options }).map((use) => ({
      ...use,
      source: 'widget' as const,
      widgetId: widget.oid,
      widgetTitle: widget.title ?? null,
      datasource: datasourceTitle(widget.datasource) ?? main,
    })),
  );
  return [...filters, ...widgets];
}

function datasourceOfFilter(filter: unknown): string | null {
  if (filter === null || typeof filter !== 'object' || !('jaql' in filter)) return null;
  const { jaql } = filter;
  return jaql !== null && typeof jaql === 'object' && 'datasource' in jaql ? datasourceTitle(jaql.datasource) : null;
}

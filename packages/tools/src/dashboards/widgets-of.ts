import type { Sisense } from '@fes-assistant/sisense';

export type ExportedDashboard = Awaited<ReturnType<Sisense['dashboards']['export']>>;
export type ExportedWidget = Extract<NonNullable<ExportedDashboard['widgets']>, readonly unknown[]>[number];

/** The widgets of an export, which come as a list, or by their ids on some servers. */
export function widgetsOf({ widgets }: Pick<ExportedDashboard, 'widgets'>): ExportedWidget[] {
  return Array.isArray(widgets) ? widgets : Object.values(widgets ?? {});
}

/** The panels' items: what a widget shows and filters by. */
export function itemsOf(widget: ExportedWidget): { panel: string; item: Record<string, unknown> }[] {
  return (widget.metadata?.panels ?? []).flatMap(({ name, items }) =>
    (items ?? [])
      .filter((item): item is Record<string, unknown> => item !== null && typeof item === 'object')
      .map((item) => ({ panel: name ?? '', item })),
  );
}

/** Title of the data model that a widget or dashboard reads. */
export function datasourceTitle(datasource: unknown): string | null {
  if (typeof datasource === 'string') return datasource;
  if (datasource === null || typeof datasource !== 'object' || !('title' in datasource)) return null;
  return typeof datasource.title === 'string' ? datasource.title : null;
}

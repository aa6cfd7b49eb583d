import type { Widget } from '@fes-assistant/sisense';

/** The panels' items: what a widget shows and filters by. */
export function itemsOf(widget: Widget): { panel: string; item: Record<string, unknown> }[] {
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

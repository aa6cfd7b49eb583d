import { type DashboardExport, type Widget, widgetsOf } from '@fes-assistant/sisense';
import { Refusal } from '../refusal.ts';
import { quoted } from '../words.ts';

/** The widget with this id or title on a dashboard; several of one title are refused. */
export function findWidget(dashboard: DashboardExport, idOrTitle: string): Widget {
  const widgets = widgetsOf(dashboard);
  const byId = widgets.filter(({ oid }) => oid === idOrTitle);
  const found = byId.length > 0 ? byId : widgets.filter(({ title }) => title === idOrTitle);
  const [widget, ...others] = found;
  if (widget === undefined) throw new Refusal(`This dashboard has no widget ${quoted(idOrTitle)}.`, 'not-found');
  if (others.length > 0) {
    const ids = found.map(({ oid }) => oid).join(', ');
    throw new Refusal(
      `${found.length} widgets have the title ${quoted(idOrTitle)}: give the id of one of them (${ids}).`,
      'ambiguous',
    );
  }
  return widget;
}

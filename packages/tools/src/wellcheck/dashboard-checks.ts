import { type DashboardExport, type Widget, widgetsOf } from '@fes-assistant/sisense';
import { itemsOf } from '../dashboards/widget-items.ts';
import { count, someOf } from '../words.ts';
import type { Finding, Links } from './finding.ts';
import { jumpTargets } from './jump-targets.ts';

export interface StructureLimits {
  max_pivots: number;
  max_tabbers: number;
  max_accordions: number;
  max_jumps: number;
}

/** Pivots, tabbers, accordions and jumps to other dashboards: what makes a dashboard slow or hard to follow. */
export function checkStructure(dashboard: DashboardExport, limits: StructureLimits, links: Links): Finding {
  const widgets = widgetsOf(dashboard);
  const pivots = widgets.filter(isPivot).map(nameOf);
  const tabbers = widgets.filter(({ type }) => type?.includes('WidgetsTabber')).map(nameOf);
  const accordions = widgets.flatMap((widget) => accordionTarget(widget['accordionConfig']));
  const drills = widgets.flatMap(({ options }) => drillTarget(options));
  const scripts = [dashboard.script, ...widgets.map(({ script }) => script)].flatMap(jumpTargets);
  const jumps = [...new Set([...drills, ...scripts])];
  const over = [
    ...exceeds(pivots, { limit: limits.max_pivots, what: 'pivot' }),
    ...exceeds(tabbers, { limit: limits.max_tabbers, what: 'tabber' }),
    ...exceeds(accordions, { limit: limits.max_accordions, what: 'accordion' }),
    ...exceeds(jumps, { limit: limits.max_jumps, what: 'dashboard to jump to', plural: 'dashboards to jump to' }),
  ];
  const counts = `${count(pivots.length, 'pivot')}, ${count(tabbers.length, 'tabber')}, ${count(accordions.length, 'accordion')}, ${count(jumps.length, 'jump')}`;
  return {
    ...about(dashboard),
    pivot_count: pivots.length,
    tabber_count: tabbers.length,
    accordion_count: accordions.length,
    jtd_count: jumps.length,
    pivots,
    tabbers,
    jump_targets: jumps,
    accordion_targets: accordions,
    severity: over.length > 0 ? 'warning' : 'ok',
    evidence: over.length > 0 ? over.join('; ') : `${counts}: within every limit`,
    link: links.dashboard(dashboard.oid),
  };
}

export function checkWidgetCount(dashboard: DashboardExport, limit: number, links: Links): Finding {
  const number = widgetsOf(dashboard).length;
  const evidence = number === 0 ? 'It has no widgets' : `${count(number, 'widget')}, ${limit} at most are advised`;
  return {
    ...about(dashboard),
    widget_count: number,
    severity: number > limit ? 'warning' : number === 0 ? 'note' : 'ok',
    evidence,
    link: links.dashboard(dashboard.oid),
  };
}

/** Pivots with more fields than the limit. Filters of the widget and switched-off fields are not fields that are drawn. */
export function checkPivotFields(dashboard: DashboardExport, limit: number, links: Links): Finding[] {
  return widgetsOf(dashboard).flatMap((widget) => {
    if (!isPivot(widget)) return [];
    const drawn = itemsOf(widget).filter(({ panel, item }) => panel !== 'filters' && item['disabled'] !== true);
    if (drawn.length <= limit) return [];
    return [
      {
        ...about(dashboard),
        widget_id: widget.oid,
        widget_title: widget.title ?? null,
        has_more_fields: true,
        field_count: drawn.length,
        severity: 'warning' as const,
        evidence: `${count(drawn.length, 'field')} (${perPanel(drawn)}), ${limit} at most are advised`,
        link: links.widget(dashboard.oid, widget.oid),
      },
    ];
  });
}

/** `rows 3, columns 1, values 18`. */
function perPanel(items: readonly { panel: string }[]): string {
  const panels = [...new Set(items.map(({ panel }) => panel))];
  return panels.map((panel) => `${panel} ${items.filter((item) => item.panel === panel).length}`).join(', ');
}

function isPivot({ type }: Widget): boolean {
  return type?.includes('pivot') ?? false;
}

function nameOf({ title, oid }: Widget): string {
  return title || oid;
}

function about({ oid, title }: DashboardExport) {
  return { dashboard_id: oid, dashboard_title: title ?? null };
}

function exceeds(
  names: readonly string[],
  { limit, what, plural }: { limit: number; what: string; plural?: string },
): string[] {
  if (names.length <= limit) return [];
  return [`${count(names.length, what, plural)}, ${limit} at most are advised: ${someOf(names)}`];
}

function accordionTarget(config: unknown): string[] {
  if (config === null || typeof config !== 'object') return [];
  const { isEnabled, dashboardName } = config as { isEnabled?: unknown; dashboardName?: unknown };
  return isEnabled === true && typeof dashboardName === 'string' && dashboardName.trim() !== '' ? [dashboardName] : [];
}

function drillTarget(options: unknown): string[] {
  if (options === null || typeof options !== 'object' || !('drillTarget' in options)) return [];
  const target = options.drillTarget;
  if (target === null || typeof target !== 'object' || !('oid' in target)) return [];
  return typeof target.oid === 'string' ? [target.oid] : [];
}

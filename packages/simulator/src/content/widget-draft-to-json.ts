import { instanceIdFrom } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import { digestOf } from '../random.ts';
import type { WidgetDraft } from './widget-kinds.ts';

const textPanelItem = new Set(['text', 'datetime']);

/** A draft in the full form that Sisense sends, apart from ids, owner and dates. */
export function widgetContent(draft: WidgetDraft, of: { datasource: JsonObject; key: string }): JsonObject {
  return {
    title: draft.title,
    type: draft.type,
    subtype: draft.subtype,
    desc: null,
    source: null,
    datasource: of.datasource,
    selection: null,
    metadata: {
      ignore: { dimensions: [], ids: [], all: false },
      panels: draft.panels.map(({ name, items }) => ({
        name,
        items: items.map((jaql, at) => panelItem(jaql, { key: `${of.key} ${name} ${at}`, at })),
      })),
    },
    style: draft.style ?? { legend: { enabled: true, position: 'bottom' } },
    instanceid: instanceIdFrom(digestOf(of.key, 'widget')),
    options: {
      dashboardFiltersMode: 'filter',
      selector: true,
      triggersDomready: true,
      autoUpdateOnEveryChange: true,
      drillToAnywhere: true,
      previousScrollerLocation: { min: null, max: null },
    },
    ...draft.extra,
  };
}

function panelItem(jaql: JsonObject, of: { key: string; at: number }): JsonObject {
  const instanceid = instanceIdFrom(digestOf(of.key));
  if (typeof jaql.dim !== 'string') return { jaql, instanceid, format: numberFormat() };
  const field = { id: jaql.level === undefined ? jaql.dim : `${jaql.dim}_${String(jaql.level)}`, index: of.at };
  const isPlain = jaql.agg === undefined && textPanelItem.has(String(jaql.datatype));
  return { jaql, field, instanceid, format: isPlain ? {} : numberFormat() };
}

function numberFormat(): JsonObject {
  const abbreviations = { t: true, b: true, m: true, k: true };
  return { mask: { type: 'number', abbreviations, decimals: 'auto' }, color: { type: 'color', color: '#00cee6' } };
}

/** Widgets in two columns, in order. */
export function layoutOf(widgetIds: string[], key: string): JsonObject {
  const columns = [0, 1].map((index) => ({
    width: 50,
    pxlWidth: 750,
    index,
    cells: widgetIds.filter((_, at) => at % 2 === index).map((widgetid) => ({ subcells: [subcell(widgetid)] })),
  }));
  return { instanceid: instanceIdFrom(digestOf(key, 'layout')), type: 'columnar', columns };
}

function subcell(widgetid: string): JsonObject {
  const sizes = { minHeight: 96, maxHeight: 2048, minWidth: 128, maxWidth: 2048, height: '384px', defaultWidth: 512 };
  return { width: 100, stretchable: false, pxlWidth: 750, index: 0, elements: [{ ...sizes, widgetid }] };
}

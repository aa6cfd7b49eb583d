import type { JsonObject } from '../json.ts';
import { captionOf, dateJaql, dimensionJaql, measureJaql, ratioJaql } from './jaql-fields.ts';
import type { MeasureSpec, ModelSpec } from './model-spec.ts';

/** What a widget of this kind is, apart from ids and dates. */
export interface WidgetDraft {
  title: string;
  type: string;
  subtype: string;
  panels: { name: string; items: JsonObject[] }[];
  style?: JsonObject;
  extra?: JsonObject;
}

/** Which fields of the model a widget takes: each in a dashboard starts one further on. */
interface Fields {
  model: ModelSpec;
  measure: (at: number) => MeasureSpec;
  dimension: (at: number) => string;
}

function fieldsFor(model: ModelSpec, position: number): Fields {
  const turn = <T>(items: readonly T[], at: number): T => {
    const item = items[(position + at) % items.length];
    if (item === undefined) throw new Error(`${model.title} has no fields.`);
    return item;
  };
  return { model, measure: (at) => turn(model.measures, at), dimension: (at) => turn(model.dimensions, at) };
}

const panel = (name: string, ...items: JsonObject[]) => ({ name, items });
const value = ({ model, measure }: Fields, at = 0) => measureJaql(model, measure(at));
const by = ({ model, dimension }: Fields, at = 0) => dimensionJaql(model, dimension(at));
const dates = ({ model }: Fields, level: string) => dateJaql(model, level);
const ratio = ({ model, measure }: Fields) => ratioJaql(model, { top: measure(0), bottom: measure(1) });

type Draw = (fields: Fields) => Omit<WidgetDraft, 'title'> & { title?: string };

const categorical =
  (type: string, subtype: string): Draw =>
  (f) => ({
    type,
    subtype,
    panels: [panel('categories', by(f)), panel('values', value(f), value(f, 1)), panel('break by'), panel('filters')],
  });

const overTime =
  (type: string, subtype: string): Draw =>
  (f) => ({
    type,
    subtype,
    panels: [
      panel('x-axis', dates(f, 'months')),
      panel('values', value(f)),
      panel('break by', by(f)),
      panel('filters'),
    ],
    title: `${f.measure(0).title} over time`,
  });

const slices =
  (type: string, subtype: string): Draw =>
  (f) => ({ type, subtype, panels: [panel('categories', by(f)), panel('values', value(f)), panel('filters')] });

const pivot =
  (type: string, many: boolean): Draw =>
  (f) => ({
    type,
    subtype: type,
    panels: [
      panel('rows', ...f.model.dimensions.map((path) => dimensionJaql(f.model, path)), ...(many ? dateRows(f) : [])),
      panel(
        'values',
        ...f.model.measures.map((one) => measureJaql(f.model, one)),
        ratio(f),
        ...(many ? everyMeasure(f) : []),
      ),
      panel('columns', dates(f, 'quarters')),
      panel('filters', { ...by(f), filter: { explicit: false, multiSelection: true, all: true } }),
    ],
    title: many ? 'All details' : `${f.measure(0).title} in detail`,
  });

const dateRows = (f: Fields) => ['years', 'quarters', 'months', 'weeks', 'days'].map((level) => dates(f, level));

const everyMeasure = ({ model }: Fields): JsonObject[] =>
  (['sum', 'avg', 'min', 'max'] as const).flatMap((agg) =>
    model.measures.map((one) => measureJaql(model, { ...one, agg, title: `${one.title} (${agg})` })),
  );

const table =
  (type: string): Draw =>
  (f) => ({
    type,
    subtype: type,
    panels: [
      panel('columns', ...f.model.dimensions.map((path) => dimensionJaql(f.model, path)), dates(f, 'days'), value(f)),
      panel('filters'),
    ],
    title: 'Records',
  });

const html =
  '<div style="text-align:center"><b>How to read this</b><br>Figures are net of returns and refreshed every night.</div>';

const kinds: Record<string, Draw> = {
  indicator: (f) => ({
    type: 'indicator',
    subtype: 'indicator/numeric',
    panels: [panel('value', value(f)), panel('secondary', value(f, 1)), panel('min'), panel('max'), panel('filters')],
    title: f.measure(0).title,
  }),
  gauge: (f) => ({
    type: 'indicator',
    subtype: 'indicator/gauge',
    panels: [panel('value', ratio(f)), panel('secondary'), panel('min'), panel('max'), panel('filters')],
    title: `${f.measure(0).title} gauge`,
  }),
  column: categorical('chart/column', 'column/classic'),
  'column-stacked': categorical('chart/column', 'column/stackedcolumn'),
  'column-stacked100': categorical('chart/column', 'column/stackedcolumn100'),
  bar: categorical('chart/bar', 'bar/classic'),
  line: overTime('chart/line', 'line/spline'),
  area: overTime('chart/area', 'area/stacked'),
  pie: slices('chart/pie', 'pie/donut'),
  funnel: slices('chart/funnel', 'chart/funnel'),
  polar: categorical('chart/polar', 'column/polar'),
  scatter: (f) => ({
    type: 'chart/scatter',
    subtype: 'bubble/scatter',
    panels: [
      panel('x-axis', value(f)),
      panel('y-axis', value(f, 1)),
      panel('point', by(f)),
      panel('Break By / Color', by(f, 1)),
      panel('size'),
      panel('filters'),
    ],
  }),
  boxplot: (f) => ({
    type: 'chart/boxplot',
    subtype: 'boxplot/full',
    panels: [panel('category', by(f)), panel('value', value(f)), panel('filters')],
  }),
  pivot: pivot('pivot', false),
  pivot2: pivot('pivot2', false),
  'pivot2-wide': pivot('pivot2', true),
  table: table('tablewidget'),
  tableagg: table('tablewidgetagg'),
  treemap: (f) => ({
    type: 'treemap',
    subtype: 'treemap',
    panels: [
      panel('categories', by(f), by(f, 1)),
      panel('size', value(f)),
      panel('color', value(f, 1)),
      panel('filters'),
    ],
  }),
  sunburst: (f) => ({
    type: 'sunburst',
    subtype: 'sunburst',
    panels: [panel('categories', by(f), by(f, 1)), panel('size', value(f)), panel('color'), panel('filters')],
  }),
  heatmap: (f) => ({
    type: 'heatmap',
    subtype: 'heatmap',
    panels: [panel('date', dates(f, 'days')), panel('color', value(f)), panel('filters')],
    title: `${f.measure(0).title} by day`,
  }),
  'map-area': (f) => ({
    type: 'map/area',
    subtype: 'areamap/world',
    panels: [panel('geo', by(f)), panel('color', value(f)), panel('filters')],
  }),
  'map-scatter': (f) => ({
    type: 'map/scatter',
    subtype: 'scattermap/world',
    panels: [
      panel('geo', by(f)),
      panel('size', value(f)),
      panel('color', value(f, 1)),
      panel('details'),
      panel('filters'),
    ],
  }),
  accordion: (f) => ({
    ...slices('chart/column', 'column/classic')(f),
    extra: {
      accordionConfig: {
        isEnabled: true,
        dashboardName: 'Online Revenue',
        useDashboardName: true,
        dashboardUrl: '',
        openOnPageLoad: false,
      },
    },
  }),
  blox: (f) => ({
    type: 'BloX',
    subtype: 'BloX',
    panels: [panel('Items', by(f)), panel('Values', value(f)), panel('filters')],
    style: {
      currentCard: {
        script: '',
        title: '',
        body: [{ type: 'TextBlock', text: '{panel:Value}' }],
        actions: [{ type: 'Export to PDF', title: 'Export' }],
      },
      currentConfig: { fontFamily: 'Open Sans' },
    },
    title: 'Card',
  }),
  text: () => ({
    type: 'richtexteditor',
    subtype: 'richtexteditor',
    panels: [],
    style: { content: { html, vAlign: 'valign-middle', bgColor: '#FFFFFF' } },
    title: '',
  }),
  tabber: () => ({
    type: 'WidgetsTabber',
    subtype: 'WidgetsTabber',
    panels: [],
    style: { activeTab: '0', showTitle: false, tabs: [{ title: 'Now', displayWidgetIds: [] }] },
    title: 'Tabs',
  }),
};

/** A widget of that kind for the model; its position decides which fields it shows. */
export function draftWidget(of: { kind: string; model: ModelSpec; position: number }): WidgetDraft {
  const draw = kinds[of.kind];
  if (draw === undefined) throw new Error(`No widget kind is called ${of.kind}.`);
  const fields = fieldsFor(of.model, of.position);
  const title = `${fields.measure(0).title} by ${captionOf(fields.dimension(0)).toLowerCase()}`;
  return { title, ...draw(fields) };
}

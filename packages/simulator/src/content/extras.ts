import type { JsonObject } from '../json.ts';

interface PluginSpec {
  folderName: string;
  name: string;
  version: string;
  isEnabled: boolean;
}

/** More than one page of twenty. */
export const plugins: PluginSpec[] = [
  'AccordionPlugin|Accordion|2.1.0|on',
  'AdvancedFilters|Advanced Filters|1.4.2|on',
  'BloX|BloX|3.0.1|on',
  'ColumnGrouping|Column Grouping|1.0.0|off',
  'CustomLegend|Custom Legend|1.1.3|on',
  'DateRangePicker|Date Range Picker|2.0.0|on',
  'jumpToDashboard|Jump to Dashboard|4.0.3|on',
  'ExportAllWidgets|Export All Widgets|0.9.1|off',
  'FilteredMeasure|Filtered Measure|1.3.0|on',
  'GaugeClassic|Classic Gauge|1.0.2|off',
  'HeatCalendar|Heat Calendar|1.2.0|on',
  'LoadingMessages|Loading Messages|0.3.0|off',
  'MetadataHover|Metadata Hover|1.0.5|on',
  'NarrativePro|Narrative Pro|2.2.0|on',
  'PivotColors|Pivot Colours|1.6.4|on',
  'ReportPrint|Report Print|1.9.0|off',
  'SankeyDiagram|Sankey Diagram|1.1.0|on',
  'SmartLabels|Smart Labels|1.5.1|on',
  'SwitchDimension|Switch Dimension|2.0.7|on',
  'TableConditional|Conditional Tables|1.0.9|off',
  'WidgetsTabber|Tabber|3.3.0|on',
  'WidgetDesigner|Widget Designer|1.0.0|on',
  'XMasSnow|Seasonal Snow|0.1.0|off',
].map((line) => {
  const [folderName = '', name = '', version = '', state] = line.split('|');
  return { folderName, name, version, isEnabled: state === 'on' };
});

export const bloxActions: JsonObject[] = [
  {
    type: 'OpenTicket',
    title: 'Open a ticket',
    body: "fetch('/tickets', { method: 'POST', body: JSON.stringify(payload.data) });",
  },
  {
    type: 'SetRegion',
    title: 'Filter by region',
    body: 'payload.widget.dashboard.filters.update(payload.data.filter, { save: false, refresh: true });',
  },
  { type: 'ExportCard', title: 'Export this card', body: 'console.log(payload.widget.oid);' },
].map(({ type, title, body }) => ({ type, body, snippet: { type, title, data: {} } }));

export const notebooks: JsonObject[] = [
  {
    id: 'clean_orders',
    displayName: 'Clean orders',
    notebookType: 'CustomCodeTransformation',
    columns: [{ id: 'total', name: 'total', type: 8 }],
  },
  {
    id: 'forecast_demand',
    displayName: 'Forecast demand',
    notebookType: 'CustomCodeTransformation',
    columns: [{ id: 'units', name: 'units', type: 40 }],
  },
  { id: 'churn_score', displayName: 'Churn score', notebookType: 'CustomCodeWidget', columns: [] },
].map((one, at) => ({
  description: '',
  codePath: `/opt/sisense/storage/notebooks/custom_code_notebooks/notebooks/${one.id}/${one.id}.ipynb`,
  language: 'Python',
  mode: 'Full',
  serverUrl: '',
  timeout: 300_000,
  isActive: at !== 2,
  isSystem: false,
  isTableDiscoveryEnabled: true,
  cellsDisable: [],
  additionalParameters: [],
  group: null,
  icon: null,
  shares: [],
  permissions: [],
  notebookCode: [{ cell_type: 'code', source: ['import pandas as pd\n', "df = pd.DataFrame({'total': [1, 2, 3]})"] }],
  ...one,
}));

/** Shared formulas and starred dimensions. */
export const formulas = [
  {
    type: 'measure',
    model: 'Sales',
    title: 'Gross margin %',
    formula: '(sum([Net]) - sum([Cost])) / sum([Net])',
    context: { '[Net]': { dim: '[Orders.Net]' }, '[Cost]': { dim: '[Orders.Cost]' } },
  },
  {
    type: 'measure',
    model: 'ecommerce_db',
    title: 'Average discount',
    formula: 'avg([Discount])',
    context: { '[Discount]': { dim: '[orders.discount]' } },
  },
  {
    type: 'dimension',
    model: 'ecommerce_db',
    title: 'Delivered only',
    dim: '[orders.status]',
    filter: { members: ['Delivered'] },
  },
];

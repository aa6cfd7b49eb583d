import { usedColumns } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';

export const getDashboardColumns = readTool({
  id: 'dashboard.get_dashboard_columns',
  title: 'Columns used by a dashboard',
  description: 'Lists the columns that the filters and widgets of one dashboard use, nested formulas included.',
  input: z.object({ dashboard_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Which columns does Online Revenue use?', input: { dashboard_name: 'Online Revenue' } },
    { ask: 'Which tables feed Online Revenue?', input: { dashboard_name: 'Online Revenue' } },
    { ask: 'Which columns does Online Revenue filter by?', input: { dashboard_name: 'Online Revenue' } },
  ],
  tags: ['dashboards', 'columns'],
  row: z.looseObject({
    dashboard_name: z.string().nullable(),
    source: z.enum(['filter', 'widget']),
    widget_id: z.string().nullable(),
    widget_title: z.string().nullable(),
    table: z.string(),
    column: z.string(),
    datasource: z.string().nullable(),
  }),
  columns: [
    { key: 'table', title: 'Table', kind: 'text' },
    { key: 'column', title: 'Column', kind: 'text' },
    { key: 'source', title: 'Used by', kind: 'text' },
    { key: 'widget_title', title: 'Widget', kind: 'text' },
    { key: 'datasource', title: 'Data model', kind: 'text' },
    { key: 'widget_id', title: 'Widget id', kind: 'id' },
  ],
  run: async ({ dashboard_name }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_name, { signal });
    const exported = await sisense.dashboards.export(oid, { signal });
    return {
      rows: usedColumns(exported).map(({ table, column, source, widgetOid, widgetTitle, datasource }) => ({
        dashboard_name: exported.title ?? null,
        source,
        widget_id: widgetOid ?? null,
        widget_title: widgetTitle ?? null,
        table,
        column,
        datasource,
      })),
    };
  },
});

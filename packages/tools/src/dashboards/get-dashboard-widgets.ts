import { widgetsOf } from '@fes-assistant/sisense';
import { z } from 'zod';
import { readTool } from '../tool.ts';
import { datasourceTitle, itemsOf } from './widget-items.ts';

export const getDashboardWidgets = readTool({
  id: 'dashboard.get_dashboard_widgets',
  title: 'Widgets of a dashboard',
  description: 'Lists the widgets of one dashboard with type, data model and number of fields.',
  input: z.object({ dashboard_ref: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Which widgets does Online Revenue have?', input: { dashboard_ref: 'Online Revenue' } },
    { ask: 'Which pivots are on Online Revenue?', input: { dashboard_ref: 'Online Revenue' } },
    { ask: 'Which widgets of Online Revenue have a script?', input: { dashboard_ref: 'Online Revenue' } },
  ],
  tags: ['dashboards', 'widgets'],
  row: z.looseObject({
    oid: z.string(),
    title: z.string().nullable(),
    type: z.string().nullable(),
    subtype: z.string().nullable(),
    datasource: z.string().nullable(),
    fieldCount: z.int(),
    hasScript: z.boolean(),
  }),
  columns: [
    { key: 'title', title: 'Widget', kind: 'text' },
    { key: 'type', title: 'Type', kind: 'text' },
    { key: 'subtype', title: 'Subtype', kind: 'text' },
    { key: 'datasource', title: 'Data model', kind: 'text' },
    { key: 'fieldCount', title: 'Fields', kind: 'number' },
    { key: 'hasScript', title: 'Script', kind: 'boolean' },
    { key: 'oid', title: 'Id', kind: 'id' },
  ],
  run: async ({ dashboard_ref }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_ref, { signal });
    const exported = await sisense.dashboards.export(oid, { signal });
    return {
      rows: widgetsOf(exported).map((widget) => ({
        oid: widget.oid,
        title: widget.title ?? null,
        type: widget.type ?? null,
        subtype: widget.subtype ?? null,
        datasource: datasourceTitle(widget.datasource) ?? datasourceTitle(exported.datasource),
        fieldCount: itemsOf(widget).length,
        hasScript: (widget.script ?? '').trim() !== '',
      })),
    };
  },
});

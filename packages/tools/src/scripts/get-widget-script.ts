import { z } from 'zod';
import { readTool } from '../tool.ts';
import { findWidget } from './find-widget.ts';
import { scriptText } from './script-text.ts';

export const getWidgetScript = readTool({
  id: 'dashboard.get_widget_script',
  title: 'Script of a widget',
  description: 'Shows the JavaScript of one widget, without the comment that Sisense puts into every script.',
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    widget_id: z.string().min(1).describe('Id or title'),
  }),
  examples: [
    {
      ask: 'Show the script of widget 65c0d0000000000000000e01 on Online Revenue',
      input: { dashboard_id: 'Online Revenue', widget_id: '65c0d0000000000000000e01' },
    },
    {
      ask: 'Does widget 65c0d0000000000000000e01 have a script?',
      input: { dashboard_id: 'Online Revenue', widget_id: '65c0d0000000000000000e01' },
    },
    {
      ask: 'What does the script of widget 65c0d0000000000000000e01 do?',
      input: { dashboard_id: 'Online Revenue', widget_id: '65c0d0000000000000000e01' },
    },
  ],
  tags: ['dashboards', 'widgets', 'scripts'],
  item: z.object({
    dashboard_id: z.string(),
    widget_id: z.string(),
    title: z.string().nullable(),
    type: z.string().nullable(),
    path: z.string(),
    script: z.string(),
  }),
  columns: [],
  run: async ({ dashboard_id, widget_id }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_id, { signal });
    const widget = findWidget(await sisense.dashboards.export(oid, { signal }), widget_id);
    return {
      item: {
        dashboard_id: oid,
        widget_id: widget.oid,
        title: widget.title ?? null,
        type: widget.type ?? null,
        path: `/app/main/dashboards/${oid}/widgets/${widget.oid}`,
        script: scriptText(widget.script),
      },
    };
  },
});

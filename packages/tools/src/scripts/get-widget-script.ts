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
      ask: 'Show the script of the widget Revenue in detail on Online Revenue',
      input: { dashboard_id: 'Online Revenue', widget_id: 'Revenue in detail' },
    },
    {
      ask: 'Does the widget Revenue in detail have a script?',
      input: { dashboard_id: 'Online Revenue', widget_id: 'Revenue in detail' },
    },
    {
      ask: 'What does the script of the widget Revenue in detail do?',
      input: { dashboard_id: 'Online Revenue', widget_id: 'Revenue in detail' },
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

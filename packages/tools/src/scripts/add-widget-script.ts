import { z } from 'zod';
import { asOwner, ownerSteps } from '../dashboards/as-owner.ts';
import { publishStep } from '../dashboards/publish-step.ts';
import { changeTool } from '../tool.ts';
import { findWidget } from './find-widget.ts';
import { readScript, scriptArgument } from './script-argument.ts';
import { updateWidgetStep } from './widget-update-step.ts';

export const addWidgetScript = changeTool({
  id: 'dashboard.add_widget_script',
  title: 'Set widget script',
  description: 'Sets the JavaScript of one widget, in place of the one it has, and publishes the dashboard.',
  destructive: true,
  idempotent: true,
  input: z.object({
    dashboard_id: z.string().min(1).describe('Id or title'),
    widget_id: z.string().min(1).describe('Id or title'),
    script: scriptArgument,
    executing_user: z.string().optional().describe('E-mail of the connected user'),
  }),
  examples: [
    {
      ask: 'Add a script to the widget Revenue in detail',
      input: {
        dashboard_id: 'Online Revenue',
        widget_id: 'Revenue in detail',
        script: "widget.on('ready', () => {});",
      },
    },
    {
      ask: 'Empty the script of the widget Revenue on Company KPIs',
      input: { dashboard_id: 'Company KPIs', widget_id: 'Revenue', script: '' },
    },
    {
      ask: 'Log when the widget Revenue in detail is ready',
      input: {
        dashboard_id: 'Online Revenue',
        widget_id: 'Revenue in detail',
        script: "widget.on('ready', () => console.log('ready'));",
      },
    },
  ],
  tags: ['dashboards', 'widgets', 'scripts'],
  steps: [updateWidgetStep, publishStep, ...ownerSteps],
  plan: async ({ dashboard_id, widget_id, script, executing_user }, { sisense, signal }) => {
    const dashboard = await sisense.dashboards.resolve(dashboard_id, { signal });
    const exported = await sisense.dashboards.export(dashboard.oid, { signal });
    const widget = findWidget(exported, widget_id);
    const before = widget.script ?? '';
    const after = readScript(script);
    if (before === after) return { summary: 'The widget has exactly this script already.', steps: [] };
    const title = dashboard.title ?? dashboard.oid;
    const name = widget.title || widget.oid;
    const steps = [
      {
        kind: updateWidgetStep.name,
        asset: { type: 'widget', name, id: widget.oid },
        argument: { id: widget.oid, within: dashboard.oid, fields: { script: after } },
        changes: [{ field: 'script', before, after }],
        consequences: ['The script runs in the browser of everyone who opens the dashboard.'],
      },
      {
        kind: publishStep.name,
        asset: { type: 'dashboard', name: title, id: dashboard.oid },
        argument: { id: dashboard.oid, force: false, adminAccess: false },
        consequences: ['Recipients see the present state; their own filters stay.'],
      },
    ];
    return {
      summary: `Set the script of widget ${name} on dashboard ${title}`,
      ...(await asOwner({ dashboard, steps, executingUser: executing_user, sisense, signal })),
    };
  },
});

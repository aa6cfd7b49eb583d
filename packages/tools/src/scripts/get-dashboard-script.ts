import { z } from 'zod';
import { readTool } from '../tool.ts';
import { scriptText } from './script-text.ts';

export const getDashboardScript = readTool({
  id: 'dashboard.get_dashboard_script',
  title: 'Script of a dashboard',
  description: 'Shows the JavaScript of one dashboard, without the comment that Sisense puts into every script.',
  input: z.object({ dashboard_id: z.string().min(1).describe('Id or title') }),
  examples: [
    { ask: 'Show the script of Online Revenue', input: { dashboard_id: 'Online Revenue' } },
    { ask: 'Does Online Revenue have a script?', input: { dashboard_id: 'Online Revenue' } },
    { ask: 'What does the script of Online Revenue do?', input: { dashboard_id: 'Online Revenue' } },
  ],
  tags: ['dashboards', 'scripts'],
  item: z.object({ dashboard_id: z.string(), title: z.string().nullable(), path: z.string(), script: z.string() }),
  columns: [],
  run: async ({ dashboard_id }, { sisense, signal }) => {
    const { oid } = await sisense.dashboards.resolve(dashboard_id, { signal });
    const { title, script } = await sisense.dashboards.export(oid, { signal });
    return {
      item: {
        dashboard_id: oid,
        title: title ?? null,
        path: `/app/main/dashboards/${oid}`,
        script: scriptText(script),
      },
    };
  },
});

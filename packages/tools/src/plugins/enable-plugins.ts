import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { findPlugins, planSwitch } from './plan-switch.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

export const enablePlugins = changeTool({
  id: 'plugins.enable_plugins',
  title: 'Switch plugins on',
  description: 'Switches several plugins on.',
  destructive: false,
  idempotent: true,
  input: z.object({
    plugins: z.union([z.array(z.string()).min(1), z.string().min(1)]).describe('Names or folder names'),
    bulk: z.boolean().default(true).describe('One request for all'),
  }),
  examples: [
    { ask: 'Enable Report Print and Column Grouping', input: { plugins: ['Report Print', 'Column Grouping'] } },
    { ask: 'Switch on Classic Gauge', input: { plugins: 'GaugeClassic' } },
    {
      ask: 'Enable Export All Widgets and Loading Messages one by one',
      input: { plugins: ['ExportAllWidgets', 'LoadingMessages'], bulk: false },
    },
  ],
  tags: ['plugins'],
  steps: [switchPluginsStep],
  plan: async ({ plugins: names, bulk }, { sisense, signal }) => {
    const { plugins, found } = await findPlugins(names, { sisense, signal });
    return planSwitch({ plugins, wanted: new Map(found.map(({ folderName }) => [folderName, true])), bulk });
  },
});

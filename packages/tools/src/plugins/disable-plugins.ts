import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { findPlugins, planSwitch } from './plan-switch.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

export const disablePlugins = changeTool({
  id: 'plugins.disable_plugins',
  title: 'Switch plugins off',
  description: 'Switches several plugins off.',
  destructive: true,
  idempotent: true,
  input: z.object({
    plugins: z.union([z.array(z.string()).min(1), z.string().min(1)]).describe('Names or folder names'),
    bulk: z.boolean().default(true).describe('One request for all'),
  }),
  examples: [
    { ask: 'Disable BloX and Tabber', input: { plugins: ['BloX', 'Tabber'] } },
    { ask: 'Switch off Smart Labels', input: { plugins: 'SmartLabels' } },
    {
      ask: 'Disable Narrative Pro and Pivot Colours one by one',
      input: { plugins: ['NarrativePro', 'PivotColors'], bulk: false },
    },
  ],
  tags: ['plugins'],
  steps: [switchPluginsStep],
  plan: async ({ plugins: names, bulk }, { sisense, signal }) => {
    const { plugins, found } = await findPlugins(names, { sisense, signal });
    return planSwitch({ plugins, wanted: new Map(found.map(({ folderName }) => [folderName, false])), bulk });
  },
});

import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { findPlugins, planSwitch } from './plan-switch.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

export const disablePlugin = changeTool({
  id: 'plugins.disable_plugin',
  title: 'Switch plugin off',
  description: 'Switches one plugin off.',
  destructive: true,
  idempotent: true,
  input: z.object({
    plugin: z.string().min(1).describe('Name or folder name'),
  }),
  examples: [
    { ask: 'Disable the plugin BloX', input: { plugin: 'BloX' } },
    { ask: 'Switch off Tabber', input: { plugin: 'Tabber' } },
    { ask: 'Turn off Widget Designer', input: { plugin: 'WidgetDesigner' } },
  ],
  tags: ['plugins'],
  steps: [switchPluginsStep],
  plan: async ({ plugin }, { sisense, signal }) => {
    const { plugins, found } = await findPlugins(plugin, { sisense, signal });
    return planSwitch({ plugins, wanted: new Map(found.map(({ folderName }) => [folderName, false])), bulk: true });
  },
});

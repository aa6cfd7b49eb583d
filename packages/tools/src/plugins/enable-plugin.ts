import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { findPlugins, planSwitch } from './plan-switch.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

export const enablePlugin = changeTool({
  id: 'plugins.enable_plugin',
  title: 'Switch plugin on',
  description: 'Switches one plugin on.',
  destructive: false,
  idempotent: true,
  input: z.object({
    plugin: z.string().min(1).describe('Name or folder name'),
  }),
  examples: [
    { ask: 'Enable the plugin Report Print', input: { plugin: 'Report Print' } },
    { ask: 'Switch on Column Grouping', input: { plugin: 'ColumnGrouping' } },
    { ask: 'Turn on Seasonal Snow', input: { plugin: 'Seasonal Snow' } },
  ],
  tags: ['plugins'],
  steps: [switchPluginsStep],
  plan: async ({ plugin }, { sisense, signal }) => {
    const { plugins, found } = await findPlugins(plugin, { sisense, signal });
    return planSwitch({ plugins, wanted: new Map(found.map(({ folderName }) => [folderName, true])), bulk: true });
  },
});

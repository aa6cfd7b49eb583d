import { z } from 'zod';
import { readTool } from '../tool.ts';
import { pluginRow, toPluginRow } from './plugin-row.ts';

export const getPlugin = readTool({
  id: 'plugins.get_plugin',
  title: 'Find plugin',
  description: 'Shows one plugin, found by name or folder name.',
  input: z.object({ plugin: z.string().min(1).describe('Name or folder name') }),
  examples: [
    { ask: 'Is the plugin BloX on?', input: { plugin: 'BloX' } },
    { ask: 'Which version of Tabber is installed?', input: { plugin: 'Tabber' } },
    { ask: 'Show the plugin Seasonal Snow', input: { plugin: 'Seasonal Snow' } },
  ],
  tags: ['plugins'],
  item: pluginRow,
  columns: [],
  run: async ({ plugin }, { sisense, signal }) => ({
    item: toPluginRow(await sisense.plugins.resolve(plugin, { signal })),
  }),
});

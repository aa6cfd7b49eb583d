import { z } from 'zod';
import { readTool } from '../tool.ts';
import { pluginColumns, pluginRow, toPluginRow } from './plugin-row.ts';

export const getAllPlugins = readTool({
  id: 'plugins.get_all_plugins',
  title: 'All plugins',
  description: 'Lists all plugins and whether they are on.',
  input: z.object({}),
  examples: [
    { ask: 'Which plugins are installed?', input: {} },
    { ask: 'Which plugins are switched off?', input: {} },
    { ask: 'How many plugins are on?', input: {} },
  ],
  tags: ['plugins'],
  row: pluginRow,
  columns: pluginColumns,
  run: async (_input, { sisense, signal }) => ({ rows: (await sisense.plugins.list({ signal })).map(toPluginRow) }),
});

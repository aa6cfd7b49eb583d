import { z } from 'zod';
import { readTool } from '../tool.ts';

export const saveSnapshot = readTool({
  id: 'plugins.save_snapshot',
  title: 'Snapshot of plugins',
  description: 'Gives the plugins that are on as a snapshot, which plugins.restore_snapshot takes; keep it yourself.',
  input: z.object({}),
  examples: [
    { ask: 'Take a snapshot of the plugins', input: {} },
    { ask: 'Remember which plugins are on', input: {} },
    { ask: 'Save the state of the plugins before the upgrade', input: {} },
  ],
  tags: ['plugins'],
  item: z.object({ created: z.string(), plugins: z.array(z.string()) }),
  columns: [],
  run: async (_input, { sisense, signal }) => {
    const plugins = await sisense.plugins.list({ signal });
    const on = plugins.filter(({ isEnabled }) => isEnabled).map(({ folderName }) => folderName);
    const created = `${new Date().toISOString().slice(0, 19)}Z`;
    return { item: { created, plugins: on.toSorted() } };
  },
});

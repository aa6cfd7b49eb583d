import { z } from 'zod';
import { changeTool } from '../tool.ts';
import { count, someOf } from '../words.ts';
import { planSwitch } from './plan-switch.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

export const restoreSnapshot = changeTool({
  id: 'plugins.restore_snapshot',
  title: 'Restore plugins',
  description: 'Switches plugins so that exactly those of a snapshot are on.',
  destructive: true,
  idempotent: true,
  input: z.object({
    snapshot: z.looseObject({ plugins: z.array(z.string()) }).describe('As plugins.save_snapshot gives it'),
    bulk: z.boolean().default(true).describe('One request for all'),
  }),
  examples: [
    { ask: 'Leave only BloX and Tabber on', input: { snapshot: { plugins: ['BloX', 'WidgetsTabber'] } } },
    {
      ask: 'Restore the plugins as they were',
      input: { snapshot: { created: '2026-11-01T08:00:00Z', plugins: ['AccordionPlugin', 'BloX'] } },
    },
    { ask: 'Restore this snapshot one by one', input: { snapshot: { plugins: ['BloX'] }, bulk: false } },
  ],
  tags: ['plugins'],
  steps: [switchPluginsStep],
  plan: async ({ snapshot, bulk }, { sisense, signal }) => {
    const plugins = await sisense.plugins.list({ signal });
    const listed = new Set(snapshot.plugins);
    const gone = snapshot.plugins.filter((name) => !plugins.some(({ folderName }) => folderName === name));
    const wanted = new Map(plugins.map(({ folderName }) => [folderName, listed.has(folderName)]));
    const draft = planSwitch({ plugins, wanted, bulk });
    const warnings = [
      ...(gone.length > 0
        ? [
            `${count(gone.length, 'plugin')} of the snapshot ${gone.length === 1 ? 'is' : 'are'} not installed: ${someOf(gone)}.`,
          ]
        : []),
      ...(listed.size === 0 ? ['The snapshot is empty, so every plugin is switched off.'] : []),
    ];
    return { ...draft, warnings };
  },
});

import { canonicalJson } from '@fes-assistant/protocol';
import { z } from 'zod';
import { stepKind } from '../step-kind.ts';

const state = z.record(z.string(), z.boolean());
const argument = z.object({ plugins: state });

/** Switches plugins, by folder name, on and off in one request. Plugins that are not named do not matter to it. */
export const switchPluginsStep = stepKind<z.output<typeof argument>>({
  name: 'plugins.switch',
  action: 'update',
  argument,
  read: async ({ argument: { plugins }, sisense, signal }) => {
    const all = await sisense.plugins.list({ signal });
    const named = all.filter(({ folderName }) => folderName in plugins);
    return Object.fromEntries(named.map(({ folderName, isEnabled }) => [folderName, isEnabled]));
  },
  apply: async ({ argument: { plugins }, sisense, signal }) => {
    const changes = Object.entries(plugins).map(([folderName, isEnabled]) => ({ folderName, isEnabled }));
    await sisense.plugins.setEnabled(changes, { signal });
    return {};
  },
  judge: ({ argument: { plugins }, before, now }) => {
    if (canonicalJson(now) === canonicalJson(plugins)) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'switches the same plugins back',
    steps: ({ before, after, asset }) => [
      {
        kind: 'plugins.switch',
        asset,
        argument: { plugins: state.parse(before) },
        changes: Object.entries(state.parse(before)).map(([field, value]) => ({
          field,
          before: state.parse(after)[field] ?? null,
          after: value,
        })),
        state: after,
      },
    ],
  },
});

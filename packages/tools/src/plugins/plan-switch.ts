import { findPlugin, type Plugin, type Sisense } from '@fes-assistant/sisense';
import type { PlanDraft, StepDraft } from '../step-kind.ts';
import { count, someOf } from '../words.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

interface Switch {
  plugins: Plugin[];
  /** What each plugin is to be, by folder name. */
  wanted: Map<string, boolean>;
  /** One request for all, or one for each plugin. */
  bulk: boolean;
}

/** The steps that bring plugins from what they are to what is wanted; those that are so already are left alone. */
export function planSwitch({ plugins, wanted, bulk }: Switch): PlanDraft {
  const changed = plugins.filter(
    ({ folderName, isEnabled }) => wanted.has(folderName) && wanted.get(folderName) !== isEnabled,
  );
  const [first] = changed;
  if (first === undefined) return { summary: 'The plugins are so already.', steps: [] };
  const groups = bulk ? [changed] : changed.map((plugin) => [plugin]);
  const on = changed.filter(({ isEnabled }) => !isEnabled).map(nameOf);
  const off = changed.filter(({ isEnabled }) => isEnabled).map(nameOf);
  const parts = [
    ...(on.length > 0 ? [`switch on ${someOf(on)}`] : []),
    ...(off.length > 0 ? [`switch off ${someOf(off)}`] : []),
  ];
  const summary = parts.join(' and ');
  return { summary: summary.charAt(0).toUpperCase() + summary.slice(1), steps: groups.map(stepOf) };
}

/** Finds plugins by any of their names; an unknown one is refused. */
export async function findPlugins(
  names: string | string[],
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
) {
  const plugins = await sisense.plugins.list({ signal });
  const found = (typeof names === 'string' ? [names] : names).map((name) => findPlugin(plugins, name));
  return { plugins, found: [...new Map(found.map((plugin) => [plugin.folderName, plugin])).values()] };
}

function stepOf(plugins: Plugin[]): StepDraft {
  const wanted = Object.fromEntries(plugins.map(({ folderName, isEnabled }) => [folderName, !isEnabled]));
  const [only] = plugins;
  const name = plugins.length === 1 && only ? nameOf(only) : count(plugins.length, 'plugin');
  return {
    kind: switchPluginsStep.name,
    asset: { type: 'plugin', name, ...(plugins.length === 1 && only ? { id: only.folderName } : {}) },
    argument: { plugins: wanted },
    changes: plugins.map((plugin) => ({
      field: nameOf(plugin),
      before: plugin.isEnabled ? 'on' : 'off',
      after: plugin.isEnabled ? 'off' : 'on',
    })),
    consequences: plugins.some(({ isEnabled }) => isEnabled)
      ? ['Widgets that need a plugin which is off show an error.']
      : ['Pages load the plugin from the next reload on.'],
    state: Object.fromEntries(plugins.map(({ folderName, isEnabled }) => [folderName, isEnabled])),
  };
}

function nameOf({ name, folderName }: Plugin): string {
  return name ?? folderName;
}

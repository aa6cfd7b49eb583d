import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';
import { disablePlugin } from './disable-plugin.ts';
import { disablePlugins } from './disable-plugins.ts';
import { enablePlugin } from './enable-plugin.ts';
import { enablePlugins } from './enable-plugins.ts';
import { getAllPlugins } from './get-all-plugins.ts';
import { getPlugin } from './get-plugin.ts';
import { restoreSnapshot } from './restore-snapshot.ts';
import { saveSnapshot } from './save-snapshot.ts';
import { switchPluginsStep } from './switch-plugins-step.ts';

export const pluginTools: Tool[] = [
  getAllPlugins,
  getPlugin,
  saveSnapshot,
  enablePlugin,
  disablePlugin,
  enablePlugins,
  disablePlugins,
  restoreSnapshot,
];
export const pluginSteps: StepKind[] = [switchPluginsStep];

import { backendSettings } from './backend-settings.ts';
import { llmSettings } from './llm-settings.ts';
import { networkSettings } from './network-settings.ts';
import { oauthSettings } from './oauth-settings.ts';
import type { Setting } from './setting.ts';
import { toolSettings } from './tool-settings.ts';

/** Every setting there is, grouped as the loaded settings are. */
export const definitions = {
  ...networkSettings,
  ...oauthSettings,
  ...backendSettings,
  ...llmSettings,
  ...toolSettings,
};

type Definitions = typeof definitions;
type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** The values of all settings, as written; what follows from them is added by `loadSettings`. */
export type SettingValues = {
  [Group in keyof Definitions]: { [Key in keyof Definitions[Group]]: ValueOf<Definitions[Group][Key]> };
};

export const allSettings: Setting<unknown>[] = Object.values(definitions).flatMap((group) =>
  Object.values<Setting<unknown>>(group),
);

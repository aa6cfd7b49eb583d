import { allSettings, definitions } from './definitions.ts';
import type { ServiceName, Setting } from './setting.ts';

export interface SettingDoc {
  group: string;
  name: string;
  services: readonly ServiceName[];
  /** As it is shown: the value, or the words for what it depends on. */
  default: string;
  meaning: string;
  secret: boolean;
}

/** What the documentation says of every setting. */
export const settingsDocs: SettingDoc[] = Object.entries(definitions).flatMap(([group, settings]) =>
  Object.values<Setting<unknown>>(settings).map((setting) => ({
    group,
    name: setting.name,
    services: setting.services,
    default: setting.defaultText ?? setting.default ?? '',
    meaning: setting.meaning,
    secret: setting.secret,
  })),
);

export const settingNames: string[] = allSettings.map((setting) => setting.name);

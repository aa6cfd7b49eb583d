import { definitions } from '../settings/definitions.ts';
import type { Settings } from '../settings/load-settings.ts';
import type { Setting } from '../settings/setting.ts';
import type { SecretRegistry } from './secret-registry.ts';

/** Makes every secret of the settings known to the scrubber. */
export function registerSettings(settings: Partial<Settings>, secrets: SecretRegistry): void {
  for (const [group, members] of Object.entries(definitions)) {
    const values: Record<string, unknown> = { ...settings[group as keyof typeof definitions] };
    for (const [key, definition] of Object.entries<Setting<unknown>>(members)) {
      const value = values[key];
      if (definition.secret && typeof value === 'string') secrets.add(value);
    }
  }
}

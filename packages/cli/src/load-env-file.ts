import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile as load } from 'node:process';
import { SettingsError } from '@fes-assistant/runtime';

/** Reads `.env` of the current folder; what the environment already has wins. */
export function loadEnvFile(file = resolve('.env')): void {
  if (!existsSync(file)) return;
  try {
    load(file);
  } catch {
    throw new SettingsError(
      '.env',
      `The file ${file} cannot be read. Let this user read it, or start in another folder.`,
    );
  }
}

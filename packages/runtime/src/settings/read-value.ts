import { readFileSync } from 'node:fs';
import type { Setting } from './setting.ts';
import { SettingsError } from './settings-error.ts';

export type Environment = Record<string, string | undefined>;

/**
 * One setting's value. An empty variable counts as not set.
 * @throws {SettingsError} when the value, or the file that should hold it, is not usable.
 */
export function readValue(setting: Setting<unknown>, env: Environment): unknown {
  const written = writtenValue(setting, env);
  const text = written ?? setting.default;
  if (text === undefined) return undefined;
  const parsed = setting.schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const mustBe = parsed.error.issues[0]?.message ?? 'something else';
  const shown = setting.secret ? 'has a value that cannot be used' : `is ${shorten(text)}`;
  throw new SettingsError(setting.name, `${setting.name} ${shown}: it must be ${mustBe}.`);
}

function writtenValue(setting: Setting<unknown>, env: Environment): string | undefined {
  const direct = filled(env[setting.name]);
  const fileName = `${setting.name}_FILE`;
  const file = setting.secret ? filled(env[fileName]) : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    throw new SettingsError(setting.name, `${setting.name} and ${fileName} are both set. Remove one of them.`);
  }
  return filled(contentOf(fileName, file)) ?? refuseEmpty(fileName);
}

function contentOf(fileName: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new SettingsError(fileName, `${fileName} names a file that cannot be read (${reason}): ${shorten(file)}.`);
  }
}

function refuseEmpty(fileName: string): never {
  throw new SettingsError(fileName, `${fileName} names an empty file.`);
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function shorten(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.length > 80 ? `${quoted.slice(0, 76)}…"` : quoted;
}

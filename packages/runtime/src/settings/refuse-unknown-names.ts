import { allSettings } from './definitions.ts';
import { nearestName } from './nearest-name.ts';
import { SettingsError } from './settings-error.ts';

const known = new Set(
  allSettings.flatMap((setting) => (setting.secret ? [setting.name, `${setting.name}_FILE`] : [setting.name])),
);

/** Prefixes that are ours alone: any unknown name under them is a mistake. */
const ours = /^(FES|PYSISENSE)_/i;
/** Prefixes that other programs use too: only a name close to one of ours is a mistake. */
const shared = /^(LLM|MCP|AZURE_OPENAI|DATABRICKS|ALLOW)_/i;

/** @throws {SettingsError} for the first variable that looks like a misspelt setting. */
export function refuseUnknownNames(names: string[]): void {
  for (const name of names.toSorted()) {
    if (known.has(name) || !(ours.test(name) || shared.test(name))) continue;
    const nearest = nearestName(name.toUpperCase(), known);
    const close = nearest && nearest.distance <= (ours.test(name) ? name.length / 3 : 2);
    if (!close && !ours.test(name)) continue;
    const hint = close ? `Did you mean ${nearest.name}?` : 'See .env.example for the settings that exist.';
    throw new SettingsError(name, `${name} is not a setting. ${hint}`);
  }
}

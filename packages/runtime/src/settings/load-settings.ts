import { definitions, type SettingValues } from './definitions.ts';
import { llmNotice } from './llm-notice.ts';
import { type Environment, readValue } from './read-value.ts';
import { refuseUnknownNames } from './refuse-unknown-names.ts';
import { refuseUnsafe, type StartedService } from './refuse-unsafe.ts';

type Derived<Group extends keyof SettingValues, Added> = Omit<SettingValues[Group], keyof Added> & Added;

/** All settings, typed, with what follows from them. */
export type Settings = Omit<SettingValues, 'llm' | 'ui' | 'toolServer' | 'tools' | 'sisense'> & {
  llm: Derived<'llm', { configuredProvider: SettingValues['llm']['provider']; notice: string | undefined }>;
  ui: Derived<'ui', { backendUrl: string }>;
  toolServer: Derived<'toolServer', { url: string }>;
  tools: Derived<'tools', { sdkDebug: boolean }>;
  sisense: Derived<'sisense', { alsoAllowed: string[] }>;
};

/**
 * Reads every setting from the environment. `llm.provider` is the one in use: `offline` where the configured one lacks a
 * credential, with the sentence for the banner in `llm.notice`. `sisense.alsoAllowed` are origins of this run (the demo's).
 * @throws {SettingsError} with one line that names the first setting that is misspelt, wrong or unsafe.
 */
export function loadSettings(env: Environment, { service }: { service: StartedService }): Settings {
  refuseUnknownNames(Object.keys(env).filter((name) => env[name] !== undefined));
  const values = readAll(env);
  refuseUnsafe(values, service);
  const notice = llmNotice(values.llm);
  return {
    ...values,
    llm: {
      ...values.llm,
      provider: notice === undefined ? values.llm.provider : 'offline',
      configuredProvider: values.llm.provider,
      notice,
    },
    ui: { ...values.ui, backendUrl: values.ui.backendUrl ?? `http://localhost:${values.network.backendPort}` },
    toolServer: { ...values.toolServer, url: values.toolServer.url ?? `http://localhost:${values.network.mcpPort}` },
    tools: { ...values.tools, sdkDebug: values.tools.sdkDebug ?? values.log.level === 'DEBUG' },
    sisense: { ...values.sisense, alsoAllowed: [] },
  };
}

function readAll(env: Environment): SettingValues {
  const groups = Object.entries(definitions).map(([group, settings]) => [
    group,
    Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, readValue(setting, env)])),
  ]);
  // The definitions are what SettingValues is derived from, key by key.
  return Object.fromEntries(groups) as SettingValues;
}

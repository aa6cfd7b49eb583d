export { type AdmittedOrigin, createOriginPolicy, type OriginPolicy } from './origin-policy/origin-policy.ts';
export { OriginRefused } from './origin-policy/origin-refused.ts';
export { type Deployment, parseDeployment } from './origin-policy/parse-deployment.ts';
export type { PinnedLookup } from './origin-policy/pinned-lookup.ts';
export { isLoopbackHost } from './settings/is-loopback.ts';
export { loadSettings, type Settings } from './settings/load-settings.ts';
export type { StartedService } from './settings/refuse-unsafe.ts';
export { type SettingDoc, settingsDocs } from './settings/settings-docs.ts';
export { SettingsError } from './settings/settings-error.ts';

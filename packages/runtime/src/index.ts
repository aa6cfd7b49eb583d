export { guardFromSettings, type HttpGuardOptions, httpGuard } from './http-guard/http-guard.ts';
export {
  type GuardVariables,
  nothingLoads,
  ownPagesOnly,
  type SecurityHeaderOptions,
  securityHeaders,
} from './http-guard/security-headers.ts';
export { CannotListen, type Listening, type ListenOptions, listen, PortTaken } from './listen.ts';
export { type ChangeRecord, type ChangesLog, openChangesLog } from './logs/changes-log.ts';
export { createLogger, type LoggedService, type Logger } from './logs/create-logger.ts';
export { scrub } from './logs/scrub.ts';
export { scrubText } from './logs/scrub-text.ts';
export { SecretRegistry } from './logs/secret-registry.ts';
export { type AdmittedOrigin, createOriginPolicy, type OriginPolicy } from './origin-policy/origin-policy.ts';
export { OriginRefused } from './origin-policy/origin-refused.ts';
export { type Deployment, parseDeployment } from './origin-policy/parse-deployment.ts';
export type { PinnedLookup } from './origin-policy/pinned-lookup.ts';
export { randomCode, randomToken } from './sealing/random-token.ts';
export { isSameSecret } from './sealing/same-secret.ts';
export { signingKey } from './sealing/signing-key.ts';
export { isLoopbackHost } from './settings/is-loopback.ts';
export { loadSettings, type Settings } from './settings/load-settings.ts';
export type { StartedService } from './settings/refuse-unsafe.ts';
export { type SettingDoc, settingsDocs } from './settings/settings-docs.ts';
export { SettingsError } from './settings/settings-error.ts';
export { type Migrations, StoreTooNew } from './store/migrate.ts';
export { openStore, type StoreOptions } from './store/open-store.ts';

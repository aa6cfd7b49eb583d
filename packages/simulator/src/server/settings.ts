import type { Call } from '../call.ts';
import type { JsonObject } from '../json.ts';
import { refuse } from '../refuse.ts';

/** What an installation has that nobody changed: of each page of settings, the documented fields. */
const defaults: Record<string, JsonObject> = {
  system: {},
  sso: {},
  login_lockout: {},
  email_server: {},
  globalization: { language: 'en-US', localization: { default: 'en-US', autoDetectEnabled: true } },
  pivot: { limit: 50_000, columnsLimit: 70, allowHtml: false },
  pulse: { name: 'pulse', script: '' },
  public_settings: { firstday: 'mon', language: 'en-US' },
  translation: { translationStrategy: 'new', newTranslatorSupportedProviders: '' },
  proxy: { enabled: false, ip: '', port: 0, username: '', password: '' },
  security: { name: 'security', allowAddServers: false, secret: '' },
};

const inBoth = ['system', 'sso', 'globalization'];
const ofVersion = {
  'v0.9': [...inBoth, 'proxy', 'security'],
  v1: [...inBoth, 'login_lockout', 'email_server', 'pivot', 'pulse', 'public_settings', 'translation'],
};

export function settingsNamed({ world }: Call, of: { name: string; version: keyof typeof ofVersion }): JsonObject {
  const { name, version } = of;
  if (!ofVersion[version].includes(name)) throw refuse({ status: 404, code: 404, message: 'Settings not found.' });
  return { ...defaults[name], ...world.settings.get(name) };
}

const plainColours = {
  typography: {
    predefinedFont: 'Open Sans',
    hyperlinkColor: '#1f77b4',
    hyperlinkHoverColor: '#ff7f0e',
    primaryTextColor: '#5B6372',
    secondaryTextColor: '#9EA2AB',
  },
  general: {
    brandColor: '#FFCB05',
    primaryButtonHoverColor: '#F2B900',
    primaryButtonTextColor: '#3A4356',
    secondaryButtonBaseColor: '#EDEDED',
    secondaryButtonHoverColor: '#DADADA',
    secondaryButtonTextColor: '#3A4356',
    marketingBanner: { url: '', showBanner: false, replaceBanner: false },
  },
  dashboards: { toolbarBackgroundColor: '#FFFFFF', toolbarTextColor: '#3A4356', widgetBackgroundColor: '#FFFFFF' },
};

/** How the pages look: a list, of which there is one. */
export function uiSettings({ world }: Call): JsonObject {
  return world.settings.get('ui') ?? plainColours;
}

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSettings } from './load-settings.ts';
import { SettingsError } from './settings-error.ts';

type Env = Record<string, string>;

const secret = 'k'.repeat(40);
const folder = mkdtempSync(join(tmpdir(), 'fes-settings-'));
const emptyFile = join(folder, 'empty');
writeFileSync(emptyFile, ' \n');
const open: Env = { FES_BIND: '0.0.0.0', FES_AUTH: 'network', FES_MCP_TOKEN: secret };
const oauth: Env = {
  FES_OAUTH_ISSUER: 'https://id.acme.com',
  FES_OAUTH_AUDIENCE: 'https://fes.acme.com/mcp',
  FES_OAUTH_JWKS_URL: 'https://id.acme.com/keys',
};
const tenant: Env = { PYSISENSE_USE_DEFAULT_TENANT: 'true', PYSISENSE_DEFAULT_TOKEN: secret };
const migration: Env = {
  PYSISENSE_USE_DEFAULT_MIGRATION_TENANTS: 'true',
  PYSISENSE_DEFAULT_SOURCE_DOMAIN: 'https://a.acme.com',
  PYSISENSE_DEFAULT_SOURCE_TOKEN: secret,
  PYSISENSE_DEFAULT_TARGET_DOMAIN: 'https://b.acme.com',
  PYSISENSE_DEFAULT_TARGET_TOKEN: secret,
};

function without(env: Env, name: string): Env {
  return Object.fromEntries(Object.entries(env).filter(([key]) => key !== name));
}

function wrongValues(name: string, ...values: string[]): [string, Env][] {
  return values.map((value) => [name, { [name]: value }]);
}

/** Which setting the refusal names, and the environment that deserves it. */
const misspelt: [string, Env][] = [
  'FES_UI_PROT',
  'FES_LOGLEVEL',
  'FES_BINDD',
  'FES_AUHT',
  'FES_MCP_TOKENS',
  'FES_SISENSE_HOST',
  'FES_BROWSERS',
  'FES_ANYTHING_ELSE',
  'FES_UI_PORT_FILE',
  'FES_',
  'fes_ui_port',
  'PYSISENSE_REGISTRY',
  'PYSISENSE_ALLOW_MUTATION',
  'PYSISENSE_DEFAULT_DOMIAN',
  'PYSISENSE_ALLOW_MUTATIONS_FILE',
  'PYSISENSE_SOMETHING',
  'LLM_PROVIDR',
  'LLM_MAX_TOKEN',
  'LLM_APIKEY',
  'LLM_MODLE',
  'LLM_BASE_URI',
  'MCP_AUTO_SUBSCRIB',
  'MCP_TOOL_NAME_MOD',
  'AZURE_OPENAI_ENDPONT',
  'AZURE_OPENAI_APIKEY',
  'DATABRICKS_TOKN',
  'ALLOW_SUMMARISATION',
  'ALLOW_MODULE',
].map((name) => [name, { [name]: 'x' }]);

const wrong: [string, Env][] = [
  ...wrongValues('FES_LOG_LEVEL', 'LOUD', 'INFOO', '1'),
  ...wrongValues('FES_UI_PORT', '85o1', '-1', '65536', '8501.5', '0x1F', '99999999999999999999', '1e3'),
  ...wrongValues('FES_BACKEND_PORT', 'eight', '70000'),
  ...wrongValues('FES_MCP_PORT', '8002,8003'),
  ...wrongValues('FES_SIMULATOR_PORT', '65535', 'http'),
  ...wrongValues('FES_BIND', 'http://127.0.0.1', '127.0.0.1 0.0.0.0', '*'),
  ...wrongValues('FES_AUTH', 'off', 'basic'),
  ...wrongValues('FES_ALLOWED_HOSTS', 'http://localhost', 'local host', ',', '*', 'localhost/'),
  ...wrongValues('FES_PUBLIC_URL', 'fes.acme.com', 'ftp://localhost', 'http://u:p@localhost', 'http://localhost/#a'),
  ...wrongValues('FES_BACKEND_URL', 'localhost:8001', 'http://', 'http://localhost:8001?x=1'),
  ...wrongValues('PYSISENSE_MCP_HTTP_URL', 'mcp', 'http://user@localhost:8002'),
  ...wrongValues('FES_UI_IDLE_TIMEOUT_HOURS', 'nine', '0', '-9', '10000', 'Infinity', 'NaN'),
  ...wrongValues('FES_ALLOW_SUMMARIZATION_TOGGLE', 'maybe', '2', 'tru'),
  ...wrongValues('ALLOW_SUMMARIZATION', 'n', 'disabled'),
  ...wrongValues('PYSISENSE_ALLOW_MUTATIONS', 'never', '-1'),
  ...wrongValues('PYSISENSE_MCP_HTTP_TIMEOUT', '0', 'forever'),
  ...wrongValues('MCP_HTTP_MAX_RETRIES', '1.5', '11', '-1'),
  ...wrongValues('MCP_HTTP_RETRY_BASE_DELAY', '.5s', '61'),
  ...wrongValues('MCP_AUTO_SUBSCRIBE', 'always'),
  ...wrongValues('MCP_PROTOCOL_VERSION', '2024-11-05', 'newest'),
  ...wrongValues('MCP_TOOL_NAME_MODE', 'dots'),
  ...wrongValues('LLM_PROVIDER', 'gpt', 'azure-openai'),
  ...wrongValues('LLM_BASE_URL', 'localhost', 'file:///etc/passwd'),
  ...wrongValues('LLM_HTTP_MAX_RETRIES', 'three', '100'),
  ...wrongValues('LLM_HTTP_TIMEOUT', '0', '60s'),
  ...wrongValues('LLM_MAX_TOKENS', '1', '1k'),
  ...wrongValues('LLM_TEMPERATURE', '2.5', 'warm', '-0.1'),
  ...wrongValues('LLM_MAX_TOOLS', '0', '129'),
  ...wrongValues('AZURE_OPENAI_API_STYLE', 'v2'),
  ...wrongValues('AZURE_OPENAI_API_VERSION', 'latest'),
  ...wrongValues('AWS_REGION', 'EU Central'),
  ...wrongValues('LLM_API_KEY', 'two words', 'line\nbreak'),
  ...wrongValues('ALLOW_MODULES', 'access,users', 'Access', ','),
  ...wrongValues('FES_TOOL_SURFACE', 'tiny'),
  ...wrongValues('FES_APPROVAL_TTL', '10', '8d', 'soon', '1w'),
  ...wrongValues('PYSISENSE_MAX_CONCURRENT_MIGRATIONS', '0', 'many'),
  ...wrongValues('PYSISENSE_MAX_CONCURRENT_READ_TOOLS', '-5', '101'),
  ...wrongValues('FES_SISENSE_HOSTS', 'ftp://bi.acme.com', 'bi.acme.com:0', '10.0.0.0/33', '*', '*.com', '10.0.0.256'),
  ...wrongValues('FES_SISENSE_HOSTS', '169.254.169.254', '0.0.0.0/0', 'bi.acme.com/path', 'u@bi.acme.com', ','),
  ...wrongValues('FES_MCP_TOKEN', 'short', 'with blank in it and long enough'),
  ...wrongValues('FES_SECRET_KEY', 'k'.repeat(31)),
  ...wrongValues('FES_OAUTH_ISSUER', 'id.acme.com'),
];

const unreadable: [string, Env][] = [
  ['FES_MCP_TOKEN_FILE', { FES_MCP_TOKEN_FILE: join(folder, 'absent') }],
  ['FES_SECRET_KEY_FILE', { FES_SECRET_KEY_FILE: folder }],
  ['LLM_API_KEY_FILE', { LLM_API_KEY_FILE: emptyFile }],
  ['FES_MCP_TOKEN', { FES_MCP_TOKEN: secret, FES_MCP_TOKEN_FILE: emptyFile }],
  ['FES_CONNECTIONS_FILE', { FES_CONNECTIONS_FILE: join(folder, 'absent.json') }],
];

const unsafe: [string, Env][] = [
  ['FES_BIND', { FES_BIND: '0.0.0.0' }],
  ['FES_BIND', { FES_BIND: '::' }],
  ['FES_BIND', { FES_BIND: '192.168.1.5', FES_SISENSE_HOSTS: 'bi.acme.com' }],
  ['FES_BIND', { FES_BIND: 'fes.acme.com' }],
  ['FES_SISENSE_HOSTS', open],
  ['FES_MCP_TOKEN', without({ ...open, FES_SISENSE_HOSTS: 'bi.acme.com' }, 'FES_MCP_TOKEN')],
  ['FES_AUTH', { FES_AUTH: 'password' }],
  ['FES_AUTH', { FES_AUTH: 'oidc' }],
  ['FES_AUTH', { FES_AUTH: 'proxy' }],
  ['FES_OAUTH_AUDIENCE', { FES_OAUTH_ISSUER: 'https://id.acme.com' }],
  ['FES_OAUTH_ISSUER', { FES_OAUTH_AUDIENCE: 'https://fes.acme.com/mcp', FES_OAUTH_JWKS_URL: 'https://id.acme.com/k' }],
  ['FES_OAUTH_JWKS_URL', { ...oauth, FES_OAUTH_JWKS_URL: 'http://id.acme.com/keys' }],
  ['FES_BIND', { ...oauth, FES_BIND: '0.0.0.0' }],
  ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost/fes' }],
  ['FES_ALLOWED_HOSTS', { FES_ALLOWED_HOSTS: 'localhost,fes.acme.com' }],
  ['FES_PUBLIC_URL', { FES_PUBLIC_URL: 'https://fes.acme.com' }],
  ['FES_BACKEND_PORT', { FES_BACKEND_PORT: '8501' }],
  ['FES_MCP_PORT', { FES_MCP_PORT: '8001' }],
  ['FES_SIMULATOR_PORT', { FES_SIMULATOR_PORT: '8002' }],
  ['FES_SIMULATOR_PORT (second deployment)', { FES_SIMULATOR_PORT: '8000' }],
  ['FES_BACKEND_URL', { FES_BACKEND_URL: 'http://backend.acme.com:8001' }],
  ['PYSISENSE_MCP_HTTP_URL', { PYSISENSE_MCP_HTTP_URL: 'http://10.0.0.7:8002' }],
  ['AZURE_OPENAI_ENDPOINT', { AZURE_OPENAI_ENDPOINT: 'http://x.openai.azure.com' }],
  ['DATABRICKS_HOST', { DATABRICKS_HOST: 'http://adb.example.net' }],
  ['LLM_BASE_URL', { LLM_BASE_URL: 'http://llm.acme.com/v1', LLM_API_KEY: secret }],
  ['PYSISENSE_DEFAULT_DOMAIN', tenant],
  ['PYSISENSE_DEFAULT_TOKEN', { PYSISENSE_USE_DEFAULT_TENANT: '1', PYSISENSE_DEFAULT_DOMAIN: 'https://bi.acme.com' }],
  ['PYSISENSE_DEFAULT_DOMAIN', { ...tenant, PYSISENSE_DEFAULT_DOMAIN: 'http://bi.acme.com' }],
  ['PYSISENSE_DEFAULT_DOMAIN', { ...tenant, PYSISENSE_DEFAULT_DOMAIN: 'https://169.254.169.254' }],
  ['PYSISENSE_DEFAULT_DOMAIN', { ...tenant, PYSISENSE_DEFAULT_DOMAIN: 'https://u:p@bi.acme.com' }],
  [
    'PYSISENSE_DEFAULT_DOMAIN',
    { ...tenant, PYSISENSE_DEFAULT_DOMAIN: 'https://bi.acme.com', FES_SISENSE_HOSTS: 'x.io' },
  ],
  ['PYSISENSE_DEFAULT_SOURCE_DOMAIN', without(migration, 'PYSISENSE_DEFAULT_SOURCE_DOMAIN')],
  ['PYSISENSE_DEFAULT_TARGET_TOKEN', without(migration, 'PYSISENSE_DEFAULT_TARGET_TOKEN')],
  ['PYSISENSE_DEFAULT_TARGET_DOMAIN', { ...migration, PYSISENSE_DEFAULT_TARGET_DOMAIN: 'https://A.acme.com:443/' }],
];

function refusal(env: Env): SettingsError {
  try {
    loadSettings(env, { service: 'all' });
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(env)}`);
}

describe.each([
  ['a misspelt name', misspelt],
  ['a wrong value', wrong],
  ['a secret that cannot be read', unreadable],
  ['an unsafe combination', unsafe],
])('%s stops the start', (_kind, cases) => {
  test.each(cases)('%s %j', (setting, env) => {
    const error = refusal(env);
    expect(error.setting).toBe(setting);
    expect(error.message).toContain(setting.split(' ')[0]);
    expect(error.message).toMatch(/^[^\n]{20,400}\.$|\?$/);
    expect(error.message).not.toContain(secret);
  });
});

test('more than a hundred configurations are refused', () => {
  expect(misspelt.length + wrong.length + unreadable.length + unsafe.length).toBeGreaterThanOrEqual(100);
});

test('a misspelt name is answered with the nearest one', () => {
  expect(refusal({ FES_UI_PROT: '1' }).message).toBe('FES_UI_PROT is not a setting. Did you mean FES_UI_PORT?');
  expect(refusal({ LLM_PROVIDR: 'azure' }).message).toBe('LLM_PROVIDR is not a setting. Did you mean LLM_PROVIDER?');
});

test('the value of a secret is never repeated', () => {
  expect(refusal({ FES_SECRET_KEY: 'tooshortcanary' }).message).not.toContain('tooshortcanary');
  expect(refusal({ LLM_API_KEY: 'canary one' }).message).not.toContain('canary');
});

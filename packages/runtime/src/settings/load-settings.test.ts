import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSettings } from './load-settings.ts';
import { settingNames, settingsDocs } from './settings-docs.ts';

const load = (env: Record<string, string | undefined>) => loadSettings(env, { service: 'all' });

test('without any setting everything is on loopback, with the built-in planner and no banner', () => {
  const settings = load({});
  expect(settings.network).toMatchObject({ bind: '127.0.0.1', uiPort: 8501, backendPort: 8001, mcpPort: 8002 });
  expect(settings.llm).toMatchObject({ provider: 'offline', notice: undefined });
  expect(settings.ui.backendUrl).toBe('http://localhost:8001');
  expect(settings.toolServer.url).toBe('http://localhost:8002');
  expect(settings.sisense).toMatchObject({ hosts: undefined, alsoAllowed: [] });
});

test('a port that is set moves the address that follows from it', () => {
  const settings = load({ FES_BACKEND_PORT: '9001', FES_MCP_PORT: '9002' });
  expect(settings.ui.backendUrl).toBe('http://localhost:9001');
  expect(settings.toolServer.url).toBe('http://localhost:9002');
});

test('an address that is set wins over the port, without its closing slash', () => {
  expect(load({ FES_BACKEND_URL: 'http://localhost:8101/' }).ui.backendUrl).toBe('http://localhost:8101');
});

test.each(['true', 'True', '1', 'YES'])('%s is true', (text) => {
  expect(load({ MCP_AUTO_SUBSCRIBE: text }).toolServer.autoSubscribe).toBe(true);
});

test.each(['false', 'FALSE', '0', 'no'])('%s is false', (text) => {
  expect(load({ PYSISENSE_ALLOW_MUTATIONS: text }).tools.allowMutations).toBe(false);
});

test('an empty variable counts as not set', () => {
  expect(load({ FES_UI_PORT: '', LLM_API_KEY: '  ', DATABASE_URL: '' }).network.uiPort).toBe(8501);
});

test('variables of other programs are left alone', () => {
  const env = { PATH: '/bin', LLM_TRACE_COLLECTOR: 'x', MCP_SERVER_ROOT: 'y', ALLOW_ROOT: '1', npm_config_x: '1' };
  expect(load(env).network.uiPort).toBe(8501);
});

test.each([
  ['azure', 'AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_DEPLOYMENT and AZURE_OPENAI_API_KEY are'],
  ['databricks', 'DATABRICKS_HOST, DATABRICKS_TOKEN and LLM_ENDPOINT are'],
  ['openai', 'LLM_API_KEY and LLM_MODEL are'],
  ['openai-compatible', 'LLM_BASE_URL and LLM_MODEL are'],
  ['anthropic', 'LLM_API_KEY and LLM_MODEL are'],
  ['bedrock', 'LLM_MODEL is'],
])('%s without credentials starts with the built-in planner and says why', (provider, missing) => {
  expect(load({ LLM_PROVIDER: provider }).llm).toMatchObject({
    provider: 'offline',
    configuredProvider: provider,
    notice: `The built-in planner answers, because LLM_PROVIDER is ${provider} and ${missing} not set.`,
  });
});

test('a provider with its credentials is used', () => {
  const env = {
    LLM_PROVIDER: 'azure',
    AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com/',
    AZURE_OPENAI_DEPLOYMENT: 'gpt',
    AZURE_OPENAI_API_KEY: 'key',
  };
  expect(load(env).llm).toMatchObject({
    provider: 'azure',
    notice: undefined,
    azureEndpoint: 'https://x.openai.azure.com',
  });
});

test('a secret comes from the file that is named, without the line break at its end', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'fes-secret-')), 'token');
  writeFileSync(file, `${'t'.repeat(30)}\n`);
  expect(load({ FES_MCP_TOKEN_FILE: file }).secrets.mcpToken).toBe('t'.repeat(30));
});

test('a private container network may bind to every address', () => {
  const env = {
    FES_BIND: '0.0.0.0',
    FES_AUTH: 'network',
    FES_ALLOWED_HOSTS: 'backend,mcp:8002',
    FES_MCP_TOKEN: 't'.repeat(30),
    FES_SISENSE_HOSTS: 'https://bi.acme.com, *.sisense.acme.com:30845, 10.0.0.0/8:30845, http://192.168.1.9:30845',
    PYSISENSE_MCP_HTTP_URL: 'http://mcp:8002',
    FES_BACKEND_URL: 'http://backend:8001',
  };
  expect(load(env).sisense.hosts).toHaveLength(4);
});

test('two default tenants are loaded', () => {
  const settings = load({
    PYSISENSE_USE_DEFAULT_MIGRATION_TENANTS: 'true',
    PYSISENSE_DEFAULT_SOURCE_DOMAIN: 'https://bi.acme.com/a',
    PYSISENSE_DEFAULT_SOURCE_TOKEN: 's',
    PYSISENSE_DEFAULT_TARGET_DOMAIN: 'https://bi.acme.com/b',
    PYSISENSE_DEFAULT_TARGET_TOKEN: 't',
    PYSISENSE_DEFAULT_TARGET_SSL: 'false',
  });
  expect(settings.sisense).toMatchObject({ defaultSourceSsl: true, defaultTargetSsl: false });
});

test.each([
  ['90', 90],
  ['10m', 600],
  ['24h', 86_400],
  ['7d', 604_800],
])('FES_APPROVAL_TTL=%s is %i seconds', (text, seconds) => {
  expect(load({ FES_APPROVAL_TTL: text }).approval.ttlSeconds).toBe(seconds);
});

test('every setting is described once, with its services', () => {
  expect(new Set(settingNames).size).toBe(settingNames.length);
  for (const doc of settingsDocs) {
    expect(doc.meaning, doc.name).toMatch(/^.{10,}\.$/);
    expect(doc.services.length, doc.name).toBeGreaterThan(0);
  }
});

test('.env.example sets nothing that a first start does not have', () => {
  const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
  const names = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(settingNames.toSorted());
});

import { optionalSetting, setting } from './setting.ts';
import { decimal, list, oneOf, text, webAddress, wholeNumber, yesOrNo } from './value-kinds.ts';

/** The calls that may take hours: their answer is awaited without a limit. */
const longMigrations = [
  'migration.migrate_all_dashboards',
  'migration.migrate_all_datamodels',
  'migration.migrate_all_groups',
  'migration.migrate_all_users',
  'migration.migrate_dashboards',
  'migration.migrate_datamodels',
];

export const protocolVersions = ['2026-07-28', '2025-11-25'] as const;

export const backendSettings = {
  ui: {
    backendUrl: optionalSetting('FES_BACKEND_URL', {
      services: ['ui'],
      defaultText: 'http://localhost:8001',
      meaning: 'Where the backend is.',
      schema: webAddress(),
    }),
    idleTimeoutHours: setting('FES_UI_IDLE_TIMEOUT_HOURS', {
      services: ['ui', 'backend'],
      default: '9',
      meaning: 'After so many hours without use a session is cleared, its connections with it.',
      schema: decimal({ min: 0.01, max: 720 }),
    }),
  },
  privacy: {
    summarizationToggle: setting('FES_ALLOW_SUMMARIZATION_TOGGLE', {
      services: ['ui', 'backend'],
      default: 'true',
      meaning: 'false: the checkbox "Allow summarization" is disabled and summarization is always off.',
      schema: yesOrNo(),
    }),
    summarization: setting('ALLOW_SUMMARIZATION', {
      services: ['backend'],
      default: 'true',
      meaning: 'false: results of tools never reach the language model, whatever the page says.',
      schema: yesOrNo(),
    }),
  },
  toolServer: {
    url: optionalSetting('PYSISENSE_MCP_HTTP_URL', {
      services: ['backend'],
      defaultText: 'http://localhost:8002',
      meaning: 'Where the tool server is; /mcp/ is called under it.',
      schema: webAddress(),
    }),
    timeoutSeconds: setting('PYSISENSE_MCP_HTTP_TIMEOUT', {
      services: ['backend'],
      default: '1800',
      meaning: 'Seconds that a call may take; streaming calls have no limit.',
      schema: decimal({ min: 1, max: 86_400 }),
    }),
    maxRetries: setting('MCP_HTTP_MAX_RETRIES', {
      services: ['backend'],
      default: '1',
      meaning: 'How often a read is tried again. A change is never sent twice.',
      schema: wholeNumber({ min: 0, max: 10 }),
    }),
    retryBaseDelaySeconds: setting('MCP_HTTP_RETRY_BASE_DELAY', {
      services: ['backend'],
      default: '0.5',
      meaning: 'Seconds before the first retry; each next one waits longer.',
      schema: decimal({ min: 0, max: 60 }),
    }),
    autoSubscribe: setting('MCP_AUTO_SUBSCRIBE', {
      services: ['backend'],
      default: 'false',
      meaning: 'true: keep a stream open for notifications outside a call.',
      schema: yesOrNo(),
    }),
    streamingToolIds: setting('MCP_STREAMING_TOOL_IDS', {
      services: ['backend'],
      default: longMigrations.join(','),
      defaultText: 'the six long migrations',
      meaning: 'Tools whose read timeout is lifted, comma-separated.',
      schema: list(),
    }),
    protocolVersion: optionalSetting('MCP_PROTOCOL_VERSION', {
      services: ['backend'],
      defaultText: 'the newest that both sides speak',
      meaning: `Pins the MCP revision: ${protocolVersions.join(' or ')}.`,
      schema: oneOf(protocolVersions),
    }),
  },
  aws: {
    region: optionalSetting('AWS_REGION', {
      services: ['backend'],
      meaning: 'AWS region of the secret FES_AZURE_OPENAI_SECRET_ID or of Bedrock.',
      schema: text({ pattern: /^[a-z0-9-]+$/, what: 'a region such as eu-central-1' }),
    }),
  },
};

import { hostRules } from '../origin-policy/host-rule.ts';
import { optionalSetting, type ServiceName, setting } from './setting.ts';
import { duration, listOf, oneOf, secretText, text, wholeNumber, yesOrNo } from './value-kinds.ts';

const services: ServiceName[] = ['mcp'];

export const toolModules = [
  'access',
  'blox',
  'custom_code',
  'dashboard',
  'datamodel',
  'encryption',
  'folder',
  'metadata',
  'migration',
  'plugins',
  'queries',
  'wellcheck',
] as const;

export const toolSettings = {
  tools: {
    registryPath: setting('PYSISENSE_REGISTRY_PATH', {
      services,
      default: 'config/tools.registry.with_examples.json',
      meaning: 'The registry: descriptions, examples, order and selection of the tools.',
      schema: text(),
    }),
    allowModules: optionalSetting('ALLOW_MODULES', {
      services,
      defaultText: 'all',
      meaning: `Modules to offer, comma-separated: ${toolModules.join(', ')}.`,
      schema: listOf(toolModules),
    }),
    allowMutations: setting('PYSISENSE_ALLOW_MUTATIONS', {
      services,
      default: 'true',
      meaning: 'false: no tool that changes anything is listed or callable.',
      schema: yesOrNo(),
    }),
    sdkDebug: optionalSetting('PYSISENSE_SDK_DEBUG', {
      services,
      defaultText: 'true where FES_LOG_LEVEL is DEBUG',
      meaning: 'Log each request to Sisense, never a body and never a secret.',
      schema: yesOrNo(),
    }),
    nameMode: setting('MCP_TOOL_NAME_MODE', {
      services,
      default: 'claude',
      meaning: 'Names of tools: claude (access_get_user) or canonical (access.get_user). Both are accepted in calls.',
      schema: oneOf(['claude', 'canonical'] as const),
    }),
    surface: setting('FES_TOOL_SURFACE', {
      services,
      default: 'full',
      meaning: 'full lists every tool; compact lists a few and finds the rest by search.',
      schema: oneOf(['full', 'compact'] as const),
    }),
    maxConcurrentMigrations: setting('PYSISENSE_MAX_CONCURRENT_MIGRATIONS', {
      services,
      default: '1',
      meaning: 'Migrations that run at the same time.',
      schema: wholeNumber({ min: 1, max: 100 }),
    }),
    maxConcurrentReads: setting('PYSISENSE_MAX_CONCURRENT_READ_TOOLS', {
      services,
      default: '5',
      meaning: 'Reads that run at the same time on one deployment.',
      schema: wholeNumber({ min: 1, max: 100 }),
    }),
  },
  approval: {
    ttlSeconds: optionalSetting('FES_APPROVAL_TTL', {
      services,
      defaultText: '10m up to 50 steps, else 24h',
      meaning: 'How long a proposed change waits for approval, such as 30m.',
      schema: duration({ min: 30, max: 604_800 }),
    }),
  },
  sisense: {
    hosts: optionalSetting('FES_SISENSE_HOSTS', {
      services,
      defaultText: 'any https address, on a loopback bind',
      meaning:
        'Sisense deployments that may be reached: origins, host names (*.acme.com) or address ranges (10.0.0.0/8:30845), comma-separated. Plain http only where an http:// origin stands here.',
      schema: hostRules(),
    }),
    connectionsFile: optionalSetting('FES_CONNECTIONS_FILE', {
      services: ['mcp', 'backend'],
      meaning: 'JSON file of named connections, {"name": {"origin", "token", "verifyTls"}}; the page offers them.',
      schema: text(),
    }),
    useDefaultTenant: setting('PYSISENSE_USE_DEFAULT_TENANT', {
      services,
      default: 'false',
      meaning: 'true: a caller without a connection gets the one below.',
      schema: yesOrNo(),
    }),
    ...tenant('default', 'PYSISENSE_DEFAULT_', 'Connection of callers that bring none'),
    useDefaultMigrationTenants: setting('PYSISENSE_USE_DEFAULT_MIGRATION_TENANTS', {
      services,
      default: 'false',
      meaning: 'true: a migration without connections gets the two below.',
      schema: yesOrNo(),
    }),
    ...tenant('defaultSource', 'PYSISENSE_DEFAULT_SOURCE_', 'Source of a migration that brings none'),
    ...tenant('defaultTarget', 'PYSISENSE_DEFAULT_TARGET_', 'Target of a migration that brings none'),
  },
};

type TenantSettings<Key extends string> = Record<`${Key}Domain` | `${Key}Token`, ReturnType<typeof optionalText>> &
  Record<`${Key}Ssl`, ReturnType<typeof tenantSsl>>;

function tenant<const Key extends string>(key: Key, prefix: string, meaning: string): TenantSettings<Key> {
  return {
    [`${key}Domain`]: optionalText(`${prefix}DOMAIN`, `${meaning}: address of the deployment.`),
    [`${key}Token`]: optionalSetting(`${prefix}TOKEN`, {
      services,
      meaning: `${meaning}: API token.`,
      secret: true,
      schema: secretText(),
    }),
    [`${key}Ssl`]: tenantSsl(`${prefix}SSL`, `${meaning}: false skips certificate checks; it stays https.`),
  } as TenantSettings<Key>;
}

function optionalText(name: string, meaning: string) {
  return optionalSetting(name, { services, meaning, schema: text() });
}

function tenantSsl(name: string, meaning: string) {
  return setting(name, { services, default: 'true', meaning, schema: yesOrNo() });
}

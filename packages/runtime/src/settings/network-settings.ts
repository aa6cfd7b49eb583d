import { optionalSetting, type ServiceName, setting } from './setting.ts';
import { hostList, oneOf, port, secretText, text, webAddress } from './value-kinds.ts';

const everyService: ServiceName[] = ['ui', 'backend', 'mcp', 'simulator'];
const services: ServiceName[] = ['ui', 'backend', 'mcp'];

export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;
export const authModes = ['none', 'password', 'oidc', 'proxy', 'network'] as const;

export const networkSettings = {
  log: {
    level: setting('FES_LOG_LEVEL', {
      services: everyService,
      default: 'INFO',
      meaning: 'How much is written to the logs: DEBUG, INFO, WARNING or ERROR.',
      schema: oneOf(logLevels),
    }),
    dir: setting('FES_LOG_DIR', {
      services: everyService,
      default: './logs',
      meaning: 'Folder of the log files: one per service and one of changes, rotated at 10 MB, five kept.',
      schema: text(),
    }),
  },
  network: {
    bind: setting('FES_BIND', {
      services: everyService,
      default: '127.0.0.1',
      meaning: 'Address that every service listens on. Beyond loopback it needs FES_AUTH and FES_SISENSE_HOSTS.',
      schema: text({ pattern: /^[0-9a-z.:-]+$/i, what: 'an address such as 127.0.0.1, 0.0.0.0 or ::1' }),
    }),
    allowedHosts: optionalSetting('FES_ALLOWED_HOSTS', {
      services,
      meaning: 'Host names, besides loopback, under which the services may be called, comma-separated.',
      schema: hostList(),
    }),
    publicUrl: optionalSetting('FES_PUBLIC_URL', {
      services,
      meaning: 'Address at which people open the page, where that is not http://localhost:<FES_UI_PORT>.',
      schema: webAddress(),
    }),
    auth: setting('FES_AUTH', {
      services,
      default: 'none',
      meaning:
        'How people are recognised: none (loopback only) or network (a private container network whose ports are published on loopback only).',
      schema: oneOf(authModes),
    }),
    uiPort: setting('FES_UI_PORT', {
      services: ['ui', 'mcp', 'backend'],
      default: '8501',
      meaning: 'Port of the page.',
      schema: port(),
    }),
    backendPort: setting('FES_BACKEND_PORT', {
      services: ['backend', 'ui'],
      default: '8001',
      meaning: 'Port of the backend.',
      schema: port(),
    }),
    mcpPort: setting('FES_MCP_PORT', {
      services: ['mcp', 'backend'],
      default: '8002',
      meaning: 'Port of the tool server.',
      schema: port(),
    }),
    simulatorPort: setting('FES_SIMULATOR_PORT', {
      services: ['simulator'],
      default: '8003',
      meaning: 'Port of the first simulated deployment; the second one has the next port.',
      schema: port(),
    }),
  },
  data: {
    dir: setting('FES_DATA_DIR', {
      services: ['backend', 'mcp'],
      default: './data',
      meaning: 'Folder of the databases (operations, conversations) and of the signing key.',
      schema: text(),
    }),
    databaseUrl: optionalSetting('DATABASE_URL', {
      services: ['backend', 'mcp'],
      meaning: 'Reserved for a Postgres database. Not available in this version: leave it empty.',
      secret: true,
      schema: secretText(),
    }),
  },
  secrets: {
    mcpToken: optionalSetting('FES_MCP_TOKEN', {
      services: ['mcp', 'backend'],
      defaultText: 'random per fes start',
      meaning: 'Shared by tool server and backend, so that the backend may name the person it calls for.',
      secret: true,
      schema: secretText({ min: 22 }),
    }),
    secretKey: optionalSetting('FES_SECRET_KEY', {
      services: ['mcp', 'backend'],
      defaultText: 'a key file in FES_DATA_DIR',
      meaning: 'Signs what the services hand out and take back. Replicas need the same one.',
      secret: true,
      schema: secretText({ min: 32 }),
    }),
  },
  tests: {
    browser: optionalSetting('FES_BROWSER', {
      services: ['tests'],
      defaultText: 'the Chrome or Chromium that is installed',
      meaning: 'Chrome or Chromium with which the stories run.',
      schema: text(),
    }),
  },
};

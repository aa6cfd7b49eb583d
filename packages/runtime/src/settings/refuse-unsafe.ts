import type { SettingValues } from './definitions.ts';
import { isLoopbackHost } from './is-loopback.ts';
import { refuseUnsafeConnections } from './refuse-unsafe-connections.ts';
import { SettingsError } from './settings-error.ts';

/** A service, or `all` of them in one process. */
export type StartedService = 'ui' | 'backend' | 'mcp' | 'simulator' | 'all';

/** @throws {SettingsError} when settings that are each valid are unsafe or impossible together. */
export function refuseUnsafe(values: SettingValues, service: StartedService): void {
  refuseWhatIsNotBuilt(values, service);
  refuseHalfOauth(values);
  refuseOpenDoors(values, service);
  refuseSharedPorts(values);
  refusePlainHttp(values);
  refuseUnsafeConnections(values);
}

function refuseWhatIsNotBuilt({ network, data }: SettingValues, service: StartedService): void {
  if (network.auth === 'password' || network.auth === 'oidc' || network.auth === 'proxy') {
    throw new SettingsError(
      'FES_AUTH',
      `FES_AUTH=${network.auth} is not available in this version. Use none on loopback, or network in a private container network.`,
    );
  }
  if (data.databaseUrl !== undefined && service !== 'ui' && service !== 'simulator') {
    throw new SettingsError(
      'DATABASE_URL',
      'DATABASE_URL is set, but Postgres is not available in this version. Leave it empty: SQLite files in FES_DATA_DIR are used.',
    );
  }
}

/** All or none; and keys and tokens come only by https from another machine. */
function refuseHalfOauth({ oauth }: SettingValues): void {
  const settings: [string, string | undefined][] = [
    ['FES_OAUTH_ISSUER', oauth.issuer],
    ['FES_OAUTH_AUDIENCE', oauth.audience],
    ['FES_OAUTH_JWKS_URL', oauth.jwksUrl],
  ];
  const isOn = settings.some(([, value]) => value !== undefined);
  for (const [name, value] of isOn ? settings : []) {
    if (value === undefined) {
      throw new SettingsError(
        name,
        `${name} is missing: FES_OAUTH_ISSUER, FES_OAUTH_AUDIENCE and FES_OAUTH_JWKS_URL are set together or not at all.`,
      );
    }
    const url = new URL(value);
    if (url.protocol === 'https:' || isLoopbackHost(url.hostname)) continue;
    throw new SettingsError(name, `${name} is plain http on another machine, where tokens could be read. Use https.`);
  }
}

/** A tool server alone recognises its callers by their tokens and needs nothing else. */
function hasOauthDoor({ oauth }: SettingValues, service: StartedService): boolean {
  return service === 'mcp' && oauth.issuer !== undefined;
}

function refuseOpenDoors(values: SettingValues, service: StartedService): void {
  const { network, secrets, sisense } = values;
  const beyondLoopback = !isLoopbackHost(network.bind);
  const byOauth = hasOauthDoor(values, service);
  if (network.auth === 'none' && !byOauth) refuseWithoutAuth(network, beyondLoopback);
  if (!beyondLoopback || service === 'ui' || service === 'simulator') return;
  if (secrets.mcpToken === undefined && !byOauth) {
    throw new SettingsError(
      'FES_MCP_TOKEN',
      `FES_BIND=${network.bind} is reachable from other machines, so tool server and backend need the same FES_MCP_TOKEN.`,
    );
  }
  if (sisense.hosts === undefined && service !== 'backend') {
    throw new SettingsError(
      'FES_SISENSE_HOSTS',
      `FES_BIND=${network.bind} is reachable from other machines, so FES_SISENSE_HOSTS must list the Sisense deployments that may be reached.`,
    );
  }
}

function refuseWithoutAuth(network: SettingValues['network'], beyondLoopback: boolean): void {
  if (beyondLoopback) {
    throw new SettingsError(
      'FES_BIND',
      `FES_BIND=${network.bind} is reachable from other machines, and FES_AUTH is none. Set FES_BIND=127.0.0.1, or FES_AUTH.`,
    );
  }
  const named = network.allowedHosts?.find((host) => !isLoopbackHost(host.replace(/:\d+$/, '')));
  if (named !== undefined) {
    throw new SettingsError(
      'FES_ALLOWED_HOSTS',
      `FES_ALLOWED_HOSTS admits ${named}, which is not this machine, and FES_AUTH is none. Set FES_AUTH, or remove that name.`,
    );
  }
  if (network.publicUrl !== undefined && !isLoopbackHost(new URL(network.publicUrl).hostname)) {
    throw new SettingsError(
      'FES_PUBLIC_URL',
      'FES_PUBLIC_URL is not an address of this machine, and FES_AUTH is none. Set FES_AUTH, or remove FES_PUBLIC_URL.',
    );
  }
}

function refuseSharedPorts({ network }: SettingValues): void {
  const taken = new Map<number, string>();
  const ports: [string, number][] = [
    ['FES_UI_PORT', network.uiPort],
    ['FES_BACKEND_PORT', network.backendPort],
    ['FES_MCP_PORT', network.mcpPort],
    ['FES_SIMULATOR_PORT', network.simulatorPort],
  ];
  if (network.simulatorPort !== 0) {
    if (network.simulatorPort === 65_535) {
      throw new SettingsError(
        'FES_SIMULATOR_PORT',
        'FES_SIMULATOR_PORT is 65535: the next port is needed too, choose a lower one.',
      );
    }
    ports.push(['FES_SIMULATOR_PORT (second deployment)', network.simulatorPort + 1]);
  }
  for (const [name, port] of ports) {
    const other = taken.get(port);
    if (port !== 0 && other !== undefined) {
      throw new SettingsError(name, `${other} and ${name} are both ${port}. Give each its own port.`);
    }
    taken.set(port, name);
  }
}

/** Tokens travel to these addresses; in clear only within the machine or a private container network. */
function refusePlainHttp({ network, ui, toolServer, llm }: SettingValues): void {
  const inside: [string, string | undefined][] = [
    ['FES_BACKEND_URL', ui.backendUrl],
    ['PYSISENSE_MCP_HTTP_URL', toolServer.url],
  ];
  const outside: [string, string | undefined][] = [
    ['AZURE_OPENAI_ENDPOINT', llm.azureEndpoint],
    ['DATABRICKS_HOST', llm.databricksHost],
    ['LLM_BASE_URL', llm.apiKey === undefined ? undefined : llm.baseUrl],
  ];
  for (const [name, address] of network.auth === 'network' ? outside : [...inside, ...outside]) {
    if (address === undefined) continue;
    const url = new URL(address);
    if (url.protocol === 'https:' || isLoopbackHost(url.hostname)) continue;
    throw new SettingsError(name, `${name} is plain http to another machine, and secrets travel there. Use https.`);
  }
}

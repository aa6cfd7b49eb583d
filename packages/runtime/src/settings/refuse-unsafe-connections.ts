import { existsSync } from 'node:fs';
import { createOriginPolicy } from '../origin-policy/origin-policy.ts';
import { parseDeployment } from '../origin-policy/parse-deployment.ts';
import type { SettingValues } from './definitions.ts';
import { SettingsError } from './settings-error.ts';

/** Connections that the operator configured: complete, reachable by policy, source and target not the same. */
export function refuseUnsafeConnections({ sisense }: SettingValues): void {
  if (sisense.connectionsFile !== undefined && !existsSync(sisense.connectionsFile)) {
    throw new SettingsError(
      'FES_CONNECTIONS_FILE',
      'FES_CONNECTIONS_FILE names a file that does not exist. Correct its path, or leave it out.',
    );
  }
  if (sisense.useDefaultTenant) {
    const prefix = 'PYSISENSE_DEFAULT_';
    complete({ prefix, switchName: 'PYSISENSE_USE_DEFAULT_TENANT', hosts: sisense.hosts }, [
      sisense.defaultDomain,
      sisense.defaultToken,
    ]);
  }
  if (!sisense.useDefaultMigrationTenants) return;
  const switchName = 'PYSISENSE_USE_DEFAULT_MIGRATION_TENANTS';
  const source = complete({ prefix: 'PYSISENSE_DEFAULT_SOURCE_', switchName, hosts: sisense.hosts }, [
    sisense.defaultSourceDomain,
    sisense.defaultSourceToken,
  ]);
  const target = complete({ prefix: 'PYSISENSE_DEFAULT_TARGET_', switchName, hosts: sisense.hosts }, [
    sisense.defaultTargetDomain,
    sisense.defaultTargetToken,
  ]);
  if (source === target) {
    throw new SettingsError(
      'PYSISENSE_DEFAULT_TARGET_DOMAIN',
      'PYSISENSE_DEFAULT_SOURCE_DOMAIN and PYSISENSE_DEFAULT_TARGET_DOMAIN are the same deployment.',
    );
  }
}

function complete(
  { prefix, switchName, hosts }: { prefix: string; switchName: string; hosts: string[] | undefined },
  [domain, token]: [string | undefined, string | undefined],
): string {
  if (domain === undefined || token === undefined) {
    const missing = `${prefix}${domain === undefined ? 'DOMAIN' : 'TOKEN'}`;
    throw new SettingsError(missing, `${switchName} is true, but ${missing} is not set.`);
  }
  try {
    const deployment = parseDeployment(domain);
    createOriginPolicy({ hosts }).checkName(deployment);
    return deployment.origin;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be used.';
    throw new SettingsError(`${prefix}DOMAIN`, `${prefix}DOMAIN cannot be used: ${reason}`);
  }
}

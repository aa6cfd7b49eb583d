import { readFileSync } from 'node:fs';
import { type Connection, type Connections, connectionSchema } from '@fes-assistant/protocol';
import { type Settings, SettingsError } from '@fes-assistant/runtime';
import { z } from 'zod';

/** Connections that the operator set up, for callers that bring none. Their tokens never leave this process. */
export interface StandingConnections {
  /** By the name that `FES-Connection-Name` says. */
  byName: Map<string, Connections>;
  chat?: Connection;
  migration?: { source: Connection; target: Connection };
}

const setting = 'FES_CONNECTIONS_FILE';

const fileSchema = z.record(
  z.string().min(1).max(200),
  z.union([connectionSchema, z.strictObject({ source: connectionSchema, target: connectionSchema })]),
);

/**
 * Reads the default tenants of the settings and the file named by `FES_CONNECTIONS_FILE`: a JSON object whose keys are
 * names and whose values are `{origin, token, verifyTls}` or `{source, target}` of such.
 *
 * @throws {SettingsError} one line, never with a value of the file.
 */
export function readStandingConnections({ sisense }: Pick<Settings, 'sisense'>): StandingConnections {
  const chat = tenant({ used: sisense.useDefaultTenant, key: 'default' }, sisense);
  const source = tenant({ used: sisense.useDefaultMigrationTenants, key: 'defaultSource' }, sisense);
  const target = tenant({ used: sisense.useDefaultMigrationTenants, key: 'defaultTarget' }, sisense);
  return {
    byName: sisense.connectionsFile === undefined ? new Map() : readFile(sisense.connectionsFile),
    ...(chat ? { chat } : {}),
    ...(source && target ? { migration: { source, target } } : {}),
  };
}

type Tenant = 'default' | 'defaultSource' | 'defaultTarget';

/** The settings were checked when they were loaded: a connection that is switched on is complete. */
function tenant({ used, key }: { used: boolean; key: Tenant }, sisense: Settings['sisense']): Connection | undefined {
  const { [`${key}Domain` as const]: origin, [`${key}Token` as const]: token } = sisense;
  if (!used || origin === undefined || token === undefined) return undefined;
  return { origin, token, verifyTls: sisense[`${key}Ssl`] };
}

function readFile(path: string): Map<string, Connections> {
  const entries = parseFile(path);
  return new Map(
    Object.entries(entries).map(([name, entry]): [string, Connections] => [
      name,
      'source' in entry ? { mode: 'migration', ...entry } : { mode: 'chat', only: entry },
    ]),
  );
}

function parseFile(path: string): z.infer<typeof fileSchema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new SettingsError(
      setting,
      `FES_CONNECTIONS_FILE cannot be read: ${path}. Give the path of a file that this user can read.`,
    );
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new SettingsError(
      setting,
      `FES_CONNECTIONS_FILE is not a JSON object of named connections, each {origin, token, verifyTls} or {source, target}: ${path}`,
    );
  }
}

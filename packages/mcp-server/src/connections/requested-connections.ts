import {
  type Connections,
  connectionHeaders,
  decodeConnection,
  InvalidConnectionHeader,
  type Mode,
} from '@fes-assistant/protocol';
import { Refusal } from '@fes-assistant/tools';
import type { StandingConnections } from './standing-connections.ts';

/**
 * Which deployments a request is about: its own headers, else the operator's entry it names, else the default tenants.
 * Arguments never say it.
 *
 * @throws {Refusal} when the headers contradict each other or cannot be read; never with their values.
 */
export function requestedConnections(headers: Headers | undefined, standing: StandingConnections): Connections {
  const only = headers?.get(connectionHeaders.connection) ?? null;
  const source = headers?.get(connectionHeaders.source) ?? null;
  const target = headers?.get(connectionHeaders.target) ?? null;
  if (only !== null) {
    if (source !== null || target !== null) {
      throw new Refusal(`Send either ${connectionHeaders.connection} or both other connection headers.`, 'invalid');
    }
    return { mode: 'chat', only: decode(only, connectionHeaders.connection) };
  }
  if (source !== null && target !== null) {
    return {
      mode: 'migration',
      source: decode(source, connectionHeaders.source),
      target: decode(target, connectionHeaders.target),
    };
  }
  if (source !== null || target !== null) {
    throw new Refusal(
      `A migration needs both ${connectionHeaders.source} and ${connectionHeaders.target}: connect the other deployment too.`,
      'no-connection',
    );
  }
  return standingConnections(headers?.get(connectionHeaders.connectionName) ?? null, standing);
}

/** Chat or migration, without judging whether the connections can be used: what is listed depends on it. */
export function requestedMode(headers: Headers | undefined, standing: StandingConnections): Mode {
  if (headers?.has(connectionHeaders.source) && headers.has(connectionHeaders.target)) return 'migration';
  if (headers?.has(connectionHeaders.connection)) return 'chat';
  const name = headers?.get(connectionHeaders.connectionName) ?? null;
  return name === null ? standingConnections(null, standing).mode : (standing.byName.get(name)?.mode ?? 'chat');
}

function standingConnections(name: string | null, standing: StandingConnections): Connections {
  if (name !== null) {
    const named = standing.byName.get(name);
    if (named) return named;
    throw new Refusal(
      'The operator has set up no connection of that name: check FES-Connection-Name.',
      'no-connection',
    );
  }
  if (standing.chat) return { mode: 'chat', only: standing.chat };
  return standing.migration ? { mode: 'migration', ...standing.migration } : { mode: 'chat' };
}

function decode(header: string, name: string) {
  try {
    return decodeConnection(header, name);
  } catch (error) {
    if (error instanceof InvalidConnectionHeader) throw new Refusal(error.message, 'invalid');
    throw error;
  }
}

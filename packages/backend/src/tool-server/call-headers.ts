import { connectionHeaders, encodeConnection, type Mode } from '@fes-assistant/protocol';
import type { Caller } from './tool-server.ts';

/** On whose behalf and on which deployments: said in headers, never in arguments. */
export function callHeaders({ principal, connections }: Caller, mcpToken: string): Record<string, string> {
  const basics = { Authorization: `Bearer ${mcpToken}`, [connectionHeaders.principal]: principal };
  if (connections.mode === 'migration') {
    const { source, target } = connections;
    return {
      ...basics,
      [connectionHeaders.source]: encodeConnection(source),
      [connectionHeaders.target]: encodeConnection(target),
    };
  }
  if (!connections.only) return basics;
  return { ...basics, [connectionHeaders.connection]: encodeConnection(connections.only) };
}

/** Who asks for the list of tools: it depends on the mode and on no deployment, so no real one is named. */
export function listingCaller(mode: Mode): Caller {
  const nowhere = { origin: 'https://listing.invalid', token: 'none', verifyTls: true };
  return {
    principal: 'backend',
    connections: mode === 'chat' ? { mode } : { mode, source: nowhere, target: nowhere },
  };
}

import type { Offer } from '@fes-assistant/backend';
import type { Connections } from '@fes-assistant/protocol';
import type { Settings } from '@fes-assistant/runtime';

/** The connections of FES_CONNECTIONS_FILE as offers of the page, one click each: the tokens stay on the server. */
export async function operatorOffers(settings: Settings): Promise<Offer[]> {
  if (settings.sisense.connectionsFile === undefined) return [];
  const { readStandingConnections } = await import('@fes-assistant/mcp-server');
  return [...readStandingConnections(settings).byName].flatMap(([name, connections]) => offersOf(name, connections));
}

function offersOf(name: string, connections: Connections): Offer[] {
  if (connections.mode === 'migration') {
    const { source, target } = connections;
    return [
      { name: `${name}/source`, title: `${name} (source)`, sides: ['source'], connection: source },
      { name: `${name}/target`, title: `${name} (target)`, sides: ['target'], connection: target },
    ];
  }
  if (!connections.only) return [];
  return [{ name, title: name, sides: ['only', 'source', 'target'], connection: connections.only }];
}

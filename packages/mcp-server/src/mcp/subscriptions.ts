import { ProtocolError, ProtocolErrorCode, type Server, type ServerContext } from '@modelcontextprotocol/server';
import type { RequestContext, ServerPart } from './server-part.ts';

interface SubscriptionWiring {
  server: Server;
  parts: ServerPart[];
  contextOf: (sdk: ServerContext) => RequestContext;
}

/** `resources/subscribe` of 2025-11-25: one watch for each URI of a session, ended with it. */
export function serveSubscriptions({ server, parts, contextOf }: SubscriptionWiring): void {
  const watched = new Map<string, () => void>();
  const stop = (uri: string) => {
    watched.get(uri)?.();
    watched.delete(uri);
  };
  server.setRequestHandler('resources/subscribe', ({ params: { uri } }, sdk) => {
    const changed = () => void server.sendResourceUpdated({ uri }).catch(() => undefined);
    const context = contextOf(sdk);
    const stopWatching = watchOf(parts, { uri, context, changed });
    if (!stopWatching) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such resource to subscribe to.', { uri });
    }
    stop(uri);
    watched.set(uri, stopWatching);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
    stop(uri);
    return {};
  });
  server.onclose = () => {
    for (const uri of [...watched.keys()]) stop(uri);
  };
}

function watchOf(
  parts: ServerPart[],
  { uri, ...watcher }: { uri: string; context: RequestContext; changed: () => void },
): (() => void) | undefined {
  for (const part of parts) {
    const stop = part.resources?.watch?.(uri, watcher);
    if (stop) return stop;
  }
  return undefined;
}

import { ProtocolError, ProtocolErrorCode, type Server, type ServerContext } from '@modelcontextprotocol/server';
import { maxWatched } from './listen-bus.ts';
import type { RequestContext, ServerPart, WatchResource } from './server-part.ts';

interface SubscriptionWiring {
  server: Server;
  parts: ServerPart[];
  contextOf: (sdk: ServerContext) => RequestContext;
}

/** `resources/subscribe` of 2025-11-25: one watch for each URI of a session, ended with it. */
export function serveSubscriptions({ server, parts, contextOf }: SubscriptionWiring): void {
  const watched = new Map<string, () => void>();
  const watch = watchOf(parts);
  const stop = (uri: string) => {
    watched.get(uri)?.();
    watched.delete(uri);
  };
  server.setRequestHandler('resources/subscribe', async ({ params: { uri } }, sdk) => {
    const context = contextOf(sdk);
    const changed = () => void server.sendResourceUpdated({ uri }).catch(() => undefined);
    stop(uri);
    if (watched.size >= maxWatched) throw refusal(`At most ${maxWatched} resources can be watched at once.`, uri);
    const stopWatching = (await isThere(parts, { uri, context }))
      ? watch(uri, { principal: context.principal, changed })
      : undefined;
    if (!stopWatching) throw refusal('There is no such resource to subscribe to.', uri);
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

/** Watches with the part whose resource it is. */
export function watchOf(parts: ServerPart[]): WatchResource {
  return (uri, watcher) => {
    for (const part of parts) {
      const stop = part.resources?.watch?.(uri, watcher);
      if (stop) return stop;
    }
    return undefined;
  };
}

async function isThere(
  parts: ServerPart[],
  { uri, context }: { uri: string; context: RequestContext },
): Promise<boolean> {
  for (const part of parts) if (part.resources?.watch && (await part.resources.read(uri, context))) return true;
  return false;
}

function refusal(message: string, uri: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message, { uri });
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { ProtocolErrorCode, type ServerEventBus } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { WatchResource } from './server-part.ts';

/** How many resources one client may watch at once. */
export const maxWatched = 200;

const listenSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  params: z.looseObject({ notifications: z.looseObject({ resourceSubscriptions: z.array(z.string()) }) }),
});

interface Listening {
  uris: string[];
  principal: string;
}

/** Changes of resources for `subscriptions/listen`. */
export interface ListenBus {
  /** For the SDK's handler: each stream that it opens hears only of what its own caller may read. */
  bus: ServerEventBus;
  /** Serves one `subscriptions/listen` with its parsed body on behalf of a principal. */
  serve(about: { body: unknown; principal: string }, serve: () => Promise<Response>): Promise<Response>;
}

/**
 * The SDK's bus tells every stream of every change and knows no principals. Here nothing is published: when the SDK opens a
 * stream, the resources that its request named are watched for its caller, until the stream closes.
 */
export function createListenBus(watch: WatchResource): ListenBus {
  const listening = new AsyncLocalStorage<Listening>();
  return {
    bus: {
      publish: () => undefined,
      subscribe(listener) {
        const { uris, principal } = listening.getStore() ?? { uris: [], principal: '' };
        const stops = uris.map((uri) =>
          watch(uri, { principal, changed: () => listener({ kind: 'resource_updated', uri }) }),
        );
        return () => {
          for (const stop of stops) stop?.();
        };
      },
    },
    async serve({ body, principal }, serve) {
      const parsed = listenSchema.safeParse(body);
      const named = parsed.success ? parsed.data.params.notifications.resourceSubscriptions : [];
      const uris = [...new Set(named)];
      if (uris.length > maxWatched) return tooMany(parsed.data?.id ?? null);
      return listening.run({ uris, principal }, serve);
    },
  };
}

function tooMany(id: string | number | null): Response {
  const message = `Invalid params: at most ${maxWatched} resources can be watched at once.`;
  return Response.json({ jsonrpc: '2.0', id, error: { code: ProtocolErrorCode.InvalidParams, message } });
}

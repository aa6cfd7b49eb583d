import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { maxWatched } from './listen-bus.ts';
import type { WatchResource } from './server-part.ts';

interface StdioListensOptions {
  watch: WatchResource;
  principal: string;
  /** Tells the host that a resource changed; the SDK passes it to the streams that asked for this URI. */
  changed: (uri: string) => void;
}

const requestId = z.union([z.string(), z.number()]);
const listenSchema = z.looseObject({
  id: requestId,
  method: z.literal('subscriptions/listen'),
  params: z.looseObject({ notifications: z.looseObject({ resourceSubscriptions: z.array(z.string()) }) }),
});
const cancelSchema = z.looseObject({
  method: z.literal('notifications/cancelled'),
  params: z.looseObject({ requestId }),
});

/**
 * The transport of a host on stdio, watching what `subscriptions/listen` of 2026-07-28 names. The SDK answers that request and
 * passes change notifications on to it, but tells nobody which resources to look at.
 */
export function watchStdioListens(inner: Transport, options: StdioListensOptions): Transport {
  const watched = new Map<string | number, (() => void)[]>();

  function stop(id: string | number): void {
    for (const end of watched.get(id) ?? []) end();
    watched.delete(id);
  }
  function stopAll(): void {
    for (const id of [...watched.keys()]) stop(id);
  }
  function listen(id: string | number, named: string[]): void {
    stop(id);
    const left = maxWatched - [...watched.values()].flat().length;
    const uris = [...new Set(named)].slice(0, Math.max(left, 0));
    const { principal, changed } = options;
    const ends = uris.map((uri) => options.watch(uri, { principal, changed: () => changed(uri) }));
    watched.set(
      id,
      ends.filter((end) => end !== undefined),
    );
  }
  function note(message: JSONRPCMessage): void {
    const asked = listenSchema.safeParse(message);
    if (asked.success) listen(asked.data.id, asked.data.params.notifications.resourceSubscriptions);
    const left = cancelSchema.safeParse(message);
    if (left.success) stop(left.data.params.requestId);
  }

  const outer: Transport = {
    async start() {
      inner.onmessage = (message, extra) => {
        note(message);
        outer.onmessage?.(message, extra);
      };
      inner.onerror = (error) => outer.onerror?.(error);
      inner.onclose = () => {
        stopAll();
        outer.onclose?.();
      };
      await inner.start();
    },
    send: (message, sending) => inner.send(message, sending),
    close: () => inner.close(),
  };
  return outer;
}

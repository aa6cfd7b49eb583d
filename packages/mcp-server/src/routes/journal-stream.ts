import type { JournalEntry } from '@fes-assistant/protocol';

const keepAliveMs = 15_000;

/**
 * Journal entries as server-sent events: `id` is the entry's `seq`, `data` its JSON. An entry is taken only when the reader
 * wants one, so a slow reader holds nothing in memory; one that comes back asks for what follows its last id.
 */
export function journalStream(entries: AsyncIterable<JournalEntry>, leave: AbortController): Response {
  const encoder = new TextEncoder();
  const iterator = entries[Symbol.asyncIterator]();
  let keepAlive: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      keepAlive = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': keep-alive\n\n'));
      }, keepAliveMs);
      keepAlive.unref();
      controller.enqueue(encoder.encode(': journal\n\n'));
    },
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) {
        clearInterval(keepAlive);
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(`id: ${next.value.seq}\ndata: ${JSON.stringify(next.value)}\n\n`));
    },
    cancel() {
      clearInterval(keepAlive);
      leave.abort();
    },
  });
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  };
  return new Response(body, { headers });
}

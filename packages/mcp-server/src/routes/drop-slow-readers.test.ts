import { connect } from 'node:net';
import { listen } from '@fes-assistant/runtime';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { dropSlowReaders } from './drop-slow-readers.ts';

const chunk = new Uint8Array(64 * 1024).fill(97);

/** A server that streams this many chunks, and says when their reader was dropped. */
async function startStream({ chunks, limits }: { chunks: number; limits: { maxBytes: number; patienceMs: number } }) {
  const { promise: cancelled, resolve } = Promise.withResolvers<unknown>();
  const app = new Hono();
  app.use(dropSlowReaders(limits));
  app.get('/', () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent <= chunks) controller.enqueue(chunk);
        else if (Number.isFinite(limits.maxBytes)) controller.close();
      },
      cancel: resolve,
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  const server = await listen(app, { port: 0, settingName: 'FES_MCP_PORT' });
  onTestFinished(() => server.close());
  return { url: server.url, port: server.port, cancelled };
}

/** A client that asks and then reads nothing; settles when the server hangs up. */
function stall(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  socket.pause();
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
}

test('a reader that keeps up gets everything, however large its events are', async () => {
  const { url } = await startStream({ chunks: 100, limits: { maxBytes: 10 * 1024 * 1024, patienceMs: 60_000 } });
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(100 * chunk.byteLength);
});

test('a reader that leaves too much unread is dropped', async () => {
  const { port, cancelled } = await startStream({
    chunks: 2_000,
    limits: { maxBytes: 256 * 1024, patienceMs: 60_000 },
  });
  void stall(port);
  expect(await cancelled).toContain('too slow');
});

test('a reader that takes nothing for too long is dropped, however little waits', async () => {
  const limits = { maxBytes: Number.POSITIVE_INFINITY, patienceMs: 100 };
  const { port, cancelled } = await startStream({ chunks: 500, limits });
  void stall(port);
  expect(await cancelled).toContain('too slow');
});

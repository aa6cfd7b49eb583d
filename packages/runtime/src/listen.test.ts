import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { CannotListen, type Listening, type ListenOptions, listen, PortTaken } from './listen.ts';

const open: Listening[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close({ graceMs: 0 })));
});

async function started(app: Hono, options: Partial<ListenOptions> = {}): Promise<Listening> {
  const server = await listen(app, { port: 0, settingName: 'FES_UI_PORT', ...options });
  open.push(server);
  return server;
}

function hello(): Hono {
  const app = new Hono();
  app.get('/health', (context) => context.json({ status: 'ok' }));
  app.onError((_error, context) => context.text('cut off', 400));
  app.post('/echo', async (context) => context.text(await context.req.text()));
  return app;
}

test('the address that is given back answers', async () => {
  const { url, port } = await started(hello());
  expect(url).toBe(`http://localhost:${port}`);
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
});

test('a taken port is one line with the port and the setting', async () => {
  const { port } = await started(hello());
  const second = listen(hello(), { port, settingName: 'FES_UI_PORT' });
  await expect(second).rejects.toThrow(PortTaken);
  await expect(second).rejects.toThrow(`Port ${port} is taken: set FES_UI_PORT to another one.`);
});

test('a bind address of another machine is one line', async () => {
  const foreign = listen(hello(), { port: 0, host: '192.0.2.1', settingName: 'FES_UI_PORT' });
  await expect(foreign).rejects.toThrow(CannotListen);
  await expect(foreign).rejects.toThrow('192.0.2.1 is not an address of this machine: set FES_BIND to another one.');
});

test('half requests are cut off, and others are answered meanwhile', async () => {
  const { url, port } = await started(hello(), { timeouts: { headersMs: 200, requestMs: 400 } });
  const body = 'POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello';
  const cuts = Array.from({ length: body.length - 1 }, (_, at) => body.slice(0, at + 1));
  const ended = cuts.map((part) => untilClosed(port, (socket) => socket.write(part)));
  for (let round = 0; round < 20; round++) expect((await fetch(`${url}/health`)).status).toBe(200);
  const answers = await Promise.all(ended);
  for (const answer of answers) expect(answer).not.toContain('200 OK');
});

test('a client that drips its header is cut off', async () => {
  const { port } = await started(hello(), { timeouts: { headersMs: 200, requestMs: 400 } });
  const answer = await untilClosed(port, (socket) => {
    socket.write('GET /health HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 20);
    socket.on('close', () => clearInterval(drip));
  });
  expect(answer).toMatch(/^(HTTP\/1.1 408|$)/);
});

test('closing lets an answer under way finish', async () => {
  const app = new Hono();
  let arrived: () => void = () => {};
  const inHandler = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let finish: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    finish = resolve;
  });
  app.get('/slow', async (context) => {
    arrived();
    await released;
    return context.text('whole');
  });
  const server = await listen(app, { port: 0, settingName: 'FES_UI_PORT' });
  const answer = fetch(`${server.url}/slow`);
  await inHandler;
  const closing = server.close({ graceMs: 10_000 });
  finish();
  expect(await (await answer).text()).toBe('whole');
  await closing;
  await expect(fetch(`${server.url}/slow`)).rejects.toThrow();
});

test('closing cuts a stream that would never end', async () => {
  const app = new Hono();
  app.get(
    '/stream',
    () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([65])) })),
  );
  const server = await listen(app, { port: 0, settingName: 'FES_UI_PORT' });
  const reader = (await fetch(`${server.url}/stream`)).body?.getReader();
  await reader?.read();
  await server.close({ graceMs: 50 });
  await expect(reader?.read()).rejects.toThrow();
});

function untilClosed(port: number, talk: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => talk(socket));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

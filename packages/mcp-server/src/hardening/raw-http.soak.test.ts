import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Listening, listen } from '@fes-assistant/runtime';
import { amount, isSoak, reached } from '@fes-assistant/testing';
import { expect, onTestFinished, test } from 'vitest';
import { openFuzzTarget } from '../../test/hostile/fuzz-target.ts';
import { ambiguousRequests, oddRequests, soundRawRequests } from '../../test/raw-requests.ts';
import { statusesIn, type Talk, talk } from '../../test/raw-socket.ts';
import { chatHeaders } from '../../test/start-test-server.ts';

const timeouts = { headersMs: 300, requestMs: 600 };
/** How long after its time a connection may still be there; the limits are looked at now and then. */
const graceMs = 5_000;
const atOnce = 40;

async function startRaw() {
  const target = await openFuzzTarget();
  const server = await listen(target.app, { port: 0, settingName: 'FES_MCP_PORT', timeouts });
  onTestFinished(() => server.close({ graceMs: 0 }));
  return { ...target, server };
}

/** `/health` is asked all the while, and beside it a server of nothing, to know what the machine itself took. */
async function whileHealthy(server: Listening, work: () => Promise<void>) {
  const bare = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
  const figures = { asked: 0, failed: 0, worstMs: 0, worstOverBareMs: 0 };
  let isOver = false;
  const polling = (async () => {
    while (!isOver) {
      const [healthMs, bareMs] = await Promise.all([timeOf(`${server.url}/health`), timeOf(bareUrl)]);
      figures.asked += 1;
      if (healthMs === undefined) figures.failed += 1;
      figures.worstMs = Math.max(figures.worstMs, healthMs ?? 0);
      figures.worstOverBareMs = Math.max(figures.worstOverBareMs, (healthMs ?? 0) - (bareMs ?? 0));
      await pause(10);
    }
  })();
  await work();
  isOver = true;
  await polling;
  bare.close();
  bare.closeAllConnections();
  return figures;
}

async function timeOf(url: string): Promise<number | undefined> {
  const start = performance.now();
  const response = await fetch(url).catch(() => undefined);
  await response?.text();
  return response?.status === 200 ? performance.now() - start : undefined;
}

async function talkAll(talks: Talk[], judge: (heard: { text: string; openMs: number }, at: number) => void) {
  let next = 0;
  const worker = async () => {
    while (next < talks.length) {
      const at = next;
      next += 1;
      const one = talks[at];
      if (one) judge(await talk(one), at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
}

async function untilSockets(atMost: number): Promise<number> {
  for (let wait = 0; wait < 100 && openSockets() > atMost; wait += 1) await pause(50);
  return openSockets();
}

function report({
  what,
  sent,
  figures,
  wrong,
}: {
  what: string;
  sent: number;
  figures: { asked: number; worstMs: number; worstOverBareMs: number };
  wrong: number;
}) {
  const { worstMs, worstOverBareMs } = figures;
  const got = `${sent.toLocaleString('en')} connections, ${wrong} wrong, /health at worst ${worstMs.toFixed(0)} ms (${worstOverBareMs.toFixed(0)} ms over a bare server)`;
  reached({
    target: 'T-27',
    what,
    wanted: '/health ≤ 100 ms more than a bare server beside it, 0 wrong',
    got,
    ok: wrong === 0 && worstOverBareMs <= 100,
  });
}

test('five requests cut at every byte are answered with nothing, closed in time and hold no socket', {
  timeout: 3_600_000,
}, async () => {
  const { server, runs } = await startRaw();
  const before = openSockets();
  const step = amount({ share: 45, all: 1 });
  const cuts = soundRawRequests(chatHeaders()).flatMap((request) =>
    Array.from({ length: Math.ceil((request.length - 1) / step) }, (_, at) => request.slice(0, at * step + 1)),
  );
  const talks = cuts.flatMap((part): Talk[] =>
    (['wait', 'end', 'reset'] as const).map((last) => ({ port: server.port, parts: [part], finally: last })),
  );
  const wrong: string[] = [];
  const figures = await whileHealthy(server, () =>
    talkAll(talks, ({ text, openMs }, at) => {
      const isRefused = statusesIn(text).every((status) => status >= 400 && status < 500);
      if (!isRefused || openMs > timeouts.requestMs + graceMs) wrong.push(`${at}: ${openMs} ms ${text.slice(0, 200)}`);
    }),
  );
  report({ what: 'requests cut at every byte', sent: talks.length, figures, wrong: wrong.length });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(figures.failed).toBe(0);
  expect(runs()).toBe(0);
  expect(await untilSockets(before + 10)).toBeLessThanOrEqual(before + 10);
});

test('who drips headers or a body is cut off in time', { timeout: 600_000 }, async () => {
  const { server, runs } = await startRaw();
  const drips = amount({ share: 20, all: 400 });
  const [whole = ''] = soundRawRequests(chatHeaders());
  const [head = '', body = ''] = whole.split('\r\n\r\n');
  const talks = Array.from({ length: drips }, (_, at): Talk => {
    const dripped = at % 2 === 0 ? [...head] : [`${head}\r\n\r\n`, ...body];
    return { port: server.port, parts: dripped, pauseMs: 25, finally: 'wait' };
  });
  const wrong: string[] = [];
  const figures = await whileHealthy(server, () =>
    talkAll(talks, ({ text, openMs }) => {
      const isRefused = statusesIn(text).every((status) => status >= 400 && status < 500);
      if (!isRefused || openMs > timeouts.requestMs + graceMs) wrong.push(`${openMs} ms ${text.slice(0, 200)}`);
    }),
  );
  report({ what: 'slow headers and bodies', sent: drips, figures, wrong: wrong.length });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(figures.failed).toBe(0);
  expect(runs()).toBe(0);
});

test('what two parsers could read in two ways is not served, nor what hides in it', { timeout: 600_000 }, async () => {
  const { server, runs } = await startRaw();
  const times = amount({ share: 1, all: 50 });
  const all = Array.from({ length: times }, () => ambiguousRequests).flat();
  const talks = all.map(([, request]): Talk => ({ port: server.port, parts: [request], finally: 'end' }));
  const wrong: string[] = [];
  const figures = await whileHealthy(server, () =>
    talkAll(talks, ({ text, openMs }, at) => {
      const statuses = statusesIn(text);
      const isRefused = statuses.length <= 1 && statuses.every((status) => status >= 400 && status !== 500);
      const isClosed = openMs < timeouts.requestMs + graceMs;
      if (!isRefused || !isClosed) wrong.push(`${all[at]?.[0]}: ${openMs.toFixed(0)} ms ${text.slice(0, 200)}`);
    }),
  );
  report({ what: 'ambiguous requests and noise', sent: talks.length, figures, wrong: wrong.length });
  expect(wrong).toEqual([]);
  expect(figures.failed).toBe(0);
  expect(runs()).toBe(0);
});

test.each(oddRequests)('%s gets one answer over HTTP/1.1', async (_kind, request) => {
  const { server } = await startRaw();
  const { text } = await talk({
    port: server.port,
    parts: [request],
    finally: 'end',
  });
  expect(statusesIn(text)).toEqual([200]);
});

test('requests that come in one piece are answered in their order', async () => {
  const { server } = await startRaw();
  const many = amount({ share: 40, all: 2_000 });
  const paths = Array.from({ length: many }, (_, at) =>
    at % 3 === 0 ? '/health' : at % 3 === 1 ? '/mcp' : '/nothing',
  );
  const one = (path: string, at: number) =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${at === many - 1 ? 'Connection: close\r\n' : ''}\r\n`;
  const { text } = await talk({ port: server.port, parts: [paths.map(one).join('')], finally: 'wait' });
  const wanted = paths.map((path) => ({ '/health': 200, '/mcp': 400, '/nothing': 404 })[path]);
  expect(statusesIn(text)).toEqual(wanted);
  if (isSoak) reached({ target: 'T-27', what: 'requests in one piece', wanted: 'all in order', got: many, ok: true });
});

import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startTestServer } from '../../test/start-test-server.ts';

const routes: [string, string][] = [
  ['GET', '/health'],
  ['GET', '/ready'],
  ['POST', '/mcp'],
  ['POST', '/mcp/'],
  ['GET', '/mcp'],
  ['DELETE', '/mcp'],
  ['POST', '/mcp/cancel'],
  ['DELETE', '/connections'],
  ['GET', '/operations/x'],
  ['GET', '/operations/x/events'],
  ['POST', '/operations/x/approve'],
  ['POST', '/operations/x/decline'],
  ['GET', '/approve/x'],
  ['POST', '/approve/x'],
  ['POST', '/approve/x/code'],
];

/** One request with exactly these headers; `fetch` does not let a caller choose Host. */
function send(url: string, { method, path, headers, body }: Sent): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method, headers, setHost: headers['host'] === undefined },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

describe.each(routes)('%s %s', (method, path) => {
  test('turns away foreign hosts, pages of other origins and wrong content types', async () => {
    const { url } = await startTestServer();
    const base = { method, path };
    const foreignHost = await send(url, { ...base, headers: { host: 'evil.example' } });
    const foreignPage = await send(url, { ...base, headers: { origin: 'https://evil.example' } });
    const opaquePage = await send(url, { ...base, headers: { origin: 'null' } });
    const crossSite = await send(url, { ...base, headers: { 'sec-fetch-site': 'cross-site' } });
    expect([foreignHost, foreignPage, opaquePage, crossSite].map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    if (method === 'GET') return;
    const plain = await send(url, {
      ...base,
      headers: { 'content-type': 'text/plain', 'content-length': '2' },
      body: '{}',
    });
    expect(plain.status).toBe(415);
  });
});

test('health says what the Python implementation said', async () => {
  const { url } = await startTestServer();
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
    ok: true,
    modules: ['access'],
    mutations_allowed: true,
    registry_path: 'config/tools.registry.with_examples.json',
  });
  expect((await fetch(`${url}/ready`)).status).toBe(200);
});

test('a token that is not ours is refused everywhere, and only its owner may name a person', async () => {
  const { url, mcpToken } = await startTestServer();
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/mcp`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' });
  expect((await post({ authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await post({ 'FES-Principal': 'somebody' })).status).toBe(401);
  expect((await post({ authorization: `Bearer ${mcpToken}`, 'FES-Principal': 'some body' })).status).toBe(401);
  expect((await fetch(`${url}/operations/x`)).status).toBe(401);
});

test('beyond loopback it does not start without a way to recognise people', async () => {
  await expect(startTestServer({ env: { FES_BIND: '0.0.0.0' } })).rejects.toThrow('FES_AUTH');
});

test('a session that is not the caller’s own answers 404, for every method', async () => {
  const { url } = await startTestServer();
  const headers = {
    'mcp-session-id': 'of-somebody-else',
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  expect((await fetch(`${url}/mcp`, { method: 'POST', headers, body })).status).toBe(404);
  const { accept } = headers;
  const get = { accept, 'mcp-session-id': 'of-somebody-else' };
  expect((await fetch(`${url}/mcp`, { headers: get })).status).toBe(404);
  expect((await fetch(`${url}/mcp`, { method: 'DELETE', headers: get })).status).toBe(404);
});

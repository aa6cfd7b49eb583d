import { expect, test } from 'vitest';
import { startTestServer } from '../../test/start-test-server.ts';

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

import { expect, test } from 'vitest';
import { startTestServer } from '../../test/start-test-server.ts';

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

async function answerTo(body: string | Uint8Array<ArrayBuffer>) {
  const { url } = await startTestServer();
  const response = await fetch(`${url}/mcp`, { method: 'POST', headers, body });
  return { status: response.status, said: await response.text() };
}

test.each([
  ['lists in lists without end', '['.repeat(200_000), 'more than 64 levels deep'],
  ['objects in objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'more than 64 levels deep'],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'not valid JSON in UTF-8'],
  ['half a message', '{"jsonrpc":"2.0","id":1,', 'not valid JSON in UTF-8'],
  ['nothing', '', 'not valid JSON in UTF-8'],
])('%s is a parse error', async (_kind, body, reason) => {
  const { status, said } = await answerTo(body);
  expect(status).toBe(400);
  expect(JSON.parse(said)).toMatchObject({
    id: null,
    error: { code: -32_700, message: expect.stringContaining(reason) },
  });
});

test('brackets in texts are no nesting, and a byte order mark is no mistake', async () => {
  const { said } = await answerTo(
    `\uFEFF${JSON.stringify({ jsonrpc: '2.0', id: 1, method: `\\"${'['.repeat(500)}` })}`,
  );
  expect(said).toContain('Mcp-Session-Id is missing');
});

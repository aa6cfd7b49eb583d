import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chatHeaders, here, startTestServer } from '../test/start-test-server.ts';

const methods = [
  'initialize',
  'server/discover',
  'tools/list',
  'tools/call',
  'resources/read',
  'resources/subscribe',
  'subscriptions/listen',
  'completion/complete',
  'notifications/cancelled',
  'ping',
  '__proto__',
];
const capabilities = 'io.modelcontextprotocol/clientCapabilities';
const version = 'io.modelcontextprotocol/protocolVersion';

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('access_drop_box', 'access_list_boxes', 'operations_get', '$r1.rows[*].x'),
);
const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text);
const args = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('name', '__proto__', 'constructor', 'token')), value, {
  maxKeys: 4,
});
const meta = fc.record(
  {
    [version]: fc.oneof(fc.constant('2026-07-28'), value),
    [capabilities]: fc.oneof(fc.constant({}), value),
    progressToken: value,
  },
  { requiredKeys: [] },
);
const params = fc.record(
  {
    name: text,
    uri: text,
    cursor: value,
    arguments: fc.oneof(args, value),
    requestState: value,
    inputResponses: value,
    _meta: fc.oneof(meta, value),
  },
  { requiredKeys: [] },
);
const message = fc.record(
  {
    jsonrpc: fc.oneof(fc.constant('2.0'), value),
    id: fc.oneof(fc.nat(), value),
    method: fc.oneof(fc.constantFrom(...methods), value),
    params: fc.oneof(params, value),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  { weight: 8, arbitrary: message.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: fc.array(message, { maxLength: 4 }).map((batch) => JSON.stringify(batch)) },
  { weight: 1, arbitrary: fc.string() },
);
const headers = fc.record(
  {
    'mcp-protocol-version': fc.constantFrom('2026-07-28', '2025-11-25', '1', 'x'),
    'mcp-method': fc.constantFrom(...methods),
    'mcp-name': fc.constantFrom('access_drop_box', 'x'),
    'mcp-session-id': fc.constantFrom('x', ''),
    'fes-connection': fc.constantFrom('x', 'e30', '%%%'),
  },
  { requiredKeys: [] },
);

/** A sound envelope with headers that match, so that what is hostile in it reaches a handler. */
const sound = fc
  .record({ id: fc.nat(), method: fc.constantFrom(...methods), params })
  .map(({ id, method, params: given }) => {
    const envelope = { [version]: '2026-07-28', [capabilities]: { elicitation: { form: {} } } };
    const sent = { jsonrpc: '2.0', id, method, params: { ...given, _meta: envelope } };
    const name = given.name ?? given.uri ?? '';
    return {
      sent: JSON.stringify(sent),
      more: {
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': method,
        ...(/^[\x21-\x7e]+$/.test(name) ? { 'mcp-name': name } : {}),
      },
    };
  });
const broken = fc.record({ sent: body, more: headers });

const runs = 800;

/** Whatever is sent, no crash, no inside of the program in an answer, and nothing changed. */
test('no message makes the server fail, tell of its inside, or change anything', { timeout: 120_000 }, async () => {
  const { url, world } = await startTestServer();
  const send = async (sent: string, more: Record<string, string | undefined>) => {
    const stop = AbortSignal.timeout(2_000);
    const answer = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...chatHeaders(),
        ...(more as Record<string, string>),
      },
      body: sent,
      signal: stop,
    });
    const said = await answer.text().catch(() => '');
    return { status: answer.status, said };
  };
  await fc.assert(
    fc.asyncProperty(fc.oneof(sound, broken), async ({ sent, more }) => {
      const { status, said } = await send(sent, more);
      expect(status, said).toBeLessThan(500);
      expect(said).not.toMatch(/-32603|node_modules|\.ts:\d|\\n +at /);
    }),
    { numRuns: runs, seed: 20_261_124 },
  );
  expect([...world.boxesOf(here).keys()]).toEqual(['red', 'blue']);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

import { expect, test } from 'vitest';
import { chatHeaders, startTestServer } from '../../test/start-test-server.ts';

const plain = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** A session of 2025-11-25 on the wire, over a deployment that does not answer until it is let. */
async function openSession() {
  const hung = Promise.withResolvers<void>();
  const { url, world } = await startTestServer({
    connect: (connection, admitted) => {
      const sisense = world.connect(connection, admitted);
      const { me } = sisense.users;
      Object.assign(sisense.users, { me: () => hung.promise.then(() => me()) });
      return sisense;
    },
  });
  let session: Record<string, string> = {};
  const send = (message: unknown, revision = '2025-11-25') =>
    fetch(`${url}/mcp`, {
      method: 'POST',
      headers: { ...plain, ...chatHeaders(), ...session, 'mcp-protocol-version': revision },
      body: JSON.stringify(message),
    });
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const opened = await send({ jsonrpc: '2.0', id: 'open', method: 'initialize', params });
  await opened.text();
  session = { 'mcp-session-id': opened.headers.get('mcp-session-id') ?? '' };
  return { send, letAnswer: () => hung.resolve() };
}

const list = (id: number) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'access_list_boxes', arguments: {} },
});
const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' });

test('a cancelled request ends its stream at once', async () => {
  const { send } = await openSession();
  const waiting = send(list(0));
  await waiting;
  const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } };
  expect((await send(cancelled)).status).toBe(202);
  expect(await (await waiting).text()).toContain('The request was cancelled.');
});

test('an id that still waits for its answer is refused, and is free afterwards', async () => {
  const { send, letAnswer } = await openSession();
  const waiting = send(list(0));
  await waiting;
  const second = await send(ping(0));
  expect(second.status).toBe(400);
  expect(await second.text()).toContain('still waits for its answer');
  letAnswer();
  expect(await (await waiting).text()).toContain('"name":"red"');
  expect(await (await send(ping(0))).text()).toContain('"result":{}');
});

test('only the oldest clients may send lists of messages, and never with one id twice', async () => {
  const { send } = await openSession();
  expect((await send([ping(1), ping(2)])).status).toBe(400);
  expect((await send([ping(1), ping(1)], '2025-03-26')).status).toBe(400);
  const both = await (await send([ping(1), ping(2)], '2025-03-26')).text();
  expect(both.match(/"result":\{\}/g)).toHaveLength(2);
});

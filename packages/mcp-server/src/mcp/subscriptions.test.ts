import type { ChangeAnswer, Operation } from '@fes-assistant/protocol';
import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { modernCall, modernRequest } from '../../test/modern-call.ts';
import { chatHeaders, connectClient, startTestServer } from '../../test/start-test-server.ts';

const dropRed = { name: 'access_drop_box', arguments: { name: 'red' } };

interface Proposed {
  result: { structuredContent: ChangeAnswer };
}

async function startForAnn() {
  const server = await startTestServer();
  const headersOf = (principal: string) => ({
    ...chatHeaders(),
    authorization: `Bearer ${server.mcpToken}`,
    'FES-Principal': principal,
  });
  const headers = headersOf('ann');
  const proposed = await modernCall(server.url, { method: 'tools/call', params: dropRed, headers });
  const { operation_id, digest } = (proposed as unknown as Proposed).result.structuredContent;
  const approve = () =>
    fetch(`${server.url}/operations/${operation_id}/approve`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ digest }),
    });
  return { ...server, headersOf, approve, uri: `fes://operation/${operation_id}` };
}

async function stateOf(client: Client, uri: string): Promise<Operation['state']> {
  const { contents } = await client.readResource({ uri });
  return (JSON.parse((contents[0] as { text: string }).text) as Operation).state;
}

/** A 2026-07-28 stream of what changed: its messages one by one. */
async function listen(url: string, { uris, headers }: { uris: string[]; headers: Record<string, string> }) {
  const params = { notifications: { resourceSubscriptions: uris } };
  const response = await modernRequest(url, { method: 'subscriptions/listen', params, headers });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('There is no stream.');
  onTestFinished(() => reader.cancel());
  let text = '';
  const until = async (word: string): Promise<string> => {
    while (!text.includes(word)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`The stream ended without ${word}: ${text}`);
      text += value;
    }
    return text;
  };
  return { until, text: () => text };
}

describe('an operation that is watched', () => {
  test('tells a 2025-11-25 session that it changed, until it does not want to know', async () => {
    const { url, uri, headersOf, approve } = await startForAnn();
    const told: string[] = [];
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const client = await connectClient(url, {
      revision: '2025-11-25',
      headers: headersOf('ann'),
      prepare: (one) =>
        one.setNotificationHandler('notifications/resources/updated', async ({ params }) => {
          told.push(params.uri);
          if ((await stateOf(one, uri)) === 'ended') resolve();
        }),
    });
    expect(client.getServerCapabilities()?.resources?.subscribe).toBe(true);
    await client.subscribeResource({ uri });
    expect((await approve()).status).toBe(200);
    await ended;
    expect(new Set(told)).toEqual(new Set([uri]));
    await client.unsubscribeResource({ uri });
    await expect(client.subscribeResource({ uri: 'fes://operation/of-nobody' })).rejects.toThrow('no such resource');
    await expect(client.subscribeResource({ uri: 'fes://catalog' })).rejects.toThrow('no such resource');
  });

  test('tells a 2026-07-28 stream of its own person, and no other', async () => {
    const { url, uri, headersOf, approve } = await startForAnn();
    const ann = await listen(url, { uris: [uri], headers: headersOf('ann') });
    const bob = await listen(url, { uris: [uri], headers: headersOf('bob') });
    await Promise.all([ann.until('subscriptions/acknowledged'), bob.until('subscriptions/acknowledged')]);
    expect((await approve()).status).toBe(200);
    expect(await ann.until('notifications/resources/updated')).toContain(`"uri":"${uri}"`);
    expect(bob.text()).not.toContain('notifications/resources/updated');
  });

  test('is one of at most 200', async () => {
    const { url, headersOf } = await startForAnn();
    const resourceSubscriptions = Array.from({ length: 201 }, (_, index) => `fes://operation/${index}`);
    const params = { notifications: { resourceSubscriptions } };
    const answer = await modernCall(url, { method: 'subscriptions/listen', params, headers: headersOf('ann') });
    expect(answer.error).toMatchObject({ code: -32602 });
  });
});

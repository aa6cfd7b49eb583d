import type { ChangeAnswer, JournalEntry, OperationAnswer } from '@fes-assistant/protocol';
import { expect, test } from 'vitest';
import {
  chatHeaders,
  connectClient,
  here,
  startTestServer,
  type TestServerOptions,
} from '../../test/start-test-server.ts';

/** The backend with a person, who asked for a change over MCP. */
async function proposed(call: { name: string; arguments: Record<string, unknown> }, options: TestServerOptions = {}) {
  const server = await startTestServer(options);
  const headers = { ...chatHeaders(), authorization: `Bearer ${server.mcpToken}`, 'FES-Principal': 'ann' };
  const client = await connectClient(server.url, { revision: '2026-07-28', headers });
  const { structuredContent } = await client.callTool(call);
  const answer = structuredContent as unknown as ChangeAnswer;
  const route = `${server.url}/operations/${answer.operation_id}`;
  const post = (action: string, body: object = {}, as = headers) =>
    fetch(`${route}/${action}`, {
      method: 'POST',
      headers: { ...as, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { ...server, headers, client, answer, route, post };
}

async function eventsOf(response: Response): Promise<(JournalEntry & { id: string })[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block.startsWith('id: '));
  return blocks.map((block) => {
    const [, id = '', data = ''] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
    return { id, ...JSON.parse(data) };
  });
}

test('the backend approves with the secrets that a person typed, and sees the journal', async () => {
  const { answer, post, route, headers, world, dir } = await proposed({
    name: 'access_lock_box',
    arguments: { name: 'red' },
  });
  const without = await post('approve', { digest: answer.digest });
  expect(without.status).toBe(422);
  const wrong = await post('approve', { digest: '0'.repeat(64), secrets: { password: 'canary-secret' } });
  expect(wrong.status).toBe(409);
  const approved = await post('approve', { digest: answer.digest, secrets: { password: 'canary-secret' } });
  expect(((await approved.json()) as OperationAnswer).operation.secrets).toEqual(['password']);

  const events = await eventsOf(await fetch(`${route}/events`, { headers }));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.map(({ id }) => Number(id))).toEqual(events.map(({ seq }) => seq));
  expect(events.at(-1)).toMatchObject({ type: 'ended', state: 'done' });
  const rest = await eventsOf(await fetch(`${route}/events`, { headers: { ...headers, 'last-event-id': '3' } }));
  expect(rest).toEqual(events.slice(3));
  expect(world.boxesOf(here).get('red')).toBe('canary-secret'.length);
  expect(JSON.stringify(events)).not.toContain('canary-secret');
  expect(dir).not.toContain('canary-secret');
});

test('another person’s operation is as unknown as none', async () => {
  const { route, post, headers, answer, world } = await proposed({
    name: 'access_drop_box',
    arguments: { name: 'red' },
  });
  const bob = { ...headers, 'FES-Principal': 'bob' };
  expect((await fetch(route, { headers: bob })).status).toBe(404);
  expect((await fetch(`${route}/events`, { headers: bob })).status).toBe(404);
  expect((await post('approve', { digest: answer.digest }, bob)).status).toBe(404);
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test('a declined operation cannot be approved any more', async () => {
  const { post, answer, world } = await proposed({ name: 'access_drop_box', arguments: { name: 'red' } });
  expect((await post('decline')).status).toBe(200);
  expect((await post('approve', { digest: answer.digest })).status).toBe(409);
  expect((await post('approve', { digest: 'short' })).status).toBe(400);
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test('while as much waits as may, nothing is proposed to be taken back', async () => {
  const waitingLimits = { perPrincipal: 1 };
  const { answer, post, route, headers, client } = await proposed(
    { name: 'access_drop_box', arguments: { name: 'red' } },
    { waitingLimits },
  );
  await post('approve', { digest: answer.digest });
  await eventsOf(await fetch(`${route}/events`, { headers }));
  await client.callTool({ name: 'access_drop_box', arguments: { name: 'blue' } });
  const undo = await post('undo');
  expect(undo.status).toBe(429);
  expect(await undo.json()).toMatchObject({ ok: false, error_type: 'too-many-waiting' });
});

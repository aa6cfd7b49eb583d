import type { PendingConfirmation } from '@fes-assistant/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScriptedToolServer, startScriptedToolServer } from '../../test/scripted-tool-server.ts';
import { startTestBackend, type TestBackend } from '../../test/start-test-backend.ts';
import { someUsers, testTools, userColumns } from '../../test/tools.ts';

let toolServer: ScriptedToolServer;
let backend: TestBackend;

beforeEach(async () => {
  toolServer = await startScriptedToolServer(testTools);
  toolServer.on('access.get_users_all', () => ({ rows: someUsers, columns: userColumns, total: someUsers.length }));
  toolServer.on('access.delete_user', ({ user_name: name }) => ({ change: `Delete user ${String(name)}` }));
  backend = await startTestBackend({ toolServer });
});
afterEach(async () => {
  await backend.close();
  await toolServer.close();
});

const tenant = { domain: 'acme.example', token: 'a-very-secret-token', ssl: true };

function turn(body: object, accept = 'application/json'): Promise<Response> {
  return fetch(`${backend.url}/agent/turn`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify({ messages: [], session_id: 's1', mode: 'chat', tenant_config: tenant, ...body }),
  });
}

async function eventsOf(answer: Response): Promise<{ event: string; data: Record<string, unknown> }[]> {
  return (await answer.text())
    .split('\n\n')
    .filter(Boolean)
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') as Record<string, unknown>,
    }));
}

test('answers with the reply and the bare rows, the rest beside them', async () => {
  const answer = await (await turn({ user_input: 'Show me all users' })).json();
  expect(answer).toMatchObject({
    reply: '3 users.',
    tool_result: { tool_id: 'access.get_users_all', ok: true, result: someUsers, total: 3, columns: userColumns },
  });
  expect(toolServer.calls[0]).toMatchObject({ origin: 'https://acme.example', principal: 'local' });
});

test('as events: status, progress and the result', async () => {
  toolServer.progress.set('access_get_users_all', ['Reading users', 'Sorting users']);
  const answer = await turn({ user_input: 'Show me all users' }, 'text/event-stream');
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events = await eventsOf(answer);
  const phases = events.filter(({ event }) => event === 'status').map(({ data }) => data['phase']);
  expect(phases).toEqual(['started', 'planning', 'executing_tools', 'summarizing', 'completed']);
  expect(events.filter(({ event }) => event === 'progress').map(({ data }) => data)).toMatchObject([
    { type: 'progress', step: 1, message: 'Reading users' },
    { type: 'progress', step: 2, message: 'Sorting users' },
  ]);
  expect(events.at(-1)).toMatchObject({ event: 'result', data: { reply: '3 users.', tool_result: { ok: true } } });
});

test('a change is a pending confirmation whose reason ends with where to approve it', async () => {
  const answer = await turn({ user_input: 'Remove bob@acme.example' });
  const { reply, tool_result: result } = (await answer.json()) as {
    reply: string;
    tool_result: { pending_confirmation: PendingConfirmation };
  };
  expect(reply).toBe('Waiting for approval: Delete user bob@acme.example. Nothing has changed yet.');
  expect(result).toMatchObject({
    tool_id: 'access.delete_user',
    ok: false,
    pending_confirmation: {
      tool_id: 'access.delete_user',
      arguments: { user_name: 'bob@acme.example' },
      operation_id: expect.stringMatching(/^op_/),
      digest: 'd'.repeat(64),
    },
  });
  const { reason, approval_url: url } = result.pending_confirmation;
  expect(reason.endsWith(url)).toBe(true);
});

test('approved_keys approves nothing', async () => {
  const answer = await turn({ user_input: 'Remove bob@acme.example', approved_keys: ['access.delete_user'] });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ ok: false, error: expect.stringContaining('approval_url') });
  expect(toolServer.calls).toEqual([]);
});

test('a failure is a result that is not ok, with its reason', async () => {
  toolServer.on('access.get_users_all', () => ({
    failure: { code: 'unauthorized', message: 'Sisense does not accept the token.', fixableBy: 'operator' },
  }));
  const answer = await (await turn({ user_input: 'Show me all users' })).json();
  expect(answer).toMatchObject({
    reply: 'Sisense does not accept the token.',
    tool_result: { ok: false, error: 'Sisense does not accept the token.', error_type: 'unauthorized' },
  });
});

test('one session_id is one conversation: what follows is understood in its light', async () => {
  await turn({ user_input: 'Show me all users' });
  expect(await (await turn({ user_input: 'only viewers' })).json()).toMatchObject({
    tool_result: { result: [someUsers[1], someUsers[2]] },
  });
  expect(await (await turn({ user_input: 'how many?' })).json()).toMatchObject({ reply: '2.' });
  expect(toolServer.calls).toHaveLength(1);
});

test('what cannot be read is refused with a sentence', async () => {
  const answer = await turn({ user_input: '' });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    ok: false,
    error_type: 'invalid',
    error: expect.stringContaining('user_input'),
  });
});

test('a tool server that is away is said so', async () => {
  await toolServer.close();
  const answer = await turn({ user_input: 'Show me all users' });
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ error: expect.stringContaining('does not answer') });
  toolServer = await startScriptedToolServer(testTools);
});

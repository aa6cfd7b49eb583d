import { approvalKey, type ChangeAnswer, type RowsResult } from '@fes-assistant/protocol';
import { startSimulator } from '@fes-assistant/simulator';
import { createCatalog } from '@fes-assistant/tools';
import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chatHeaders, connectClient, revisions, startTestServer } from '../test/start-test-server.ts';
import { connectSisense } from './connections/connect-sisense.ts';

/** The product's own tools, over real HTTP, on a simulated deployment. */
async function startOnDemo() {
  const simulator = await startSimulator({ world: 'demo' });
  onTestFinished(() => simulator.close());
  const [demo] = simulator.deployments;
  if (!demo) throw new Error('The demo has no deployment.');
  const probe = await startTestServer();
  const server = await startTestServer({
    alsoAllowed: [demo.origin],
    catalog: createCatalog(),
    connect: connectSisense(probe),
  });
  return { ...server, demo, headers: chatHeaders(demo.origin, demo.token) };
}

async function readUsers(client: Client): Promise<RowsResult> {
  const { structuredContent, content } = await client.callTool({ name: 'access_get_users_all', arguments: {} });
  expect(structuredContent, JSON.stringify(content)).toBeDefined();
  return structuredContent as unknown as RowsResult;
}

describe.each(revisions)('on a real deployment, over %s', (revision) => {
  test('every user is listed, and the answer fits the schema that was published', async () => {
    const { url, demo, headers } = await startOnDemo();
    const client = await connectClient(url, { revision, headers });
    await client.listTools();
    const { rows, total } = await readUsers(client);
    expect(total).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.map(({ email }) => email)).toContain(demo.users.admin.email);
  });

  test('prompts name the common jobs, their arguments are completed, and assets are read by id', async () => {
    const { url, demo, headers } = await startOnDemo();
    const client = await connectClient(url, { revision, headers });
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toContain('off_board_user');
    const { email, id } = demo.users.admin;
    const completed = await client.complete({
      ref: { type: 'ref/prompt', name: 'off_board_user' },
      argument: { name: 'user', value: email.slice(0, 4) },
    });
    expect(completed.completion.values).toContain(email);
    const args = { user: email, successor: 'somebody@acme.com' };
    const { messages } = await client.getPrompt({ name: 'off_board_user', arguments: args });
    expect(JSON.stringify(messages)).toContain(email);
    await expect(client.getPrompt({ name: 'off_board_user', arguments: {} })).rejects.toThrow('user is missing');
    const { contents } = await client.readResource({ uri: `sisense://user/${id}` });
    expect(JSON.stringify(contents)).toContain(email);
    await expect(client.readResource({ uri: 'sisense://user/0123456789abcdef01234567' })).rejects.toThrow();
  });

  test('a wrong token is a clear sentence', async () => {
    const { url, demo } = await startOnDemo();
    const client = await connectClient(url, { revision, headers: chatHeaders(demo.origin, 'not-a-token-of-anyone') });
    const result = await client.callTool({ name: 'access_get_users_all', arguments: {} });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('connect again with a valid token');
  });
});

test('a user is deleted only when a person approved it, in one request to Sisense', async () => {
  const { url, demo, headers } = await startOnDemo();
  const capabilities = { elicitation: { form: {} } };
  const client = await connectClient(url, { revision: '2026-07-28', headers, capabilities });
  const { rows } = await readUsers(client);
  const leaver = String(rows.map(({ email }) => email).find((email) => email !== demo.users.admin.email));
  const call = { name: 'access_delete_user', arguments: { user_name: leaver } };
  const deletions = () => demo.requests.count({ method: 'DELETE' });
  const asked = (await client.callTool(call, { allowInputRequired: true })) as unknown as { requestState: string };
  expect(deletions()).toBe(0);
  const inputResponses = { [approvalKey]: { action: 'accept', content: { decision: 'approve' } } };
  const params = { ...call, inputResponses, requestState: asked.requestState } as typeof call;
  const { structuredContent } = await client.callTool(params);
  expect((structuredContent as unknown as ChangeAnswer).state).toBe('done');
  expect(deletions()).toBe(1);
  expect((await readUsers(client)).rows.map(({ email }) => email)).not.toContain(leaver);
});

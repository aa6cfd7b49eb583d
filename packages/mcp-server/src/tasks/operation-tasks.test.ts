import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approvalKey } from '@fes-assistant/protocol';
import { describe, expect, test } from 'vitest';
import { modernCall } from '../../test/modern-call.ts';
import { chatHeaders, here, startTestServer } from '../../test/start-test-server.ts';

const extensions = { 'io.modelcontextprotocol/tasks': {} };
const forms = { elicitation: { form: {} }, extensions };
const dropRed = { name: 'access_drop_box', arguments: { name: 'red' } };
const dropAll = { name: 'access_drop_all_boxes', arguments: {} };
const approve = { [approvalKey]: { action: 'accept', content: { decision: 'approve' } } };

/** A host that takes tasks and, unless told otherwise, asks its person with forms. */
async function startHost(capabilities: Record<string, unknown> = forms, env: Record<string, string> = {}) {
  const server = await startTestServer({ env });
  const headersOf = (principal: string) => ({
    ...chatHeaders(),
    authorization: `Bearer ${server.mcpToken}`,
    'FES-Principal': principal,
  });
  const send = (method: string, params: Record<string, unknown>, as = 'ann') =>
    modernCall(server.url, { method, params, capabilities, headers: headersOf(as) });
  const propose = async (call: { name: string; arguments: object } = dropRed) => {
    const { result } = await send('tools/call', call);
    return { created: result ?? {}, taskId: String(result?.['taskId']) };
  };
  const look = async (taskId: string) => (await send('tasks/get', { taskId })).result ?? {};
  const settled = async (taskId: string): Promise<Record<string, unknown>> => {
    const task = await look(taskId);
    return task['status'] === 'working' ? settled(taskId) : task;
  };
  return { ...server, send, propose, look, settled };
}

describe('a change, for a host that takes tasks', () => {
  test('is a task that waits for approval, runs when a person approved it, and ends with its result', async () => {
    const { world, send, propose, look, settled } = await startHost();
    const { created, taskId } = await propose();
    expect(created).toMatchObject({ resultType: 'task', status: 'input_required', ttlMs: null, content: [] });
    expect(created).not.toHaveProperty('inputRequests');
    expect(await look(taskId)).toMatchObject({
      status: 'input_required',
      inputRequests: { [approvalKey]: { method: 'elicitation/create' } },
      statusMessage: expect.stringContaining('Nothing has changed yet'),
    });

    world.gate.hold();
    const { result } = await send('tasks/update', { taskId, inputResponses: approve });
    expect(result).toMatchObject({ resultType: 'complete' });
    expect(await look(taskId)).toMatchObject({ status: 'working' });
    world.gate.open();
    const task = await settled(taskId);
    expect(task).toMatchObject({ status: 'completed', result: { structuredContent: { state: 'done' } } });
    expect(Date.parse(String(task['lastUpdatedAt']))).toBeGreaterThanOrEqual(Date.parse(String(task['createdAt'])));
    expect(world.boxesOf(here).has('red')).toBe(false);
  });

  test('stays as it is with answers to other questions, and is completed without a change when declined', async () => {
    const { world, send, propose, look } = await startHost();
    const { taskId } = await propose();
    await send('tasks/update', { taskId, inputResponses: { other: approve[approvalKey] } });
    await send('tasks/update', { taskId, inputResponses: { [approvalKey]: { action: 'cancel' } } });
    expect(await look(taskId)).toMatchObject({ status: 'input_required' });
    await send('tasks/update', { taskId, inputResponses: { [approvalKey]: { action: 'decline' } } });
    const declined = { status: 'completed', result: { structuredContent: { state: 'declined' } } };
    expect(await look(taskId)).toMatchObject(declined);
    await send('tasks/update', { taskId, inputResponses: approve });
    expect(await look(taskId)).toMatchObject(declined);
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('is declined when it is cancelled before a person approved it, and cancelling again changes nothing', async () => {
    const { world, send, propose, settled } = await startHost();
    const first = await propose();
    for (const _again of [1, 2]) {
      const { result } = await send('tasks/cancel', { taskId: first.taskId });
      expect(result).toMatchObject({ resultType: 'complete' });
    }
    expect(await settled(first.taskId)).toMatchObject({ result: { structuredContent: { state: 'declined' } } });
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('is cancelled while it runs with what was done until then', async () => {
    const { world, send, propose, look, settled } = await startHost();
    const { taskId } = await propose(dropAll);
    world.gate.hold();
    await send('tasks/update', { taskId, inputResponses: approve });
    await send('tasks/cancel', { taskId });
    expect(await look(taskId)).toMatchObject({ status: 'working' });
    world.gate.open();
    const task = await settled(taskId);
    expect(task).toMatchObject({ status: 'cancelled', statusMessage: expect.stringMatching(/1 done, 1 skipped/) });
    expect(task).not.toHaveProperty('result');
    expect([...world.boxesOf(here).keys()]).toEqual(['blue']);
  });

  test('that failed is completed with an answer that says so', async () => {
    const { world, propose, send, settled } = await startHost();
    const { taskId } = await propose();
    world.boxesOf(here).set('red', 99);
    await send('tasks/update', { taskId, inputResponses: approve });
    const task = await settled(taskId);
    expect(task).toMatchObject({ status: 'completed', result: { isError: true } });
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('is as unknown to another person as one that never was', async () => {
    const { world, send, propose } = await startHost();
    const { taskId } = await propose();
    for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel']) {
      const foreign = await send(method, { taskId, inputResponses: approve }, 'bob');
      const unknown = await send(method, { taskId: 'none', inputResponses: approve });
      expect(foreign.error).toEqual(unknown.error);
      expect(foreign.error).toMatchObject({ code: -32602, message: 'You have no such task.' });
    }
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('is refused where it was planned for another deployment', async () => {
    const { url, mcpToken, world, propose } = await startHost();
    const { taskId } = await propose();
    const headers = { ...chatHeaders('https://10.1.1.2'), authorization: `Bearer ${mcpToken}`, 'FES-Principal': 'ann' };
    const params = { taskId, inputResponses: approve };
    const { error } = await modernCall(url, { method: 'tasks/update', params, capabilities: forms, headers });
    expect(error).toMatchObject({ code: -32602 });
    expect(world.boxesOf(here).has('red')).toBe(true);
  });
});

test('a host that takes tasks but can ask nobody gets the link instead of a task that waits for ever', async () => {
  const { propose } = await startHost({ extensions });
  const { created } = await propose();
  expect(created).toMatchObject({ resultType: 'complete', structuredContent: { state: 'proposed' } });
});

test('a change that needs a secret is asked for by the page alone', async () => {
  const { propose, look } = await startHost({ elicitation: { form: {}, url: {} }, extensions });
  const { taskId } = await propose({ name: 'access_lock_box', arguments: { name: 'red' } });
  expect(await look(taskId)).toMatchObject({
    inputRequests: { [approvalKey]: { params: { mode: 'url', url: expect.stringContaining(taskId) } } },
  });
});

test('a host without the extension is told that it needs it', async () => {
  const { send } = await startHost({ elicitation: { form: {} } });
  for (const method of ['tasks/get', 'tasks/update', 'tasks/cancel']) {
    const { error } = await send(method, { taskId: 'any', inputResponses: {} });
    expect(error).toMatchObject({ code: -32021, data: { requiredCapabilities: { extensions } } });
  }
});

test.each([
  ['that can show a page is asked for its person', { elicitation: { form: {}, url: {} }, extensions }],
  ['that knows forms alone is told where to go on', forms],
])('after the server was stopped in the middle, a host %s', async (_which, capabilities) => {
  const env = { FES_DATA_DIR: mkdtempSync(join(tmpdir(), 'fes-tasks-')), FES_MCP_TOKEN: 'the-token-of-both-starts' };
  const first = await startHost(forms, env);
  const { taskId } = await first.propose(dropAll);
  first.world.gate.hold();
  await first.send('tasks/update', { taskId, inputResponses: approve });
  const stopping = first.close();
  first.world.gate.open();
  await stopping;

  const { look } = await startHost(capabilities, env);
  const task = await look(taskId);
  const asked = { [approvalKey]: { params: { mode: 'url', url: expect.stringContaining(taskId) } } };
  const canShow = 'url' in capabilities.elicitation;
  expect(task).toMatchObject({
    status: canShow ? 'input_required' : 'working',
    statusMessage: expect.stringMatching(/interrupted/i),
    ...(canShow ? { inputRequests: asked } : {}),
  });
});

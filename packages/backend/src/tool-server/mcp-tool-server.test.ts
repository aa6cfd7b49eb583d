import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScriptedToolServer, startScriptedToolServer } from '../../test/scripted-tool-server.ts';
import { someUsers, testTool, testTools, userColumns } from '../../test/tools.ts';
import { createMcpToolServer, type McpToolServerOptions } from './mcp-tool-server.ts';
import type { ToolCall, ToolServer } from './tool-server.ts';

let scripted: ScriptedToolServer;
let toolServer: ToolServer;
const users = { rows: someUsers, columns: userColumns, total: someUsers.length };

function connect(options: Partial<McpToolServerOptions> = {}): ToolServer {
  const { url, mcpToken } = scripted;
  return createMcpToolServer({
    url,
    mcpToken,
    timeoutSeconds: 30,
    maxRetries: 1,
    retryBaseDelaySeconds: 0.001,
    streamingToolIds: [],
    now: () => new Date(),
    ...options,
  });
}

beforeEach(async () => {
  scripted = await startScriptedToolServer(testTools);
  scripted.on('access.get_users_all', () => users);
  scripted.on('access.delete_user', () => ({ change: 'Delete user bob@acme.example' }));
  toolServer = connect();
});
afterEach(async () => {
  await toolServer.close();
  await scripted.close();
});

function callOf(id: string, changes: Partial<ToolCall> = {}): ToolCall {
  return {
    tool: testTools.find((tool) => tool.id === id) ?? testTool({ id, title: id, description: id }),
    arguments: {},
    caller: { principal: 'page:1', connections: { mode: 'chat' } },
    signal: new AbortController().signal,
    onProgress: () => {},
    ...changes,
  };
}

test('rows come back, and progress on the way', async () => {
  scripted.progress.set('access_get_users_all', ['Reading users']);
  const told: string[] = [];
  const outcome = await toolServer.call(
    callOf('access.get_users_all', { onProgress: ({ message }) => told.push(message) }),
  );
  expect(outcome).toEqual({ kind: 'result', result: users });
  expect(told).toEqual(['Reading users']);
});

test('a change comes back as something to approve', async () => {
  const outcome = await toolServer.call(callOf('access.delete_user', { arguments: { user_name: 'bob' } }));
  expect(outcome).toMatchObject({
    kind: 'approval',
    operation: { state: 'proposed', principal: 'page:1' },
    approvalUrl: expect.stringContaining('http://approve/'),
  });
});

test('each caller’s name and connection travel with the caller’s own calls', async () => {
  const to = (principal: string, origin: string) =>
    callOf('access.get_users_all', {
      caller: {
        principal,
        connections: { mode: 'chat', only: { origin, token: `token of ${principal}`, verifyTls: true } },
      },
    });
  const callers = Array.from({ length: 20 }, (_, index) => to(`page:${index}`, `https://d${index}.example`));
  await Promise.all(callers.map((call) => toolServer.call(call)));
  for (const { principal, origin } of scripted.calls) expect(origin).toBe(`https://d${principal.slice(5)}.example`);
  expect(scripted.calls).toHaveLength(20);
});

test('a read is tried again when the tool server was started anew meanwhile', async () => {
  await toolServer.call(callOf('access.get_users_all'));
  const port = Number(new URL(scripted.url).port);
  await scripted.close();
  scripted = await startScriptedToolServer(testTools, { port });
  scripted.on('access.get_users_all', () => users);
  expect(await toolServer.call(callOf('access.get_users_all'))).toMatchObject({ kind: 'result' });
});

test('a tool server that is away is said so, with what to do; a change says that nothing was changed', async () => {
  await scripted.close();
  const away = await toolServer.call(callOf('access.get_users_all'));
  expect(away).toMatchObject({
    kind: 'failed',
    failure: { code: 'unavailable', message: expect.stringContaining('does not answer') },
  });
  const change = await toolServer.call(callOf('access.delete_user'));
  expect(change).toMatchObject({ failure: { message: expect.stringContaining('Nothing was changed') } });
  expect(await toolServer.isUp()).toBe(false);
  scripted = await startScriptedToolServer(testTools);
});

test('another token is a sentence for the operator', async () => {
  const other = connect({ mcpToken: 'another-token-of-some-length' });
  expect(await other.call(callOf('access.get_users_all'))).toMatchObject({
    failure: { code: 'unauthorized', message: expect.stringContaining('FES_MCP_TOKEN') },
  });
  await other.close();
});

test('a change is never sent twice', async () => {
  let sent = 0;
  const broken: typeof fetch = (input, init) => {
    if (String(init?.body).includes('tools/call')) {
      sent += 1;
      return Promise.reject(new TypeError('connection reset'));
    }
    return fetch(input, init);
  };
  const unlucky = connect({ fetch: broken, maxRetries: 3 });
  await unlucky.call(callOf('access.delete_user'));
  expect(sent).toBe(1);
  await unlucky.call(callOf('access.get_users_all'));
  expect(sent).toBe(5);
  await unlucky.close();
});

test('stopping a call ends it at once', async () => {
  scripted.on('access.get_users_all', () => new Promise(() => {}));
  const stop = new AbortController();
  const call = toolServer.call(callOf('access.get_users_all', { signal: stop.signal }));
  setTimeout(() => stop.abort(), 50);
  expect(await call).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
});

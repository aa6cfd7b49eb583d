import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../test/browser.ts';
import { type ScriptedToolServer, startScriptedToolServer } from '../test/scripted-tool-server.ts';
import { startTestBackend, type TestBackend } from '../test/start-test-backend.ts';
import { someUsers, testTools, userColumns } from '../test/tools.ts';

let toolServer: ScriptedToolServer;
let backend: TestBackend;
let browser: Browser;
const connection = { origin: 'https://acme.example', token: 'a-very-secret-token', verifyTls: true };

beforeEach(async () => {
  toolServer = await startScriptedToolServer(testTools);
  toolServer.on('access.get_my_user', () => ({
    item: { email: 'admin@acme.example', firstName: 'Ada', lastName: 'Min', role: 'sysAdmin' },
    columns: [],
    total: 1,
  }));
  toolServer.on('access.get_users_all', () => ({ rows: someUsers, columns: userColumns, total: someUsers.length }));
  toolServer.on('access.delete_user', ({ user_name: name }) => ({ change: `Delete user ${String(name)}` }));
  backend = await startTestBackend({ toolServer });
  browser = openBrowser(backend.url);
  await browser.session();
});

afterEach(async () => {
  await backend.close();
  await toolServer.close();
});

test('a connection is tested with the deployment and kept without its token', async () => {
  const { session } = await browser.post<{ session: object }>('/api/connections', { side: 'only', connection });
  expect(session).toMatchObject({
    connections: [{ side: 'only', deployment: 'https://acme.example', user: { name: 'Ada Min', role: 'sysAdmin' } }],
  });
  expect(JSON.stringify(session)).not.toContain(connection.token);
  expect(toolServer.calls).toMatchObject([
    { origin: 'https://acme.example', principal: expect.stringMatching(/^page:/) },
  ]);
});

test('a question is answered with the rows that the deployment gave', async () => {
  await browser.post('/api/connections', { side: 'only', connection });
  const { turns } = await browser.ask('Show me all users');
  expect(turns[0]?.tools[0]).toMatchObject({ tool: 'access.get_users_all', state: 'done', result: { total: 3 } });
  expect(turns[0]?.state).toBe('ended');
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../test/browser.ts';
import { type ScriptedToolServer, startScriptedToolServer } from '../test/scripted-tool-server.ts';
import { startTestBackend, type TestBackend } from '../test/start-test-backend.ts';
import { someUsers, testTools, updateUserTool, userColumns } from '../test/tools.ts';

let toolServer: ScriptedToolServer;
let backend: TestBackend;
let browser: Browser;
const connection = { origin: 'https://acme.example', token: 'a-very-secret-token', verifyTls: true };

beforeEach(async () => {
  toolServer = await startScriptedToolServer([...testTools, updateUserTool]);
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

describe('a conversation goes on', () => {
  const shown = (conversation: Awaited<ReturnType<Browser['ask']>>): string[] => {
    const result = conversation.turns.at(-1)?.tools.at(-1)?.result;
    return result && 'rows' in result ? result.rows.map(({ firstName }) => String(firstName)) : [];
  };
  const said = (conversation: Awaited<ReturnType<Browser['ask']>>): string => {
    const turn = conversation.turns.at(-1);
    return turn?.question?.text ?? turn?.answer.map(({ text }) => text).join(' ') ?? '';
  };

  test('filters, counts and sorts what is there without asking Sisense again', async () => {
    await browser.ask('Show me all users');
    expect(shown(await browser.ask('only viewers'))).toEqual(['Bob', 'Cat']);
    expect(said(await browser.ask('how many?'))).toBe('2.');
    expect(shown(await browser.ask('and inactive ones?'))).toEqual(['Cat']);
    const sorted = await browser.ask('sort them by last login');
    expect(said(sorted)).toContain('1');
    expect(shown(await browser.ask('which of them never logged in?'))).toEqual([]);
    expect(toolServer.calls).toHaveLength(1);
  });

  test('a filter in the first question is applied by code', async () => {
    const answer = await browser.ask('Which viewers never logged in?');
    expect(shown(answer)).toEqual(['Bob']);
    expect(said(answer)).toContain('1 user of 3 (role is viewer, never logged in)');
  });

  test('a person is found by name before anything is proposed', async () => {
    const { operations, turns } = await browser.ask('Delete user Bob Ray');
    expect(turns[0]?.tools.map(({ tool }) => tool)).toEqual([
      'access.get_users_all',
      'view.rows',
      'access.delete_user',
    ]);
    expect(Object.values(operations)[0]?.operation.plan.summary).toBe('Delete user bob@acme.example');
  });

  test('whoever is added to a group stays in the groups there were', async () => {
    const rows = someUsers.map((user) => ({ ...user, groups: ['Sales'] }));
    toolServer.on('access.get_users_all', () => ({ rows, columns: userColumns, total: rows.length }));
    toolServer.on('access.update_user', () => ({ change: 'Change user bob@acme.example' }));
    await browser.ask('add bob@acme.example to the group Finance');
    expect(toolServer.calls.at(-1)?.arguments).toEqual({
      user_email: 'bob@acme.example',
      user_data: { groups: ['Sales', 'Finance'] },
    });
  });

  test('a name that fits nobody proposes nothing', async () => {
    const answer = await browser.ask('Delete user Zed');
    expect(said(answer)).toContain('None of the 3 users is named "Zed"');
    expect(answer.operations).toEqual({});
  });

  test('a name that fits several is asked about, and the answer is understood', async () => {
    const unclear = await browser.ask('Delete user acme');
    expect(unclear.turns[0]?.question?.choices).toEqual(someUsers.map(({ email }) => email));
    const { operations } = await browser.ask('cat@acme.example');
    expect(Object.values(operations)[0]?.operation.plan.summary).toBe('Delete user cat@acme.example');
  });

  test('a missing argument is asked for, and the answer is understood', async () => {
    expect(said(await browser.ask('delete user'))).toContain('Which user?');
    const { operations } = await browser.ask('bob@acme.example');
    expect(Object.values(operations)[0]?.operation.plan.summary).toBe('Delete user bob@acme.example');
  });

  test('a question can be left alone', async () => {
    await browser.ask('delete user');
    expect(said(await browser.ask('never mind'))).toBe('All right, nothing was done.');
    await browser.ask('delete user');
    expect(shown(await browser.ask('Show me all users'))).toEqual(['Ann', 'Bob', 'Cat']);
  });
});

describe('streams', () => {
  test('begin after any place and lose nothing, also when the backend was started again', async () => {
    const { conversationId } = await browser.session();
    const whole = await browser.ask('Show me all users');
    const { dir } = backend;
    const again = await startTestBackend({ toolServer, dir });
    const replayed: number[] = [];
    const late = openBrowser(again.url, browser.cookie());
    await late.until(conversationId, (_, { seq }) => replayed.push(seq) > 0 && seq === whole.seq, 3);
    await again.close();
    expect(replayed).toEqual(Array.from({ length: whole.seq - 3 }, (_, index) => index + 4));
  });

  test('Last-Event-ID counts before ?after', async () => {
    const { conversationId } = await browser.session();
    const { seq } = await browser.ask('Show me all users');
    const path = `/api/conversations/${conversationId}/events?after=0`;
    const stream = await browser.send(path, { headers: { 'Last-Event-ID': String(seq - 1) } });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('id:')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(/id: (\d+)/.exec(text)?.[1]).toBe(String(seq));
  });

  test('a turn that a crash cut off is ended with a sentence at the next start', async () => {
    const { conversationId } = await browser.session();
    toolServer.on('access.get_users_all', () => new Promise(() => {}));
    await browser.post(`/api/conversations/${conversationId}/messages`, { text: 'Show me all users' });
    await browser.until(conversationId, (_, { type }) => type === 'tool-called');
    const again = await startTestBackend({ toolServer, dir: backend.dir });
    const late = openBrowser(again.url, browser.cookie());
    const { turns } = await late.until(conversationId, (_, { type }) => type === 'turn-ended');
    await again.close();
    expect(turns[0]).toMatchObject({ state: 'failed', failure: { message: expect.stringContaining('restarted') } });
  });
});

describe('who may see what', () => {
  test('another digest, and a second approval, are refused', async () => {
    const { operations } = await browser.ask('Remove bob@acme.example');
    const [id = ''] = Object.keys(operations);
    expect(await browser.post(`/api/operations/${id}/approve`, { digest: 'e'.repeat(64) })).toMatchObject({
      error_type: 'wrong-digest',
    });
    expect(await browser.post(`/api/operations/${id}/approve`, { digest: 'd'.repeat(64) })).toMatchObject({
      operation: { state: 'running' },
    });
    expect(await browser.post(`/api/operations/${id}/approve`, { digest: 'd'.repeat(64) })).toMatchObject({
      error_type: 'already-used',
    });
  });

  test('the cookie is for this page alone', async () => {
    const answer = await fetch(`${backend.url}/api/session`, { headers: { Host: 'localhost' } });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^fes=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Strict|^__Host-fes=/,
    );
    const forged = await fetch(`${backend.url}/api/conversations`, { headers: { Cookie: `fes=${'0'.repeat(32)}` } });
    expect(forged.status).toBe(401);
  });

  test('a token is in no answer, no log and no file', async () => {
    await browser.post('/api/connections', { side: 'only', connection });
    await browser.ask('Show me all users');
    await browser.ask(`my token is ${connection.token}`);
    const session = JSON.stringify(await browser.session());
    expect(session).not.toContain(connection.token);
    expect(backend.log()).not.toContain(connection.token);
  });

  test('disconnecting and being away for too long forget the connection', async () => {
    await browser.post('/api/connections', { side: 'only', connection });
    expect(await browser.delete('/api/connections/only')).toMatchObject({ session: { connections: [] } });
    await browser.ask('Show me all users');
    expect(toolServer.calls.at(-1)?.origin).toBe('');
  });
});

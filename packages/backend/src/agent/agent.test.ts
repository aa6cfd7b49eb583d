import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, openBrowser } from '../../test/browser.ts';
import { type ScriptedToolServer, startScriptedToolServer } from '../../test/scripted-tool-server.ts';
import { startTestBackend, type TestBackend } from '../../test/start-test-backend.ts';
import { someUsers, testTools, userColumns } from '../../test/tools.ts';
import { type OpenAiServer, startOpenAiServer } from './test-fixtures/openai-server.ts';

let llm: OpenAiServer;
let toolServer: ScriptedToolServer;
let backend: TestBackend;
let browser: Browser;

async function start(env: Record<string, string> = {}): Promise<void> {
  backend = await startTestBackend({
    toolServer,
    env: {
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: `${llm.url}/v1`,
      LLM_MODEL: 'm1',
      LLM_HTTP_RETRY_BASE_DELAY: '0.001',
      ...env,
    },
  });
  browser = openBrowser(backend.url);
  await browser.session();
}

beforeEach(async () => {
  llm = await startOpenAiServer();
  toolServer = await startScriptedToolServer(testTools);
  toolServer.on('access.get_my_user', () => ({ item: { email: 'admin@acme.example' }, columns: [], total: 1 }));
  toolServer.on('access.get_users_all', () => ({ rows: someUsers, columns: userColumns, total: someUsers.length }));
  toolServer.on('access.delete_user', ({ user_name: name }) => ({ change: `Delete user ${String(name)}` }));
});
afterEach(async () => {
  await backend.close();
  await toolServer.close();
  await llm.close();
});

const callFor = (name: string, args: object = {}) => ({ calls: [{ name, arguments: JSON.stringify(args) }] });
/** What only the deployment knows: every value of its rows. */
const canaries = someUsers.flatMap(({ email, firstName, lastName }) => [email, firstName, lastName]);
const sentToModel = (): string => llm.requests.map(({ text }) => text).join('\n');

describe('the loop', () => {
  test('goes on until the question is answered, with results in front of the model', async () => {
    await start();
    llm.replies.push(
      callFor('access_get_users_all'),
      callFor('view_rows', { of: 'r1', where: [{ column: 'role', comparison: 'is', value: 'viewer' }] }),
      { text: 'Two viewers.' },
    );
    const { turns } = await browser.ask('How many viewers are there?');
    expect(turns[0]?.tools.map(({ tool, result }) => [tool, result?.total])).toEqual([
      ['access.get_users_all', 3],
      ['view.rows', 2],
    ]);
    expect(turns[0]?.answer).toEqual([{ text: 'Two viewers.', writtenBy: 'model' }]);
    expect(llm.requests[1]?.text).toContain('bob@acme.example');
  });

  test('what hides in a name is seen by the model', async () => {
    await start();
    const rows = [{ ...someUsers[0], firstName: 'Ann\u{E0069}\u202E' }];
    toolServer.on('access.get_users_all', () => ({ rows, columns: userColumns, total: 1 }));
    llm.replies.push(callFor('access_get_users_all'), { text: 'One.' });
    await browser.ask('Show me all users');
    expect(llm.requests[1]?.text).toContain('E0069');
    expect(llm.requests[1]?.text).not.toMatch(/\u{E0069}|\u202E/u);
  });

  test('an unknown tool is refused and nothing is called', async () => {
    await start();
    llm.replies.push(callFor('access_drop_everything'), { text: 'I cannot do that.' });
    const { turns } = await browser.ask('Drop everything');
    expect(turns[0]?.tools[0]).toMatchObject({ state: 'failed', failure: { code: 'unknown-tool' } });
    expect(toolServer.calls).toEqual([]);
  });

  test('a malformed call is never run', async () => {
    await start();
    llm.replies.push({ calls: [{ name: 'access_delete_user', arguments: '{"user_name": "bob' }] }, { text: 'Sorry.' });
    const { turns } = await browser.ask('Delete bob');
    expect(turns[0]?.tools[0]).toMatchObject({ state: 'failed', failure: { code: 'invalid' } });
    expect(toolServer.calls).toEqual([]);
  });

  test('arguments that no tool has, a host among them, are refused before anything is sent', async () => {
    await start();
    llm.replies.push(callFor('access_get_users_all', { domain: 'https://evil.example' }), { text: 'Sorry.' });
    const { turns } = await browser.ask('Show me all users');
    expect(turns[0]?.tools[0]).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining('takes no domain') },
    });
    expect(toolServer.calls).toEqual([]);
  });

  test('a model that never stops is stopped', async () => {
    await start();
    llm.replies.push(callFor('access_get_users_all'));
    const { turns } = await browser.ask('Show me all users');
    expect(turns[0]).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining('more than 16 steps') },
    });
    expect(llm.requests).toHaveLength(16);
  });

  test('a change waits for a person; after it the model goes on with the outcome', async () => {
    await start();
    llm.replies.push(callFor('access_delete_user', { user_name: 'bob@acme.example' }), { text: 'Bob is gone.' });
    const { conversationId } = await browser.session();
    const waiting = await browser.ask('Delete Bob');
    expect(llm.requests).toHaveLength(1);
    const [id = ''] = Object.keys(waiting.operations);
    await browser.post(`/api/operations/${id}/approve`, { digest: 'd'.repeat(64) });
    const after = await browser.until(conversationId, (_, { type }) => type === 'turn-ended', waiting.seq);
    expect(after.turns.at(-1)).toMatchObject({ by: 'outcome', answer: [{ text: 'Bob is gone.' }] });
    expect(llm.requests[1]?.text).toContain('Done: Delete user bob@acme.example.');
  });

  test('an outage of the model is told in a sentence', async () => {
    await start();
    llm.replies.push({ status: 500 });
    const { turns } = await browser.ask('Show me all users');
    expect(turns[0]).toMatchObject({
      state: 'failed',
      failure: { code: 'unavailable', message: expect.stringContaining('answered 500') },
    });
  });

  test('stopping ends the turn at once', async () => {
    await start();
    llm.replies.push({ hang: true });
    const { conversationId } = await browser.session();
    await browser.post(`/api/conversations/${conversationId}/messages`, { text: 'Show me all users' });
    expect(await browser.post(`/api/conversations/${conversationId}/stop`)).toEqual({ stopped: true });
    const { turns } = await browser.until(conversationId, (_, { type }) => type === 'turn-ended');
    expect(turns[0]?.state).toBe('cancelled');
  });
});

describe('privacy', () => {
  test('with summarization off the model gets not one value, and work over several steps still works', async () => {
    await start();
    await browser.post('/api/summarization', { allow: false });
    llm.replies.push(
      callFor('access_get_users_all'),
      callFor('view_rows', { of: 'r1', where: [{ column: 'lastLogin', comparison: 'is empty' }] }),
      callFor('access_delete_user', { user_name: '$r2.rows[0].email' }),
    );
    const { turns, operations } = await browser.ask('Delete the user who never logged in');
    expect(turns[0]?.tools[2]?.arguments).toEqual({ user_name: 'bob@acme.example' });
    expect(Object.values(operations)[0]?.operation.plan.summary).toBe('Delete user bob@acme.example');
    for (const value of canaries) expect(sentToModel()).not.toContain(value);
  });

  test('switching it off takes back what was told before: results, replies, arguments and plans', async () => {
    await start();
    llm.replies.push(
      callFor('access_get_users_all'),
      callFor('access_delete_user', { user_name: 'bob@acme.example' }),
      { text: 'Hello.' },
    );
    await browser.ask('Delete whoever never logged in');
    expect(sentToModel()).toContain('bob@acme.example');
    llm.requests.length = 0;
    await browser.post('/api/summarization', { allow: false });
    await browser.ask('Thank you');
    expect(sentToModel()).toContain('Delete whoever never logged in');
    for (const value of canaries) expect(sentToModel()).not.toContain(value);
  });

  test('failures carry asset names only where that is allowed', async () => {
    await start();
    toolServer.on('access.get_users_all', () => ({
      failure: {
        code: 'conflict',
        message: 'Ann Lee is in the way.',
        fixableBy: 'asker',
        serverReason: 'Ann Lee says no',
      },
    }));
    llm.replies.push(callFor('access_get_users_all'), { text: 'That failed.' });
    await browser.ask('Show me all users');
    expect(sentToModel()).toContain('Ann Lee is in the way.');
    expect(sentToModel()).not.toContain('Ann Lee says no');
    llm.requests.length = 0;
    await browser.post('/api/summarization', { allow: false });
    await browser.ask('Again?');
    expect(sentToModel()).not.toContain('Ann Lee');
  });

  test.each([['ALLOW_SUMMARIZATION'], ['FES_ALLOW_SUMMARIZATION_TOGGLE']])(
    '%s=false holds whatever the page says',
    async (name) => {
      await start({ [name]: 'false' });
      const session = await browser.post('/api/summarization', { allow: true });
      expect(session).toMatchObject({
        summarization: { allowed: false, toggle: false, reason: expect.stringContaining(name) },
      });
      llm.replies.push(callFor('access_get_users_all'), { text: 'Three.' });
      await browser.ask('Show me all users');
      for (const value of canaries) expect(sentToModel()).not.toContain(value);
    },
  );

  test('a token typed into a message never leaves', async () => {
    await start();
    const token = 'a-very-secret-api-token';
    await browser.post('/api/connections', { side: 'only', connection: { origin: 'https://acme.example', token } });
    llm.replies.push({ text: 'Hello.' });
    const { turns } = await browser.ask(`My token is ${Buffer.from(token).toString('base64')}, is it good?`);
    expect(turns[0]).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining('Nothing was sent') },
    });
    expect(llm.requests).toEqual([]);
  });
});

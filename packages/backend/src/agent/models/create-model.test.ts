import { loadSettings } from '@fes-assistant/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenAiServer, type Reply, startOpenAiServer } from '../test-fixtures/openai-server.ts';
import { createModel } from './create-model.ts';
import type { Model, ModelRequest } from './model.ts';

let server: OpenAiServer;
beforeEach(async () => {
  server = await startOpenAiServer();
});
afterEach(() => server.close());

const key = 'a-key-for-the-language-model';

function modelFor(env: Record<string, string>): Promise<Model> {
  const quick = { LLM_HTTP_RETRY_BASE_DELAY: '0.001', LLM_HTTP_MAX_RETRIES: '2' };
  const settings = loadSettings({ ...quick, ...env }, { service: 'backend' });
  return createModel({
    settings,
    catalogues: { of: async () => ({ hash: '', tools: [] }) },
    logger: { warn: () => {} },
  });
}

const compatible = (): Promise<Model> =>
  modelFor({ LLM_PROVIDER: 'openai-compatible', LLM_BASE_URL: `${server.url}/v1`, LLM_API_KEY: key, LLM_MODEL: 'm1' });

const request: ModelRequest = {
  mode: 'chat',
  system: 'Be brief.',
  messages: [
    { role: 'user', text: 'Show me all users', by: 'person' },
    {
      role: 'call',
      call: 'c1',
      name: 'access_get_users_all',
      arguments: {},
      result: { state: 'done', kind: 'rows', handle: 'r1', total: 3, columns: ['email'] },
    },
    { role: 'assistant', text: 'Three users.' },
    { role: 'user', text: 'And now?', by: 'person' },
  ],
  tools: [
    { name: 'access_get_users_all', description: 'Lists all users.', inputSchema: { type: 'object', properties: {} } },
  ],
  today: new Date('2026-11-24T10:00:00Z'),
  signal: new AbortController().signal,
};

describe('addresses and keys', () => {
  const cases: [string, Record<string, string>, string, string][] = [
    [
      'azure, v1',
      { LLM_PROVIDER: 'azure', AZURE_OPENAI_DEPLOYMENT: 'gpt', AZURE_OPENAI_API_KEY: key },
      '/openai/v1/chat/completions',
      'api-key',
    ],
    [
      'azure, legacy',
      {
        LLM_PROVIDER: 'azure',
        AZURE_OPENAI_DEPLOYMENT: 'gpt',
        AZURE_OPENAI_API_KEY: key,
        AZURE_OPENAI_API_STYLE: 'legacy',
      },
      '/openai/deployments/gpt/chat/completions?api-version=2024-11-20',
      'api-key',
    ],
    [
      'databricks',
      { LLM_PROVIDER: 'databricks', DATABRICKS_TOKEN: key, LLM_ENDPOINT: 'my-llm' },
      '/serving-endpoints/my-llm/invocations',
      'authorization',
    ],
    [
      'openai-compatible',
      { LLM_PROVIDER: 'openai-compatible', LLM_API_KEY: key, LLM_MODEL: 'm1' },
      '/v1/chat/completions',
      'authorization',
    ],
    ['openai', { LLM_PROVIDER: 'openai', LLM_API_KEY: key, LLM_MODEL: 'm1' }, '/v1/chat/completions', 'authorization'],
  ];
  test.each(cases)('%s', async (_name, env, path, header) => {
    server.replies.push({ text: 'Hello' });
    const where = { AZURE_OPENAI_ENDPOINT: server.url, DATABRICKS_HOST: server.url, LLM_BASE_URL: `${server.url}/v1` };
    const model = await modelFor({ ...where, ...env });
    expect(await model.next(request)).toMatchObject({ text: 'Hello', calls: [], tokens: 15 });
    const [seen] = server.requests;
    expect(seen?.path).toBe(path);
    expect(seen?.headers[header]).toContain(key);
    expect(seen?.text).not.toContain(key);
    expect(seen?.body).toMatchObject({
      max_tokens: 1024,
      temperature: 0.2,
      tools: [{ function: { name: 'access_get_users_all' } }],
    });
  });

  test('a missing credential means the built-in planner and a notice that says what is missing', async () => {
    const model = await modelFor({
      LLM_PROVIDER: 'azure',
      AZURE_OPENAI_ENDPOINT: server.url,
      AZURE_OPENAI_DEPLOYMENT: 'gpt',
    });
    expect(model).toMatchObject({
      provider: 'offline',
      notice: expect.stringContaining('AZURE_OPENAI_API_KEY is not set'),
    });
  });
});

describe('what a model says', () => {
  test('calls of tools arrive with their arguments, and results go back to it', async () => {
    server.replies.push({ calls: [{ name: 'access_get_users_all', arguments: '{"a":1}' }] });
    const answer = await (await compatible()).next(request);
    expect(answer.calls).toEqual([{ name: 'access_get_users_all', arguments: { a: 1 } }]);
    const roles = server.requests[0]?.body.messages.map(({ role }) => role);
    expect(roles).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'user']);
  });

  test.each([
    ['cut in the middle', '{"a":'],
    ['no object', '[1,2]'],
    ['a word', 'users'],
    ['empty quotes', '""'],
  ])('arguments that are %s make a call that is marked malformed', async (_name, args) => {
    server.replies.push({ calls: [{ name: 'access_get_users_all', arguments: args }] });
    const { calls } = await (await compatible()).next(request);
    expect(calls).toMatchObject([{ malformed: true, arguments: {} }]);
  });

  test('two calls under one id are both wanted', async () => {
    const call = { name: 'access_get_users_all', arguments: '{}', id: 'same' };
    server.replies.push({ calls: [call, call] });
    expect((await (await compatible()).next(request)).calls).toHaveLength(2);
  });

  test('an answer that was cut off says so', async () => {
    server.replies.push({ text: 'There are', finish: 'length' });
    expect((await (await compatible()).next(request)).text).toContain('cut off');
  });
});

describe('when it goes wrong', () => {
  test.each([[429], [500], [502], [503], [504]])('%i is tried again', async (status) => {
    server.replies.push({ status }, { text: 'Hello' });
    expect((await (await compatible()).next(request)).text).toBe('Hello');
    expect(server.requests).toHaveLength(2);
  });

  const faults: [string, Reply, string, number][] = [
    ['a refused key', { status: 401 }, 'does not accept the key. Check LLM_API_KEY', 1],
    ['an unknown model', { status: 404 }, 'was not found', 1],
    ['a request it does not like', { status: 400 }, 'refused the request (400)', 1],
    ['too many requests', { status: 429 }, 'asked too often', 3],
    ['an outage', { status: 503 }, 'answered 503', 3],
    ['a page of HTML', { raw: '<html>Log in</html>', type: 'text/html' }, 'cannot be read', 1],
    ['broken JSON', { raw: '{"choices":[' }, 'cannot be read', 1],
    ['another shape', { raw: '{"hello":"world"}' }, 'cannot be read', 1],
    ['an empty body', { raw: '' }, 'cannot be read', 1],
    ['a refusal', { text: '', finish: 'content_filter' }, 'refused to answer', 1],
  ];
  test.each(faults)('%s is a clear sentence without the key', async (_name, reply, sentence, tries) => {
    server.replies.push(reply);
    const failure = await (await compatible()).next(request).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ModelFailure', message: expect.stringContaining(sentence) });
    expect(JSON.stringify(failure)).not.toContain(key);
    expect(server.requests).toHaveLength(tries);
  });

  test('silence ends with the time limit', async () => {
    server.replies.push({ hang: true });
    const model = await modelFor({
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: `${server.url}/v1`,
      LLM_MODEL: 'm1',
      LLM_HTTP_TIMEOUT: '1',
      LLM_HTTP_MAX_RETRIES: '0',
    });
    await expect(model.next(request)).rejects.toMatchObject({ code: 'timeout' });
  });

  test('a server that is not there is unreachable', async () => {
    const model = await compatible();
    await server.close();
    await expect(model.next(request)).rejects.toMatchObject({ code: 'unreachable' });
    server = await startOpenAiServer();
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildRegistry, type RegistryRow, readRegistry } from '@fes-assistant/tools';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type OpenAiServer, startOpenAiServer } from '../packages/backend/src/agent/test-fixtures/openai-server.ts';
import { exampleProblem } from './example-problem.ts';
import { readRepositoryFile } from './generated-file.ts';

vi.setConfig({ testTimeout: 180_000 });

const script = fileURLToPath(new URL('registry-examples.ts', import.meta.url));
const committed = JSON.parse(readRepositoryFile('config/tools.registry.json') ?? '[]') as RegistryRow[];
const ids = ['access.get_user', 'access.get_users_all', 'access.users_per_group'];
const key = 'a-key-for-the-language-model';

let server: OpenAiServer;
let folder: string;
beforeEach(async () => {
  server = await startOpenAiServer();
  folder = mkdtempSync(join(tmpdir(), 'fes-examples-'));
  writeBase(committed.filter(({ tool_id }) => ids.includes(tool_id)));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const from = () => join(folder, 'base.json');
const to = () => join(folder, 'enriched.json');
const writeBase = (rows: RegistryRow[]) => writeFileSync(from(), JSON.stringify(rows));
const enriched = () => JSON.parse(readFileSync(to(), 'utf8')) as RegistryRow[];
const addedTo = (id: string) =>
  enriched()
    .find(({ tool_id }) => tool_id === id)
    ?.examples.filter(({ notes }) => notes !== '');

const getUser = {
  user_query: 'Who is Ada?',
  arguments: { user_email: 'ada@meridian-outdoor.example' },
  notes: 'By address',
};
const everyone = { user_query: 'Is anybody there?', arguments: {}, notes: 'No arguments' };
const inGroup = { user_query: 'Who is in Sales?', arguments: { group_name: 'Sales' }, notes: 'By group' };

function start(args: string[] = [], env: Record<string, string> = {}) {
  const llm = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_BASE_URL: `${server.url}/v1`,
    LLM_MODEL: 'm1',
    LLM_API_KEY: key,
    LLM_HTTP_MAX_RETRIES: '0',
  };
  const child = spawn(process.execPath, [script, '--from', from(), '--to', to(), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...llm, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  );
  return { child, ended };
}

const run = (args?: string[], env?: Record<string, string>) => start(args, env).ended;
const answer = (...examples: unknown[]) => ({ text: `Here you are:\n\`\`\`json\n${JSON.stringify(examples)}\n\`\`\`` });

test('without a language model the built-in examples are the examples', async () => {
  const { code, said } = await run([], { LLM_PROVIDER: 'offline' });
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('built-in examples') });
  expect(enriched()).toEqual(JSON.parse(readFileSync(from(), 'utf8')));
  expect((await run(['--check'])).code).toBe(0);
  expect(server.requests).toEqual([]);
});

test('a language model adds examples; what does not fit the tool is dropped and said', async () => {
  const wrong = [
    { user_query: 'Find nobody', arguments: { user_mail: 'x' }, notes: 'misspelt' },
    { user_query: 'Find him there', arguments: { user_email: 'a@b.example', token: 'abc' }, notes: 'credential' },
    { ...getUser, user_query: 'WHO is Ada?' },
  ];
  server.replies.push(answer(getUser, ...wrong), answer(everyone), { text: 'I would rather not.' });
  const { code, said } = await run();
  expect(code).toBe(0);
  expect(addedTo('access.get_user')).toEqual([getUser]);
  for (const { user_query } of wrong) expect(said).toContain(`the example "${user_query}" is dropped`);
  expect(said).toContain("access.users_per_group: the language model's answer is not a list of examples.");
  expect(said).not.toContain(key);
  expect(readRegistry(readFileSync(to(), 'utf8')).lines).toEqual([]);
  expect(server.requests[0]?.text).toContain('access.get_user');
});

test('killed in the middle, it leaves a whole file and goes on with the next row', async () => {
  server.replies.push(answer(getUser), { hang: true });
  const { child, ended } = start();
  await expect.poll(() => server.requests.length, { timeout: 60_000 }).toBe(2);
  child.kill('SIGKILL');
  await ended;
  expect(enriched().map(({ tool_id }) => tool_id)).toEqual(ids);
  expect(addedTo('access.get_user')).toEqual([getUser]);

  server.requests.length = 0;
  server.replies.splice(0, server.replies.length, answer(everyone), answer(inGroup));
  expect((await run()).code).toBe(0);
  expect(server.requests).toHaveLength(2);
  expect(ids.map((id) => addedTo(id)?.length)).toEqual([1, 1, 1]);
});

test('a language model that fails ends the run with what it was and how to go on', async () => {
  server.replies.push(answer(getUser), { status: 401 });
  const { code, said } = await run();
  expect(code).toBe(1);
  expect(said).toContain('does not accept the key. Check LLM_API_KEY. 1 of 3 rows are done. Run it again to go on.');
  expect(addedTo('access.get_user')).toEqual([getUser]);
});

test('rows that did not change keep their examples and date; a changed tool is asked about again', async () => {
  server.replies.push(answer(getUser), answer(everyone), answer(inGroup));
  await run();
  writeFileSync(to(), readFileSync(to(), 'utf8').replaceAll(/"updated_at": "[^"]+"/g, '"updated_at": "2026-01-01"'));
  expect((await run(['--check'])).code).toBe(0);
  writeBase(
    committed
      .filter(({ tool_id }) => ids.includes(tool_id))
      .map((row) => (row.tool_id === 'access.get_user' ? { ...row, description: 'Other words.' } : row)),
  );
  expect((await run(['--check'])).code).toBe(1);

  server.requests.length = 0;
  server.replies.splice(0, server.replies.length, answer({ ...getUser, user_query: 'And who is Ada?' }));
  await run();
  expect(server.requests).toHaveLength(1);
  expect(addedTo('access.get_user')?.map(({ user_query }) => user_query)).toEqual(['And who is Ada?']);
  expect(addedTo('access.get_users_all')).toEqual([everyone]);
  expect(enriched().map(({ updated_at }) => updated_at === '2026-01-01')).toEqual([false, true, true]);
});

test('the committed registry does not depend on the day on which it is built', () => {
  const on = (date: string) => JSON.stringify(buildRegistry({ date, previous: committed }));
  expect(on('2031-01-01')).toBe(on('2026-01-01'));
});

test('every built-in example fits the schema of its row', () => {
  const problems = committed.flatMap((row) =>
    row.examples.map((example) => exampleProblem(row, { example, others: [] })),
  );
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fes, freePort, freshFolder, runFes } from '../test/run-fes.ts';

vi.setConfig({ testTimeout: 90_000 });

/** A folder with a registry file, and the settings that name it. */
async function withRegistry(text: string) {
  const cwd = freshFolder();
  const path = join(cwd, 'registry.json');
  writeFileSync(path, text);
  return { cwd, path, env: { FES_MCP_PORT: String(await freePort()), PYSISENSE_REGISTRY_PATH: path } };
}

test('fes mcp takes words, examples, order and selection from the file, and says what in it is passed over', async () => {
  const example = { user_query: 'Who is Ada?', arguments: { user_email: 'ada' }, notes: '' };
  const { cwd, env } = await withRegistry(
    JSON.stringify([
      { tool_id: 'access.get_users_all', description: 'Our people.' },
      {
        tool_id: 'access.get_user',
        description: 'One of our people.',
        examples: [example],
        class: 'Old',
        full_doc: '',
      },
      { tool_id: 'access.get_usr' },
      { tool_id: 'access.delete_user', desciption: 'Gone.' },
    ]),
  );
  const run = runFes(['mcp'], { cwd, env });
  onTestFinished(async () => {
    run.child.kill('SIGINT');
    await run.ended;
  });
  await run.printed('Approval code');
  const lines = [
    'row 3 is not used: there is no tool "access.get_usr"; is "access.get_user" meant?',
    'row 4 (access.delete_user): the field "desciption" is not known; is "description" meant?',
  ];
  for (const line of lines) {
    expect(run.err()).toContain(`mcp: PYSISENSE_REGISTRY_PATH: ${line}\n`);
    await expect
      .poll(() => readFileSync(join(cwd, 'logs', 'mcp.log'), 'utf8'))
      .toContain(JSON.stringify(line).slice(1, -1));
  }

  const client = new Client({ name: 'host', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${env.FES_MCP_PORT}/mcp`)));
  const { tools } = await client.listTools();
  const catalog = await client.readResource({ uri: 'fes://catalog' });
  await client.close();
  expect(tools.slice(0, 3).map(({ name, description }) => [name, description])).toEqual([
    ['access_get_users_all', 'Our people.'],
    ['access_get_user', 'One of our people.'],
    ['access_delete_user', expect.not.stringContaining('Gone.')],
  ]);
  expect(tools.some(({ name }) => name.startsWith('dashboard_'))).toBe(false);
  expect(JSON.stringify(catalog.contents)).toContain('Who is Ada?');
});

test.each([
  ['broken', '[{"tool_id"', 'PYSISENSE_REGISTRY_PATH: The tool registry is not valid JSON: '],
  ['no list', '{"tool_id":"access.get_user"}', 'PYSISENSE_REGISTRY_PATH: The tool registry must be a JSON array'],
])('a file that is %s stops the start with one line', async (_name, text, line) => {
  const { cwd, env } = await withRegistry(text);
  const { code, out, err } = await fes(['mcp'], { cwd, env });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.startsWith(line)).toBe(true);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

test('a file that is named and absent stops the start with one line', async () => {
  const { err } = await fes(['mcp'], { env: { PYSISENSE_REGISTRY_PATH: '/nowhere/registry.json' } });
  expect(err).toBe('PYSISENSE_REGISTRY_PATH names a file that does not exist: /nowhere/registry.json\n');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { freshFolder } from '../test/run-fes.ts';
import { explainFailure } from './explain-failure.ts';
import { createProgram } from './program.ts';

afterEach(() => void vi.unstubAllEnvs());

const folder = freshFolder();
const file = join(folder, 'a-file');
const damaged = join(folder, 'damaged');
mkdirSync(damaged);
for (const name of [file, join(damaged, 'operations.db')])
  writeFileSync(name, 'Neither a folder nor of any other use.');
const pem = (key: string, cert: string) => ['simulator', '--port', '0', '--tls-key', key, '--tls-cert', cert];

/** What the command says when it fails; it runs in this process. */
async function failing(args: string[], env: Record<string, string>): Promise<string> {
  const usual = { FES_DATA_DIR: join(folder, 'data'), FES_LOG_DIR: join(folder, 'logs'), FES_MCP_PORT: '0' };
  for (const [name, value] of Object.entries({ ...usual, ...env })) vi.stubEnv(name, value);
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    return explainFailure(error);
  }
  throw new Error('It did not fail.');
}

test.each<[string, string[], Record<string, string>, RegExp]>([
  [
    'the last port for two deployments',
    ['simulator', '--port', '65535', '--world', 'source-and-target'],
    {},
    /lower one/,
  ],
  [
    'an address of another machine',
    ['simulator', '--port', '0'],
    { FES_BIND: '192.0.2.1', FES_AUTH: 'network' },
    /set FES_BIND to another one/,
  ],
  ['a key without a certificate', ['simulator', '--port', '0', '--tls-key', file], {}, /give both, or none/],
  ['a key that is not there', pem(join(folder, 'gone'), file), {}, /^--tls-key: \S+ cannot be read\. Give the path/],
  ['a key that is none', pem(file, file), {}, /give both in PEM/],
  [
    'a file for a data folder',
    ['operations'],
    { FES_DATA_DIR: file },
    /Set FES_DATA_DIR to a folder that this user can/,
  ],
  ['the same, by the tool server', ['mcp'], { FES_DATA_DIR: file }, /Set FES_DATA_DIR to a folder that this user can/],
  ['a database that is none', ['mcp'], { FES_DATA_DIR: damaged }, /not a database\. Restore it from a backup, or move/],
  ['a file for a log folder', ['mcp'], { FES_LOG_DIR: file }, /Choose another, or let this user write there/],
  [
    'connections that are not there',
    ['mcp'],
    { FES_CONNECTIONS_FILE: 'gone' },
    /^FES_CONNECTIONS_FILE names a file that .* Correct its path/,
  ],
  ['connections that are none', ['mcp'], { FES_CONNECTIONS_FILE: file }, /^FES_CONNECTIONS_FILE is not a JSON object/],
])('%s: one line says what to do', async (_what, args, env, says) => {
  const line = await failing(args, env);
  expect(line).toMatch(says);
  expect(line).not.toContain('\n');
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getMcpConfigForManifest, type McpbManifestAny, unpackExtension } from '@anthropic-ai/mcpb';
import { type Simulator, startSimulator } from '@fes-assistant/simulator';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildBundle } from './build-bundle.ts';

/** Claude Desktop brings a Node of its own: name another one here to try it. */
const node = process.env['FES_BUNDLE_NODE'] ?? process.execPath;

let home: string;
let installed: string;
let simulator: Simulator;
let manifest: McpbManifestAny;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'fes-bundle-'));
  installed = join(home, 'installed');
  const file = join(home, 'fes.mcpb');
  await buildBundle(file);
  await unpackExtension({ mcpbPath: file, outputDir: installed, silent: true });
  manifest = JSON.parse(readFileSync(join(installed, 'manifest.json'), 'utf8'));
  simulator = await startSimulator({ world: 'demo' });
}, 60_000);

afterAll(async () => {
  await simulator?.close();
  rmSync(home, { recursive: true, force: true });
});

function deployment() {
  const first = simulator.deployments[0];
  if (!first) throw new Error('The simulator started without a deployment.');
  return first;
}

/** The command that a host makes of the manifest and of what a person typed. */
function commandFor(userConfig: Record<string, string | boolean>) {
  return getMcpConfigForManifest({
    manifest,
    extensionPath: installed,
    systemDirs: { HOME: home },
    userConfig,
    pathSeparator: '/',
  });
}

test('holds one file of code, and asks for domain and token as secrets', () => {
  expect(readdirSync(installed).toSorted()).toEqual(['LICENSE', 'THIRD-PARTY-LICENCES.txt', 'manifest.json', 'server']);
  expect(readdirSync(join(installed, 'server'))).toEqual(['index.js']);
  expect(manifest.user_config).toMatchObject({
    domain: { sensitive: true, required: true },
    token: { sensitive: true, required: true },
  });
  expect(readFileSync(join(installed, 'THIRD-PARTY-LICENCES.txt'), 'utf8')).toContain('zod 4.');
});

test('is not started by a host before domain and token are there', async () => {
  expect(await commandFor({ domain: deployment().origin })).toBeUndefined();
});

test('unpacked, a host on stdio reads with it, and a change waits for approval', async () => {
  const { origin, token } = deployment();
  const config = await commandFor({ domain: origin, token, hosts: origin });
  const host = new Client({ name: 'claude-desktop', version: '1' });
  const env = { ...config?.env, HOME: home };
  await host.connect(
    new StdioClientTransport({ command: node, args: config?.args ?? [], env, cwd: '/', stderr: 'ignore' }),
  );
  try {
    const { tools } = await host.listTools();
    expect(tools.length).toBeGreaterThan(100);
    const read = await host.callTool({ name: 'access_get_users_all', arguments: {} });
    expect(read.structuredContent).toMatchObject({ total: deployment().world.users.size });
    const user_name = 'grace.mbeki@meridian-outdoor.example';
    const change = await host.callTool({ name: 'access_delete_user', arguments: { user_name } });
    expect(change.structuredContent).toMatchObject({ state: 'proposed' });
    expect(deployment().requests.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
  } finally {
    await host.close();
  }
  expect(readdirSync(join(home, '.fes-assistant')).toSorted()).toEqual(['data', 'logs']);
});

test('a deployment on the usual https needs no list of hosts; what cannot be used is one line', async () => {
  const config = await commandFor({ domain: 'not an address', token: 'abc' });

  const env = { ...config?.env, HOME: home };
  const { stderr, status } = spawnSync(node, config?.args ?? [], { env, cwd: '/', encoding: 'utf8', input: '' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^PYSISENSE_DEFAULT_DOMAIN cannot be used: /);
  expect(stderr).not.toMatch(/^\s+at /m);
  const usual = await commandFor({ domain: 'https://acme.sisense.com', token: 'abc', verify_ssl: false });
  expect(usual?.env).toMatchObject({ FES_SISENSE_HOSTS: '', PYSISENSE_DEFAULT_SSL: 'false' });
});

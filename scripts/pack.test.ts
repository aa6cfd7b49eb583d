import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSimulator } from '@fes-assistant/simulator';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { publishedPackages } from './published-packages.ts';
import { stagePackage } from './stage-package.ts';

vi.setConfig({ testTimeout: 300_000 });

const root = fileURLToPath(new URL('..', import.meta.url));

/** A project of somebody else, outside of this workspace. */
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'fes-packed-'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** What `npm install` would do with the packed file; third-party packages are those of this workspace. */
async function install(name: string): Promise<void> {
  const published = publishedPackages.find((one) => one.name === name);
  if (!published) throw new Error(`${name} is not published.`);
  const staged = join(project, 'staged');
  await stagePackage(published, staged);
  const packed = execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', project], {
    cwd: staged,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const target = join(project, 'node_modules/@fes-assistant', name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, packed.trim()), '-C', target, '--strip-components=1']);
  await lint(staged);
  rmSync(staged, { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  for (const [dependency, version] of Object.entries(dependencies)) link(dependency, String(version));
}

/** What would trouble somebody who installs it: entries that are not packed, types that are not found, wrong formats. */
async function lint(pkgDir: string): Promise<void> {
  const { messages, pkg } = await publint({ pkgDir, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
}

function link(dependency: string, version: string): void {
  const places = [
    root,
    ...publishedPackages.flatMap(({ contains }) => contains.map((one) => join(root, 'packages', one))),
  ];
  const folders = places.map((place) => join(place, 'node_modules', dependency));
  const found = folders.find((folder) => existsSync(folder) && versionOf(folder) === version);
  if (!found) throw new Error(`${dependency} ${version} is not installed.`);
  const place = join(project, 'node_modules', dependency);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(found, place, 'junction');
}

function versionOf(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

async function run(script: string, args: string[]): Promise<string> {
  writeFileSync(join(project, 'script.mjs'), script);
  const { stdout } = await promisify(execFile)(process.execPath, ['script.mjs', ...args], { cwd: project });
  return stdout.trim();
}

function typeCheck(source: string): string {
  writeFileSync(join(project, 'program.ts'), source);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' }).stdout;
}

test('sisense, packed, lists users for a program that knows nothing of this workspace', async () => {
  await install('sisense');
  const simulator = await startSimulator({ world: 'demo' });
  try {
    const [deployment] = simulator.deployments;
    const script = [
      "import { Sisense } from '@fes-assistant/sisense';",
      'const [origin, token] = process.argv.slice(2);',
      'const sisense = new Sisense({ origin, token });',
      'console.log((await sisense.users.list()).length);',
      'await sisense.close();',
    ].join('\n');
    const printed = await run(script, [deployment?.origin ?? '', deployment?.token ?? '']);
    expect(printed).toBe(String(deployment?.world.users.size));
  } finally {
    await simulator.close();
  }
  const start =
    "import { Sisense, type User } from '@fes-assistant/sisense';\nconst sisense = new Sisense({ origin: '', token: '' });\n";
  expect(typeCheck(`${start}export const users: User[] = await sisense.users.list();`)).toBe('');
  expect(typeCheck(`${start}export const users: number = await sisense.users.list();`)).toContain("to type 'number'");
});

test('mcp-server, packed, starts and answers', async () => {
  await install('mcp-server');
  const script = [
    "import { createLogger, loadSettings, startMcpServer } from '@fes-assistant/mcp-server';",
    "const settings = loadSettings({ FES_MCP_PORT: '0' }, { service: 'mcp' });",
    "const logger = createLogger({ service: 'mcp', settings });",
    'const server = await startMcpServer({ settings, logger });',
    "console.log(await (await fetch(server.url + '/health')).text());",
    'await server.close();',
    'await logger.closeLog();',
  ].join('\n');
  const health = JSON.parse(await run(script, []));
  expect(health).toMatchObject({ ok: true, mutations_allowed: true });
  expect(health.tools).toBeGreaterThan(100);
  const program = "import { startMcpServer } from '@fes-assistant/mcp-server';\n";
  expect(typeCheck(`${program}export const start: number = startMcpServer;`)).toContain("to type 'number'");
});

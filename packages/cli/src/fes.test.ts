import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fes, freePort, freePorts, freshFolder, type RunningFes, type RunOptions, runFes } from '../test/run-fes.ts';

vi.setConfig({ testTimeout: 90_000 });

const started: RunningFes[] = [];

afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

function start(args: string[], options: RunOptions): RunningFes {
  const run = runFes(args, options);
  started.push(run);
  return run;
}

describe('fes start --demo', () => {
  test('says where everything is, offers two deployments, and Ctrl-C ends all of it well', async () => {
    const ports = await freePorts();
    const cwd = freshFolder();
    const run = start(['start', '--demo'], { env: ports, cwd });
    await run.printed('Ctrl-C ends everything.');
    const simulator = Number(ports['FES_SIMULATOR_PORT']);
    expect(run.out().split('\n').slice(0, 5)).toEqual([
      `Simulated Sisense (source)     http://127.0.0.1:${simulator}`,
      `Simulated Sisense (target)     http://127.0.0.1:${simulator + 1}`,
      `Tool server                    http://localhost:${ports['FES_MCP_PORT']}/mcp`,
      `Backend                        http://localhost:${ports['FES_BACKEND_PORT']}`,
      `Page                           http://localhost:${ports['FES_UI_PORT']}`,
    ]);
    expect(run.err()).toBe('');
    const page = `http://localhost:${ports['FES_UI_PORT']}`;
    expect(await (await fetch(page)).text()).toContain('<title>');
    const session = await (await fetch(`${page}/api/session`)).text();
    expect(JSON.parse(session).offers.map(({ name }: { name: string }) => name)).toEqual([
      'demo-source',
      'demo-target',
    ]);
    expect(session).not.toMatch(/"token"/);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    await expect(fetch(page)).rejects.toThrow();
    expect(readdirSync(join(cwd, 'logs')).toSorted()).toEqual(['backend.log', 'changes.log', 'mcp.log', 'ui.log']);
    expect(run.err()).toBe('');
  });

  test('a taken port is one line with the setting, and nothing is left running', async () => {
    const ports = await freePorts();
    const other = createServer().listen(Number(ports['FES_BACKEND_PORT']), '127.0.0.1');
    const { code, out, err } = await fes(['start', '--demo'], { env: ports });
    other.close();
    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: `Port ${ports['FES_BACKEND_PORT']} is taken: set FES_BACKEND_PORT to another one.\n`,
    });
  });

  test('port 0 takes a free one', async () => {
    const zero = Object.fromEntries(Object.keys(await freePorts()).map((name) => [name, '0']));
    const run = start(['start', '--demo'], { env: zero });
    await run.printed('Ctrl-C ends everything.');
    const [, page = ''] = /Open (\S+) in a browser/.exec(run.out()) ?? [];
    const cookie = (await fetch(`${page}/api/session`)).headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const headers = { origin: page, 'content-type': 'application/json', cookie };
    const body = JSON.stringify({ side: 'only', connection: { named: 'demo-source' } });
    const answer = await fetch(`${page}/api/connections`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });
});

describe('settings', () => {
  test.each([
    [{ FES_UI_PROT: '1' }, 'FES_UI_PROT is not a setting. Did you mean FES_UI_PORT?\n'],
    [{ FES_BIND: '0.0.0.0' }, /^FES_BIND=0\.0\.0\.0 is reachable from other machines, and FES_AUTH is none\. .*\n$/],
  ])('%j stops every service with one line', async (env: Record<string, string>, line) => {
    for (const { code, out, err } of await Promise.all(
      ['start', 'mcp', 'backend', 'ui'].map((name) => fes([name], { env })),
    )) {
      expect(code).toBe(1);
      expect(out).toBe('');
      if (typeof line === 'string') expect(err).toBe(line);
      else expect(err).toMatch(line);
    }
  });

  test('.env of the current folder is read, and the environment wins', async () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, '.env'), 'FES_LOG_LEVEL=LOUD\nFES_UI_PORT=nope\n');
    expect((await fes(['ui'], { cwd })).err).toMatch(/^FES_LOG_LEVEL is "LOUD"/);
    expect((await fes(['ui'], { cwd, env: { FES_LOG_LEVEL: 'INFO' } })).err).toMatch(/^FES_UI_PORT is "nope"/);
  });

  test('a backend by itself asks for the token it needs', async () => {
    expect((await fes(['backend'])).err).toMatch(/^FES_MCP_TOKEN is not set\./);
  });
});

describe('fes simulator', () => {
  test('prints what to connect with, and that works', async () => {
    const port = await freePort();
    const run = start(['simulator', '--port', String(port), '--world', 'demo', '--latency', '5', '--control'], {});
    await run.printed('Ctrl-C ends it');
    const [, domain = ''] = /^Domain \(demo\) +(\S+)$/m.exec(run.out()) ?? [];
    const [, token = ''] = /^Token \(demo\) +(\S+)$/m.exec(run.out()) ?? [];
    expect(domain).toBe(`http://127.0.0.1:${port}`);
    const users = await fetch(`${domain}/api/v1/users`, { headers: { authorization: `Bearer ${token}` } });
    expect(users.status).toBe(200);
    const [, control = ''] = /^Token of \/__simulator +(\S+)$/m.exec(run.out()) ?? [];
    const log = await fetch(`${domain}/__simulator/requests`, { headers: { authorization: `Bearer ${control}` } });
    expect(await log.text()).toContain('/api/v1/users');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  test('an unknown world is refused with the ones there are', async () => {
    const { code, err } = await fes(['simulator', '--world', 'moon']);
    expect(code).toBe(1);
    expect(err).toContain('demo, source-and-target, empty, large');
  });
});

describe('a stranger who asks for what cannot be', () => {
  test('hears it in a line or two, with what to do', async () => {
    const asked: [string[], RegExp][] = [
      [['frobnicate'], /^error: unknown command 'frobnicate'\nRun "fes --help" to see the commands\.\n$/],
      [['tools', '--jsn'], /^error: unknown option '--jsn'\n\(Did you mean --json\?\)/],
      [['simulator', '--port', '65536'], /It must be a port, from 0 \(a free one\) to 65535\.\n/],
    ];
    const ended = await Promise.all(asked.map(([args]) => fes(args)));
    for (const [index, { code, out, err }] of ended.entries()) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(asked[index]?.[1] ?? '');
    }
  });

  test('is told by fes doctor of each thing that cannot be used', async () => {
    const folder = freshFolder();
    for (const name of ['operations.db', 'backend.db', 'a-file']) writeFileSync(join(folder, name), 'Nothing of use.');
    const env = { ...(await freePorts()), FES_DATA_DIR: folder, FES_LOG_DIR: join(folder, 'a-file') };
    const { code, out } = await fes(['doctor'], { env });
    expect(code).toBe(1);
    expect(out).toMatch(/^problem +FES_DATA_DIR: \S+operations\.db cannot be opened\. Restore it/m);
    expect(out).toMatch(/^problem +FES_DATA_DIR: \S+backend\.db cannot be opened\. Restore it/m);
    expect(out).toMatch(/^problem +FES_LOG_DIR: \S+a-file cannot be written\. Choose another folder/m);
  });
});

test('fes tools lists every tool with what it does', async () => {
  const { code, out } = await fes(['tools']);
  expect(code).toBe(0);
  expect(out).toMatch(/^access\.get_users_all +read +\S/m);
  expect(out).toMatch(/^access\.delete_user +change +\S/m);
  const listed = JSON.parse((await fes(['tools', '--json'])).out);
  expect(out).toContain(`${listed.length} tools:`);
});

test('fes doctor finds nothing wrong in an empty folder', async () => {
  const { code, out } = await fes(['doctor'], { env: await freePorts() });
  expect(out).toContain('every setting can be used');
  expect(out).not.toContain('problem');
  expect(code).toBe(0);
});

test('fes doctor says which language model does not answer, and which credential is missing', async () => {
  const env = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_BASE_URL: `http://127.0.0.1:${await freePort()}/v1`,
    LLM_MODEL: 'm',
  };
  const { code, out } = await fes(['doctor'], { env });
  expect(out).toMatch(/problem +LLM_PROVIDER: openai-compatible does not answer/);
  expect(code).toBe(1);
  expect((await fes(['doctor'], { env: { LLM_PROVIDER: 'azure' } })).out).toContain(
    'The built-in planner answers, because',
  );
});

const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /^v(18|20|22)\./.test(stdout ?? '');
});

test.skipIf(oldNode === undefined)(
  'an older Node hands over to the one that came with the packages (skipped where no older Node is found)',
  async () => {
    const { code, out, err } = await fes(['tools'], oldNode === undefined ? {} : { node: oldNode });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('access.get_user');
  },
);

test('the command file itself runs on Node 20: it uses nothing newer', () => {
  const text = readFileSync(new URL('../bin/fes.js', import.meta.url), 'utf8');
  expect(text).not.toMatch(/\.ts'(?! *\))|import\.meta\.dirname|Promise\.withResolvers/);
});

test('fes mcp --stdio speaks MCP on stdout only, and ends with its host', async () => {
  const run = start(['mcp', '--stdio'], {});
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'host', version: '1' } };
  run.child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`);
  await run.printed('"serverInfo"');
  for (const line of run.out().trim().split('\n')) expect(JSON.parse(line).jsonrpc).toBe('2.0');
  run.child.stdin?.end();
  expect(await run.ended).toBe(0);
});

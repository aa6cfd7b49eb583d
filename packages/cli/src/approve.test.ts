import { spawn, spawnSync } from 'node:child_process';
import { openOperatorDesk } from '@fes-assistant/mcp-server';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { type SimulatedDeployment, type Simulator, startSimulator } from '@fes-assistant/simulator';
import { createCatalog } from '@fes-assistant/tools';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fes, fesFile, freshFolder } from '../test/run-fes.ts';

vi.setConfig({ testTimeout: 90_000 });

let simulator: Simulator;
let deployment: SimulatedDeployment;
let cwd: string;
let env: Record<string, string>;

beforeEach(async () => {
  simulator = await startSimulator({ world: 'demo' });
  [deployment] = simulator.deployments as [SimulatedDeployment];
  cwd = freshFolder();
  env = {
    FES_SISENSE_HOSTS: deployment.origin,
    PYSISENSE_USE_DEFAULT_TENANT: 'true',
    PYSISENSE_DEFAULT_DOMAIN: deployment.origin,
    PYSISENSE_DEFAULT_TOKEN: deployment.token,
    FES_DATA_DIR: `${cwd}/data`,
    FES_LOG_DIR: `${cwd}/logs`,
  };
});

afterEach(() => simulator.close());

const somebody = () =>
  [...deployment.world.users.values()].find(({ email }) => email !== deployment.users.admin.email)?.email ?? '';
const exists = (email: string) => [...deployment.world.users.values()].some((user) => user.email === email);

/** Another process (a host over stdio) has proposed to delete a user. */
async function proposeDeletion(email: string): Promise<string> {
  const settings = loadSettings(env, { service: 'mcp' });
  const logger = createLogger({ service: 'mcp', settings });
  const desk = await openOperatorDesk({ settings, logger });
  const tool = createCatalog().findTool('access.delete_user');
  if (tool?.effect !== 'change') throw new Error('no such tool');
  const identity = { side: 'only', deployment: deployment.origin, fingerprint: '', userId: '', userName: '' } as const;
  const caller = await desk.callerFor({ connections: [identity], steps: [] as object[] } as Parameters<
    typeof desk.callerFor
  >[0]);
  const input = { user_name: email };
  const proposal = await desk.operations.propose({ tool, input, caller, signal: new AbortController().signal });
  await desk.close();
  await logger.closeLog();
  if (!('operation' in proposal)) throw new Error(proposal.nothingToDo);
  return proposal.operation.id;
}

test('without a terminal the plan is shown and nothing is approved', async () => {
  const email = somebody();
  const id = await proposeDeletion(email);
  const { code, out, err } = await fes(['approve', id], { env, cwd });
  expect(out).toContain(email);
  expect(err).toBe('A person must approve this at a terminal: input and output must not be redirected.\n');
  expect(code).toBe(1);
  expect(exists(email)).toBe(true);
  expect(out + err).not.toContain(deployment.token);
});

const hasScript = spawnSync('script', ['--version']).status === 0;

/** Runs the command on a terminal of its own and types. */
function onTerminal(args: string[], typed: string): Promise<{ code: number | null; text: string }> {
  const command = [process.execPath, fesFile, ...args].map((part) => `'${part}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { PATH: process.env['PATH'], ...env } });
  let text = '';
  let asked = false;
  child.stdout.on('data', (chunk) => {
    text += chunk;
    if (!asked && text.includes('anything else to stop')) {
      asked = true;
      child.stdin.write(`${typed}\n`);
    }
  });
  return new Promise((done) => child.on('close', (code) => done({ code, text })));
}

test.skipIf(!hasScript)(
  'a person at a terminal approves, sees it done, and takes it back (skipped without the command script, which makes a terminal)',
  async () => {
    const email = somebody();
    const id = await proposeDeletion(email);
    const approved = await onTerminal(['approve', id], 'approve');
    expect(approved.text).toContain('Done');
    expect(approved.code).toBe(0);
    expect(exists(email)).toBe(false);
    const undone = await onTerminal(['undo', id], 'approve');
    expect(undone.text).toContain('Done');
    expect(exists(email)).toBe(true);
    const { out } = await fes(['operations'], { env, cwd });
    expect(out.trim().split('\n')).toHaveLength(2);
    const again = await fes(['approve', id], { env, cwd });
    expect(again.code).toBe(1);
  },
);

test.skipIf(!hasScript)(
  'anything but the word leaves everything as it was (skipped without the command script)',
  async () => {
    const email = somebody();
    const id = await proposeDeletion(email);
    const { text } = await onTerminal(['approve', id], 'yes');
    expect(text).toContain('Nothing was changed.');
    expect(exists(email)).toBe(true);
  },
);

test.each(['approve', 'resume', 'undo'])('fes %s of an unknown operation is one line', async (command) => {
  const { code, err } = await fes([command, 'nothing'], { env, cwd });
  expect(code).toBe(1);
  expect(err).toMatch(/^[^\n]+\n$/);
});

test('a token that is not valid any more, and a deployment that is away, are one line each', async () => {
  const id = await proposeDeletion(somebody());
  const stale = { ...env, PYSISENSE_DEFAULT_TOKEN: 'a-token-of-last-year' };
  const unauthorized = await fes(['undo', id], { env: stale, cwd });
  await simulator.close();
  const unreachable = await fes(['undo', id], { env, cwd });
  for (const { code, err } of [unauthorized, unreachable]) {
    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).not.toContain('Something went wrong');
  }
  expect(unauthorized.err).toContain('token');
  expect(unreachable.err).toContain('reach');
});

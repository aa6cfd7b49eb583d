import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { revisions, startTestServer } from '../start-test-server.ts';
import { fixturePrompts } from './fixture-prompts.ts';
import { fixtureResources } from './fixture-resources.ts';
import { fixtureTasks } from './fixture-tasks.ts';
import { fixtureTools } from './fixture-tools.ts';

const suite = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);

/** The scenarios of the Tasks extension. The suite skips the one about notifications, which are optional. */
const tasksScenarios = [
  'tasks-lifecycle',
  'tasks-capability-negotiation',
  'tasks-wire-fields',
  'tasks-request-state-removal',
  'tasks-mrtr-input',
  'tasks-request-headers',
  'tasks-dispatch-and-envelope',
  'tasks-status-notifications',
  'tasks-required-task-error',
  'tasks-mrtr-composition',
];

/** Runs the suite against the product's own transport, guard and handlers. */
function runSuite(url: string, which: string[]): Promise<{ code: number; output: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'fes-conformance-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const args = [suite, 'server', '--url', `${url}/mcp`, ...which];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}

function startFixtures() {
  return startTestServer({ extraParts: [fixtureTools(), fixtureTasks(), fixtureResources(), fixturePrompts()] });
}

describe('the conformance suite', () => {
  test.each(revisions)('passes for %s', { timeout: 120_000 }, async (revision) => {
    const { url } = await startFixtures();
    const { code, output } = await runSuite(url, ['--requirements', revision]);
    expect(code, output).toBe(0);
  });

  test.each(tasksScenarios)('passes for the Tasks extension: %s', { timeout: 60_000 }, async (scenario) => {
    const { url } = await startFixtures();
    const { code, output } = await runSuite(url, ['--scenario', scenario]);
    expect(code, output).toBe(0);
    expect(output).not.toContain('FAILURE');
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { revisions, startTestServer } from '../start-test-server.ts';
import { fixturePrompts } from './fixture-prompts.ts';
import { fixtureResources } from './fixture-resources.ts';
import { fixtureTools } from './fixture-tools.ts';

const suite = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);

/** Runs exactly what a revision requires, against the product's own transport, guard and handlers. */
function runSuite(url: string, revision: string): Promise<{ code: number; output: string }> {
  const cwd = mkdtempSync(join(tmpdir(), 'fes-conformance-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const args = [suite, 'server', '--url', `${url}/mcp`, '--requirements', revision];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}

describe('the conformance suite', () => {
  test.each(revisions)('passes for %s', { timeout: 120_000 }, async (revision) => {
    const { url } = await startTestServer({ extraParts: [fixtureTools(), fixtureResources(), fixturePrompts()] });
    const { code, output } = await runSuite(url, revision);
    expect(code, output).toBe(0);
  });
});
